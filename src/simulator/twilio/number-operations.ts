// Phone numbers of the pretend REST API: listed, read, and told where to bring their texts.
// https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource

import { signedIn } from './account/logins.ts';
import { RestError } from './errors.ts';
import { answer, type Context, checkUrls, formOf, type Mount, methodIn, notFound, queryOf } from './operation.ts';
import { pageOf } from './pages.ts';
import { accountPath, numberResource } from './payloads.ts';
import type { OwnNumber } from './records.ts';
import type { TwilioWorld } from './state.ts';

export const mountNumbers: Mount = (router, world) => {
  const numbers = '/2010-04-01/Accounts/:account/IncomingPhoneNumbers';
  router.get(`${numbers}.json`, (ctx) => answer(ctx, listNumbers(world, ctx)));
  router.get(`${numbers}/:sid.json`, (ctx) => answer(ctx, numberResource(findNumber(world, ctx))));
  router.post(`${numbers}/:sid.json`, (ctx) => answer(ctx, numberResource(updateNumber(world, ctx))));
};

function listNumbers(world: TwilioWorld, ctx: Context): Record<string, unknown> {
  const account = signedIn(world, ctx);
  const query = queryOf(ctx);
  const items = [...world.numbers.values()].filter(
    (number) =>
      number.accountSid === account.sid &&
      number.phoneNumber.includes(query.get('PhoneNumber') ?? '') &&
      (query.get('FriendlyName') ?? number.friendlyName) === number.friendlyName,
  );
  const path = `${accountPath(account.sid)}/IncomingPhoneNumbers.json`;
  return pageOf(items, { key: 'incoming_phone_numbers', path, query, present: numberResource });
}

function findNumber(world: TwilioWorld, ctx: Context): OwnNumber {
  const account = signedIn(world, ctx);
  for (const number of world.numbers.values()) {
    if (number.sid === ctx.params.sid && number.accountSid === account.sid) return number;
  }
  throw notFound(ctx);
}

/** Changes what the form names; an empty value takes a setting away. */
function updateNumber(world: TwilioWorld, ctx: Context): OwnNumber {
  const number = findNumber(world, ctx);
  const form = formOf(ctx);
  checkUrls(form, ['SmsUrl', 'SmsFallbackUrl', 'StatusCallback']);
  const smsUrl = form.get('SmsUrl') ?? number.smsUrl;
  // https://www.twilio.com/docs/api/errors/21406
  if (form.get('SmsFallbackUrl') && smsUrl === '') throw new RestError(21406, 'SmsFallbackUrl takes an SmsUrl');
  return Object.assign(number, {
    smsUrl,
    smsMethod: methodIn(form, 'SmsMethod') ?? number.smsMethod,
    smsFallbackUrl: form.get('SmsFallbackUrl') ?? number.smsFallbackUrl,
    smsFallbackMethod: methodIn(form, 'SmsFallbackMethod') ?? number.smsFallbackMethod,
    smsApplicationSid: applicationIn(world, form, number),
    statusCallback: form.get('StatusCallback') ?? number.statusCallback,
    statusCallbackMethod: methodIn(form, 'StatusCallbackMethod') ?? number.statusCallbackMethod,
    friendlyName: form.get('FriendlyName') ?? number.friendlyName,
    updatedAt: world.clock.now(),
  });
}

function applicationIn(world: TwilioWorld, form: URLSearchParams, number: OwnNumber): string | null {
  const sid = form.get('SmsApplicationSid');
  if (sid === null) return number.smsApplicationSid;
  if (sid === '') return null;
  if (world.applications.get(sid)?.accountSid === number.accountSid) return sid;
  throw new RestError(22108, 'SmsApplicationSid is not an application of this account');
}
