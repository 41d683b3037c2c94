// Says what a text will cost at least, from prices that are stored; it asks the database once a minute for a country.
import type { Price } from '../../domain/texts/message.ts';
import { type SegmentPrice, timesPrice } from '../../domain/texts/prices.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OpenWorkspace, Storing } from '../context.ts';
import { priceOf } from './read-prices.ts';

const KEPT_MS = 60_000;

/** Each country and number of ours has its own, since a toll-free number costs another price. */
const kept = new WeakMap<OpenWorkspace, Map<string, { at: number; price: SegmentPrice }>>();

/** Null where no price is known. */
export async function expectPrice(
  ctx: Pick<Storing, 'db'> & { clock: Clock },
  workspace: OpenWorkspace,
  { to, sender, country }: { to: string; sender: string; country: string | null },
  segments: number,
): Promise<Price | null> {
  const known = kept.get(workspace) ?? new Map<string, { at: number; price: SegmentPrice }>();
  kept.set(workspace, known);
  const name = `${country} ${sender}`;
  const [now, last] = [ctx.clock.now(), known.get(name)];
  const isFresh = last !== undefined && now - last.at < KEPT_MS;
  const price = isFresh ? last.price : (await priceOf(ctx, workspace, { to, sender })).price;
  if (!isFresh) known.set(name, { at: now, price });
  if (price.kind !== 'own' && price.kind !== 'twilio') return null;
  return { amount: timesPrice(price.low, segments), currency: price.currency };
}
