// Reads how far the registration of the account's numbers with US carriers has come, and keeps it for pages that cannot wait.
import { isDeepStrictEqual } from 'node:util';
import { VendorError } from '../../domain/errors.ts';
import { type Registration, type RegistrationScheme, schemeOf } from '../../domain/numbers/registration.ts';
import {
  listRegistrations,
  type ReadRegistration,
  saveRegistrations,
} from '../../store/workspaces/number-registrations.ts';
import { isTurnedAway } from '../../twilio/errors.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';
import type { TwilioSeen } from '../account/look-at-twilio.ts';
import { type Context, live, nowOf, type OpenWorkspace } from '../context.ts';
import { servicesByNumber } from './service-numbers.ts';

/** Keyed by the number, E.164; numbers that need no registration are absent. */
export type Registrations = ReadonlyMap<string, ReadRegistration>;

/** Twilio's answer where it gives one, else what it said before. */
export async function readRegistrations(
  ctx: Context,
  workspace: OpenWorkspace,
  { numbers, services }: TwilioSeen,
): Promise<Registrations> {
  const stored = await listRegistrations(ctx.db, workspace.id);
  if (numbers === null || services.value === null) return stored;
  const of = (scheme: RegistrationScheme) =>
    numbers.filter(({ address, canText }) => canText && schemeOf(address) === scheme);
  const read = await Promise.all([
    answerOf(ctx, workspace, 'campaign', of('campaign'), services.value),
    answerOf(ctx, workspace, 'toll-free', of('toll-free'), services.value),
  ]);
  const news = new Map(read.flatMap((answer) => [...answer]));
  const at = nowOf(ctx);
  await saveRegistrations(ctx.db, workspace.id, newsOf(news, stored, at), at);
  return new Map([
    ...stored,
    ...[...news].map(([address, registration]) => [address, { registration, readAt: at }] as const),
  ]);
}

/** An answer that stands as it was is stored again once it is old, so that it is not deleted. */
const STORED_AGAIN_MS = 12 * 3_600_000;

function newsOf(news: ReadonlyMap<string, Registration>, stored: Registrations, at: Date): Map<string, Registration> {
  return new Map(
    [...news].filter(([address, registration]) => {
      const before = stored.get(address);
      if (before === undefined) return registration.kind !== 'unsaid';
      const isOld = at.getTime() - before.readAt.getTime() > STORED_AGAIN_MS;
      return isOld || !isDeepStrictEqual(before.registration, registration);
    }),
  );
}

async function answerOf(
  ctx: Context,
  workspace: OpenWorkspace,
  of: RegistrationScheme,
  numbers: readonly OwnedNumber[],
  services: readonly OwnedService[],
): Promise<Map<string, Registration>> {
  if (numbers.length === 0) return new Map();
  try {
    return of === 'campaign'
      ? await readCampaigns(ctx, workspace, numbers, services)
      : await readVerifications(ctx, workspace, numbers);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    ctx.log.info({ workspaceId: workspace.id, of, reason: error.message }, 'Twilio does not tell of registrations');
    // It may answer the next time, so what it said before stands.
    if (!isTurnedAway(error)) return new Map();
    return new Map(numbers.map(({ address }) => [address, { kind: 'unsaid', of }]));
  }
}

async function readCampaigns(
  ctx: Context,
  workspace: OpenWorkspace,
  numbers: readonly OwnedNumber[],
  services: readonly OwnedService[],
): Promise<Map<string, Registration>> {
  const of = 'campaign';
  const pools = servicesByNumber(services);
  const isWhole = services.every(({ isRead }) => isRead);
  const asked = numbers.flatMap(({ sid }) => pools.get(sid)?.sid ?? []);
  const campaigns = await ctx.twilio(workspace, live).readCampaigns(asked);
  return new Map(
    numbers.map(({ address, sid }) => {
      const service = pools.get(sid);
      // The number may be in a service whose numbers Twilio was not asked for.
      if (service === undefined)
        return [address, isWhole ? { kind: 'missing', of, why: 'no-service' } : { kind: 'unsaid', of }];
      return [address, campaigns.get(service.sid) ?? { kind: 'unsaid', of }];
    }),
  );
}

async function readVerifications(
  ctx: Context,
  workspace: OpenWorkspace,
  numbers: readonly OwnedNumber[],
): Promise<Map<string, Registration>> {
  const of = 'toll-free';
  const { states, isWhole } = await ctx.twilio(workspace, live).readVerifications();
  const none: Registration = isWhole ? { kind: 'missing', of, why: 'never' } : { kind: 'unsaid', of };
  return new Map(numbers.map(({ address, sid }) => [address, states.get(sid) ?? none]));
}
