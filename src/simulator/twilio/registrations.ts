// The registration of numbers with US carriers: A2P campaigns of Messaging Services, their brands, and toll-free verifications.
// https://www.twilio.com/docs/messaging/compliance/a2p-10dlc and /docs/messaging/compliance/toll-free
import type Koa from 'koa';
import { signedInBy } from './account/logins.ts';
import { addService } from './account/new-account.ts';
import { RestError } from './errors.ts';
import { answer, type Context, type Mount, notFound, queryOf } from './operation.ts';
import { metaPageOf } from './pages.ts';
import type { Account, BrandRecord, OwnNumber, RegistrationStatus } from './records.ts';
import { brandResource, campaignResource, verificationResource } from './registration-payloads.ts';
import { serviceOf } from './services.ts';
import { sidOf, type TwilioWorld } from './state.ts';

export const mountRegistrations: Mount = (router, world) => {
  router.get('/v1/a2p/BrandRegistrations', (ctx) => {
    const account = reader(world, ctx);
    const items = [...world.brands.values()].filter(({ accountSid }) => accountSid === account.sid);
    list(world, ctx, 'data', items, (brand) => brandResource(brand, world.url));
  });
  router.get('/v1/a2p/BrandRegistrations/:sid', (ctx) => {
    const account = reader(world, ctx);
    const found = world.brands.get(ctx.params['sid'] ?? '');
    if (found?.accountSid !== account.sid) throw notFound(ctx);
    answer(ctx, brandResource(found, world.url));
  });
  router.get('/v1/Services/:service/Compliance/Usa2p', (ctx) => {
    const account = reader(world, ctx);
    const service = world.services.get(ctx.params['service'] ?? '');
    if (service?.accountSid !== account.sid) throw notFound(ctx);
    const items = [...world.campaigns.values()].filter(({ serviceSid }) => serviceSid === service.sid);
    list(world, ctx, 'compliance', items, (campaign) => campaignResource(campaign, world.url));
  });
  router.get('/v1/Tollfree/Verifications', (ctx) => {
    const account = reader(world, ctx);
    const [sid, status] = [queryOf(ctx).get('TollfreePhoneNumberSid'), queryOf(ctx).get('Status')];
    const items = [...world.verifications.values()].filter(
      (one) =>
        one.accountSid === account.sid &&
        (sid ?? one.number.sid) === one.number.sid &&
        (status ?? one.status) === one.status,
    );
    list(world, ctx, 'verifications', items, (one) => verificationResource(one, world.url));
  });
};

function list<One extends { sid: string }>(
  world: TwilioWorld,
  ctx: Context & Koa.Context,
  key: string,
  items: One[],
  present: (one: One) => Record<string, unknown>,
): void {
  answer(ctx, metaPageOf(items, { key, path: ctx.path, query: queryOf(ctx), present }, world.url));
}

/** A restricted API key may lack the right: https://www.twilio.com/docs/iam/api-keys/restricted-api-keys */
function reader(world: TwilioWorld, ctx: Context): Account {
  const account = signedInBy(world, ctx);
  if (!account.showsRegistrations) throw new RestError(20003, 'Permission to access the resource is denied', 403);
  return account;
}

/** Takes a number as far as that with US carriers. A local number joins a Messaging Service, unless it is in one or gets no campaign. */
export function register(
  world: TwilioWorld,
  number: OwnNumber,
  { status, reason = null, brand = 'APPROVED' }: NewStanding,
): void {
  const account = world.accounts.get(number.accountSid);
  if (account) account.showsRegistrations = true;
  number.isRegistered = status === 'VERIFIED';
  if (number.tollFree) verify(world, number, { status, reason });
  else campaignFor(world, number, { status, reason, brand });
}

type Standing = { status: RegistrationStatus; reason: string | null };

/** `brand`: the state of the account's brand, of which a local number's campaign is part. */
export interface NewStanding {
  status: RegistrationStatus;
  reason?: string | null;
  brand?: BrandRecord['status'];
}

const verificationStatus = {
  VERIFIED: 'TWILIO_APPROVED',
  IN_PROGRESS: 'IN_REVIEW',
  FAILED: 'TWILIO_REJECTED',
  SUSPENDED: 'TWILIO_REJECTED',
} as const;

function verify(world: TwilioWorld, number: OwnNumber, { status, reason }: Standing): void {
  const sid = sidOf('HH', number.sid);
  world.verifications.delete(sid);
  if (status === 'NONE') return;
  world.verifications.set(sid, {
    sid,
    accountSid: number.accountSid,
    number,
    status: verificationStatus[status],
    reason,
    createdAt: world.clock.now(),
  });
}

function campaignFor(
  world: TwilioWorld,
  number: OwnNumber,
  { status, reason, brand: brandStatus }: Standing & { brand: BrandRecord['status'] },
): void {
  const standing = serviceOf(world, number);
  if (status === 'NONE') {
    // A service without a campaign would take its other numbers along.
    if (standing && standing.pool.size > 1) standing.pool.delete(number.sid);
    else if (standing) world.campaigns.delete(sidOf('QE', standing.sid));
    return;
  }
  const { accountSid } = number;
  const service = standing?.sid ?? serviceFor(world, number);
  const brand = sidOf('BN', accountSid);
  const createdAt = world.clock.now();
  world.brands.set(brand, {
    sid: brand,
    accountSid,
    status: brandStatus,
    failureReason: brandStatus === 'FAILED' ? reason : null,
    createdAt,
  });
  const sid = sidOf('QE', service);
  world.campaigns.set(sid, { sid, accountSid, serviceSid: service, brandSid: brand, status, reason, createdAt });
}

/** The service whose campaign the account has, or a new one. */
function serviceFor(world: TwilioWorld, { sid, accountSid, phoneNumber }: OwnNumber): string {
  const campaign = [...world.campaigns.values()].find((one) => one.accountSid === accountSid);
  const service = campaign && world.services.get(campaign.serviceSid);
  if (service === undefined)
    return addService(world, { accountSid, friendlyName: 'Customer care', numbers: [phoneNumber] });
  service.pool.set(sid, world.clock.now());
  return service.sid;
}
