// The price of one SMS to a country: the workspace's own, or Twilio's, or the reason why there is none.
import { isTollFree } from '../numbers/phone-number.ts';

/** A workspace's own prices of one segment by country (ISO 3166-1 alpha-2), as decimals, in one currency (ISO 4217). */
export interface PriceTable {
  currency: string;
  perSegment: Readonly<Record<string, string>>;
}

/** The price of a segment, as decimals: the lowest and the highest of the carriers. */
export interface PriceRange {
  low: string;
  high: string;
}

/** The prices for one type of our number; `type` in letters only, such as `local` or `tollfree`. */
export interface TypePrice extends PriceRange {
  type: string;
}

/** Twilio's prices in one country, of the account that asked. */
export interface CountryPrices {
  /** ISO 4217 */
  currency: string;
  /** For a segment to a phone there. */
  outbound: readonly TypePrice[];
  /** For a segment that comes in to one of our numbers there. */
  inbound: readonly TypePrice[];
}

/** How the last question for a country's prices ended. `hidden`: these credentials may not read prices. */
export type PriceOutcome = 'read' | 'none' | 'hidden' | 'away';

/** A country's prices as they were last read, and how the last question ended; null while it is under way. */
export interface KnownPrices {
  country: string;
  outcome: PriceOutcome | null;
  prices: CountryPrices | null;
  readAt: Date | null;
  askedAt: Date;
}

/** `own`: an admin entered it. `readAt`: when Twilio said so. */
export type SegmentPrice =
  | ({ kind: 'own'; currency: string } & PriceRange)
  | ({ kind: 'twilio'; currency: string; readAt: Date } & PriceRange)
  | NoPrice;

export type NoPrice =
  /** `not-sms`: it goes over WhatsApp or RCS. */
  | { kind: 'no-country' | 'not-connected' | 'not-sms' }
  | { kind: 'none' | 'unread' | 'hidden' | 'away'; country: string };

const notFromNumbers = ['shortcode', 'alphanumeric'];

/** The carriers' range for this sender. Twilio names types loosely, so a type that tells nothing about the sender is left in. */
export function outboundRange({ outbound }: CountryPrices, sender: string | null): PriceRange | null {
  const isFree = sender !== null && isTollFree(sender);
  const ofOurs = outbound.filter(({ type }) => !notFromNumbers.includes(type) && (type === 'tollfree') === isFree);
  return rangeOf(ofOurs.length > 0 ? ofOurs : outbound);
}

export function inboundRange({ inbound }: CountryPrices, number: string | null): PriceRange | null {
  return outboundRange({ currency: '', outbound: inbound, inbound }, number);
}

export function rangeOf(prices: readonly PriceRange[]): PriceRange | null {
  const [first, ...others] = prices;
  if (first === undefined) return null;
  return others.reduce(
    ({ low, high }, next) => ({
      low: Number(next.low) < Number(low) ? next.low : low,
      high: Number(next.high) > Number(high) ? next.high : high,
    }),
    { low: first.low, high: first.high },
  );
}

/** `known` undefined: Twilio was never asked about the country. */
export function segmentPrice(
  { own, isConnected, sender }: { own: PriceTable | null; isConnected: boolean; sender: string | null },
  country: string | null,
  known: KnownPrices | undefined,
): SegmentPrice {
  if (country === null) return { kind: 'no-country' };
  const entered = own?.perSegment[country];
  if (own && entered !== undefined) return { kind: 'own', currency: own.currency, low: entered, high: entered };
  if (!isConnected) return { kind: 'not-connected' };
  const range = known?.prices ? outboundRange(known.prices, sender) : null;
  if (known?.prices && known.readAt && range !== null)
    return { kind: 'twilio', currency: known.prices.currency, readAt: known.readAt, ...range };
  const outcome = known?.outcome ?? null;
  if (outcome === null) return { kind: 'unread', country };
  return { kind: outcome === 'read' ? 'none' : outcome, country };
}

/** A decimal product, exact to the digits of the price. */
export function timesPrice(price: string, times: number): string {
  const [, fraction = ''] = price.split('.');
  const scaled = Math.round(Number(price) * 10 ** fraction.length) * times;
  return (scaled / 10 ** fraction.length).toFixed(Math.max(2, fraction.length));
}
