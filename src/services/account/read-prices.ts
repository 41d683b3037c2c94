// Reads Twilio's prices of texts, beside the requests that show them: once a day, and soon after a country first appears.
import { VendorError } from '../../domain/errors.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { countryOf, parseAddress } from '../../domain/numbers/phone-number.ts';
import type { Saved } from '../../domain/settings/saved.ts';
import { type KnownPrices, type SegmentPrice, segmentPrice } from '../../domain/texts/prices.ts';
import {
  findPrices,
  listPrices,
  savePrices,
  type WantedPrices,
  wantPrices,
} from '../../store/workspaces/country-prices.ts';
import { isMissing, isSuspension } from '../../twilio/errors.ts';
import {
  type Context,
  nowOf,
  type OpenWorkspace,
  type Storing,
  type Timed,
  type Transacting,
  transact,
  type Unit,
} from '../context.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** A question that was not answered by then is asked again. */
const ASK_AGAIN_MS = 10 * MINUTE_MS;
/** Younger prices are left alone by a turn that comes soon after another. */
const FRESH_MS = 12 * 60 * MINUTE_MS;
/** Countries that nobody texted for so long are not asked about. */
const UNUSED_MS = 60 * DAY_MS;

export const refreshJob = (workspaceId: string) => newJob('recurring-work', { workspaceId, name: 'refresh-prices' });

/** The price of one segment from this sender to this address, as far as it is stored. Asks no vendor. */
export async function priceOf(
  ctx: Pick<Storing, 'db'>,
  workspace: OpenWorkspace,
  { to, sender }: { to: string; sender: string | null },
): Promise<{ price: SegmentPrice; known: WantedPrices | undefined; country: string | null }> {
  const { id, twilioAccountSid: accountSid } = workspace;
  const { phone, kind } = parseAddress(to);
  // WhatsApp and RCS have prices of their own.
  if (kind !== 'phone') return { price: { kind: 'not-sms' }, known: undefined, country: null };
  const country = phone === null ? null : countryOf(phone);
  const known = country === null ? undefined : await findPrices(ctx.db, id, { country, accountSid });
  const given = { own: workspace.settings.prices, isConnected: workspace.twilioLogin !== null, sender };
  return { price: segmentPrice(given, country, known), known, country };
}

/** Has Twilio asked about a country that an agent writes to, where that was not done lately. */
export async function wantPricesOf(
  ctx: Transacting & Timed,
  workspace: OpenWorkspace,
  country: string | null,
  known: WantedPrices | undefined,
): Promise<void> {
  if (country === null || workspace.twilioLogin === null) return;
  const [now, isAsked] = [nowOf(ctx), isWorthAsking(known, ctx.clock.now())];
  const isNoted = known !== undefined && now.getTime() - known.wantedAt.getTime() < DAY_MS;
  if (!isAsked && isNoted) return;
  await transact(ctx, async ({ trx, enqueue }) => {
    await wantPrices(trx, workspace.id, [country], { at: now, isAsked });
    if (isAsked) await enqueue([refreshJob(workspace.id)]);
  });
}

function isWorthAsking(known: KnownPrices | undefined, now: number): boolean {
  if (known === undefined) return true;
  const age = now - known.askedAt.getTime();
  return age > (known.outcome === 'read' || known.outcome === 'none' ? DAY_MS * 1.5 : ASK_AGAIN_MS);
}

/** An admin wants them now: Twilio is asked beside the request. */
export async function readPricesNow(ctx: Transacting, { workspace }: { workspace: OpenWorkspace }): Promise<Saved> {
  if (workspace.twilioLogin === null) return { ok: false, problems: { '': { kind: 'account-first' } } };
  await transact(ctx, (unit) => askForPrices(unit, workspace.id));
  return { ok: true, done: [{ kind: 'prices-asked' }] };
}

/** The numbers of a workspace have changed: their countries are asked about. */
export async function askForPrices({ enqueue }: Unit, workspaceId: string): Promise<void> {
  await enqueue([refreshJob(workspaceId)]);
}

/**
 * Asks about every country that has lately been needed and is not fresh, and about those of the workspace's own numbers.
 * Throws where Twilio was away, so that the job comes again; the other countries are stored by then.
 */
export async function refreshPrices(ctx: Context, { workspaceId }: { workspaceId: string }): Promise<void> {
  const workspace = await ctx.workspaces.find(workspaceId);
  const accountSid = workspace?.twilioAccountSid ?? null;
  if (!workspace?.twilioLogin || accountSid === null) return;
  // A login that Twilio refuses tells nothing about prices.
  if (workspace.refusedSince.twilio !== null) return;
  const own = countriesOf(workspace.senders);
  const now = ctx.clock.now();
  const stored = await listPrices(ctx.db, workspaceId, accountSid);
  const news = own.filter((country) => !stored.some((one) => one.country === country));
  await wantPrices(ctx.db, workspaceId, news, { at: new Date(now), isAsked: true });
  const due = stored.filter((one) => {
    const isNeeded = own.includes(one.country) || now - one.wantedAt.getTime() < UNUSED_MS;
    const isAnswered = one.outcome === 'read' || one.outcome === 'none';
    const isFresh = isAnswered && now - one.askedAt.getTime() < FRESH_MS;
    return isNeeded && !isFresh;
  });
  const failures: unknown[] = [];
  for (const country of [...news, ...due.map((one) => one.country)]) {
    const failure = await readPrices(ctx, workspace, { country, accountSid });
    if (failure) failures.push(failure);
  }
  if (failures.length > 0) throw failures[0];
  // The workspace's own countries stay needed for as long as it has the numbers.
  await wantPrices(ctx.db, workspaceId, own, { at: new Date(now), isAsked: false });
}

export function countriesOf(senders: readonly string[]): string[] {
  return [...new Set(senders.flatMap((sender) => countryOf(sender) ?? []))];
}

/** The error of a vendor that may answer later; null where there was an answer, a no too. */
async function readPrices(
  ctx: Context,
  workspace: OpenWorkspace,
  asked: { country: string; accountSid: string },
): Promise<VendorError | null> {
  const answered = async (answer: Pick<Parameters<typeof savePrices>[2], 'outcome' | 'prices'>) =>
    savePrices(ctx.db, workspace.id, { ...asked, ...answer }, nowOf(ctx));
  try {
    const prices = await ctx.twilio(workspace).readPrices(asked.country);
    await answered({ outcome: prices === null ? 'none' : 'read', prices });
    return null;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const { status, vendorCode } = error;
    const isHidden = (status === 401 || status === 403) && !isSuspension(vendorCode);
    const outcome = isMissing(error) ? 'none' : isHidden ? 'hidden' : 'away';
    await answered({ outcome, prices: null });
    return outcome === 'away' ? error : null;
  }
}
