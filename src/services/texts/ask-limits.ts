// Asks whether a text has a place under the limits of its day: what it costs, and what was texted to its country before.
import { destinationOf } from '../../domain/numbers/destination.ts';
import { parseAddress } from '../../domain/numbers/phone-number.ts';
import { type Barred, barredAs } from '../../domain/texts/barred.ts';
import { dayIn } from '../../domain/texts/figures.ts';
import { type Message, wordsSent } from '../../domain/texts/message.ts';
import { type KnownPrices, segmentPrice, timesPrice } from '../../domain/texts/prices.ts';
import { countSegments } from '../../domain/texts/segments.ts';
import { type Cost, isLimited, limitFor, NO_COUNTRY, spendHold } from '../../domain/texts/spend.ts';
import type { SpendHold } from '../../domain/texts/trace.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { hasWritten } from '../../store/conversations/threads.ts';
import type { Db } from '../../store/database/database.ts';
import { type Counting, type DayOf, findSpendDay } from '../../store/texts/spend-days.ts';
import type { Delivery } from '../../store/texts/waiting-texts.ts';

/** The reason why no text goes to this number, whatever it says; null where texts may. */
export async function whyBarred(db: Db, workspace: Workspace, address: string): Promise<Barred | null> {
  const barred = barredAs(address, workspace);
  if (barred !== 'country-closed') return barred;
  // Somebody who wrote first is answered, wherever they are.
  return (await hasWritten(db, workspace.id, address)) ? null : barred;
}

/** The day, on the workspace's clocks, on which a text to this address counts. */
export function dayFor(workspace: Pick<Workspace, 'id' | 'timezone'>, address: string, now: Date): DayOf {
  const country = destinationOf(address).country ?? NO_COUNTRY;
  return { workspaceId: workspace.id, country, day: dayIn(now, workspace.timezone) };
}

/** A text with what counts it. `words`: as Twilio gets them. */
export function countingOf(
  workspace: Workspace,
  { message, prices }: Pick<Delivery, 'message' | 'prices'>,
  now: Date,
): Counting {
  const of = dayFor(workspace, message.address, now);
  return {
    ...of,
    id: message.id,
    cost: costOf(workspace, message, prices),
    limit: limitFor(workspace.settings, of.country),
    ignoresLimits: message.ignoresLimits,
  };
}

/** The dearest price counts, where carriers differ. */
function costOf(workspace: Workspace, message: Message, known: KnownPrices | undefined): Cost {
  const segments = countSegments(wordsSent(message));
  // WhatsApp and RCS have prices of their own.
  if (parseAddress(message.address).kind !== 'phone') return { segments, money: null };
  const { settings, twilioAccountSid } = workspace;
  const given = { own: settings.prices, isConnected: twilioAccountSid !== null, sender: message.sender };
  const price = segmentPrice(given, destinationOf(message.address).country, known);
  if (price.kind !== 'own' && price.kind !== 'twilio') return { segments, money: null };
  return { segments, money: { amount: timesPrice(price.high, segments), currency: price.currency } };
}

/** The rule as it stood when the delivery was read: the hand-over itself asks again. */
export function holdOf({ message, day, before }: Delivery, { cost, limit, ignoresLimits }: Counting): SpendHold | null {
  if (ignoresLimits || message.countedOn !== null) return null;
  return spendHold(cost, { day, limit, isBehind: before === 'held' });
}

/** The country of this address, where a text there would wait for an admin now; null where it would go. */
export async function countryOverLimit(
  db: Db,
  workspace: Workspace,
  address: string,
  now: Date,
): Promise<string | null> {
  const of = dayFor(workspace, address, now);
  const limit = limitFor(workspace.settings, of.country);
  if (!isLimited(limit)) return null;
  const hold = spendHold({ segments: 1, money: null }, { day: await findSpendDay(db, of), limit, isBehind: false });
  return hold === null ? null : of.country;
}

/** A text that is more SMS than one may be. `parts`: as Twilio gets them. */
export function isOverCap(
  { settings: { segmentCap } }: Pick<Workspace, 'settings'>,
  parts: readonly string[],
): boolean {
  return segmentCap !== null && parts.reduce((sum, part) => sum + countSegments(part), 0) > segmentCap;
}
