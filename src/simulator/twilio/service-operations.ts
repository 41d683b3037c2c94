// Messaging Services of the pretend messaging API, whose host is the stand-in too.
// https://www.twilio.com/docs/messaging/api/service-resource and /docs/messaging/api/phonenumber-resource

import { signedInBy } from './account/logins.ts';
import { RestError } from './errors.ts';
import { answer, type Context, checkUrls, formOf, type Mount, methodIn, notFound, queryOf } from './operation.ts';
import { metaPageOf } from './pages.ts';
import type { MessagingService, OwnNumber } from './records.ts';
import { senderResource, serviceResource } from './service-payloads.ts';
import { poolOf, serviceOf } from './services.ts';
import type { TwilioWorld } from './state.ts';

export const mountServices: Mount = (router, world) => {
  const one = '/v1/Services/:sid';
  const present = (service: MessagingService) => serviceResource(service, world.url);
  router.get('/v1/Services', (ctx) => {
    const account = signedInBy(world, ctx);
    const items = [...world.services.values()].filter(({ accountSid }) => accountSid === account.sid);
    answer(ctx, metaPageOf(items, { key: 'services', path: '/v1/Services', query: queryOf(ctx), present }, world.url));
  });
  router.get(one, (ctx) => answer(ctx, present(findService(world, ctx))));
  router.post(one, (ctx) => answer(ctx, present(updateService(world, ctx))));

  router.get(`${one}/PhoneNumbers`, (ctx) => {
    const service = findService(world, ctx);
    const list = { key: 'phone_numbers', path: ctx.path, query: queryOf(ctx), present: presentSender(world, service) };
    answer(ctx, metaPageOf(poolOf(world, service), list, world.url));
  });
  router.post(`${one}/PhoneNumbers`, (ctx) => {
    const service = findService(world, ctx);
    const number = newSender(world, service, formOf(ctx).get('PhoneNumberSid') ?? '');
    service.pool.set(number.sid, world.clock.now());
    answer(ctx, presentSender(world, service)(number), 201);
  });
  router.get(`${one}/PhoneNumbers/:number`, (ctx) => {
    const service = findService(world, ctx);
    answer(ctx, presentSender(world, service)(findSender(world, service, ctx)));
  });
  router.delete(`${one}/PhoneNumbers/:number`, (ctx) => {
    const service = findService(world, ctx);
    service.pool.delete(findSender(world, service, ctx).sid);
    ctx.status = 204;
  });
};

function findService(world: TwilioWorld, ctx: Context): MessagingService {
  const account = signedInBy(world, ctx);
  const found = world.services.get(ctx.params.sid ?? '');
  if (found?.accountSid !== account.sid) throw notFound(ctx);
  return found;
}

function findSender(world: TwilioWorld, service: MessagingService, ctx: Context): OwnNumber {
  const found = poolOf(world, service).find(({ sid }) => sid === ctx.params.number);
  if (!found) throw notFound(ctx);
  return found;
}

function presentSender(world: TwilioWorld, service: MessagingService) {
  return (number: OwnNumber) =>
    senderResource(service, number, { origin: world.url, addedAt: service.pool.get(number.sid) ?? 0 });
}

/** Refusals: https://www.twilio.com/docs/api/errors/21421, 21710, 21712 and 21715; their HTTP statuses are not documented. */
function newSender(world: TwilioWorld, service: MessagingService, sid: string): OwnNumber {
  const number = [...world.numbers.values()].find((one) => one.sid === sid && one.accountSid === service.accountSid);
  if (!number) throw new RestError(21421, 'The PhoneNumberSid is not valid');
  const standing = serviceOf(world, number);
  if (standing === service) throw new RestError(21710, 'The phone number is in this service already', 409);
  if (standing) throw new RestError(21712, 'The phone number is in another Messaging Service', 409);
  if (!number.sms && !number.mms) throw new RestError(21715, 'The phone number has no messaging capability');
  return number;
}

/** Changes what the form names; an empty URL becomes null. */
function updateService(world: TwilioWorld, ctx: Context): MessagingService {
  const service = findService(world, ctx);
  const form = formOf(ctx);
  checkUrls(form, ['InboundRequestUrl', 'FallbackUrl', 'StatusCallback'], 20001);
  const url = (name: string, standing: string | null): string | null =>
    form.has(name) ? form.get(name) || null : standing;
  const flag = (name: string, standing: boolean): boolean => flagIn(form, name) ?? standing;
  return Object.assign(service, {
    friendlyName: form.get('FriendlyName') ?? service.friendlyName,
    inboundRequestUrl: url('InboundRequestUrl', service.inboundRequestUrl),
    inboundMethod: methodIn(form, 'InboundMethod') ?? service.inboundMethod,
    fallbackUrl: url('FallbackUrl', service.fallbackUrl),
    fallbackMethod: methodIn(form, 'FallbackMethod') ?? service.fallbackMethod,
    statusCallback: url('StatusCallback', service.statusCallback),
    useInboundWebhookOnNumber: flag('UseInboundWebhookOnNumber', service.useInboundWebhookOnNumber),
    stickySender: flag('StickySender', service.stickySender),
    smartEncoding: flag('SmartEncoding', service.smartEncoding),
    mmsConverter: flag('MmsConverter', service.mmsConverter),
    areaCodeGeomatch: flag('AreaCodeGeomatch', service.areaCodeGeomatch),
    validityPeriod: secondsIn(form) ?? service.validityPeriod,
    updatedAt: world.clock.now(),
  });
}

function flagIn(form: URLSearchParams, name: string): boolean | undefined {
  const given = form.get(name)?.toLowerCase();
  if (given === undefined || given === 'true' || given === 'false') return given && given === 'true';
  throw new RestError(20001, `${name} must be true or false`);
}

/** https://www.twilio.com/docs/messaging/services#validity-period */
function secondsIn(form: URLSearchParams): number | undefined {
  const given = form.get('ValidityPeriod');
  if (given === null) return undefined;
  const seconds = Number(given);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 36_000) return seconds;
  throw new RestError(20001, 'ValidityPeriod must be 1 to 36000 seconds');
}
