// Says how a number can carry files to a customer: by MMS and how much of it, or as a link in the text.
import { countryOf, isTollFree, parseAddress } from '../numbers/phone-number.ts';
import { MOST_BYTES } from './file.ts';

/** Countries among which MMS travels. Source: Twilio's help, "Countries that support MMS", as of 2026. */
const mmsAmong: readonly (readonly string[])[] = [['US', 'CA'], ['AU']];

/**
 * The most that the strictest large carrier takes of one MMS, in bytes, by the kind of number.
 * Source: https://help.twilio.com/articles/360018832773 (AT&T, T-Mobile and Verizon).
 */
const carrierBytes = { 'long-code': 1_000_000, 'toll-free': 600_000, 'short-code': 600_000 } as const;

/** Twilio takes so much of a file that is no picture. Source: the description of its API, `MediaUrl`. */
const OTHER_BYTES = 500_000;

/** Files of one MMS. Source: https://www.twilio.com/docs/api/errors/21623 */
export const MOST_FILES = 10;

/** All files of one reply by link, in bytes. */
export const LINK_BYTES = MOST_BYTES;

export type NumberType = keyof typeof carrierBytes;

/** `why`: our number sends no MMS; no MMS goes from its country to theirs; or the channel is none for MMS. */
export type Carriage =
  | { kind: 'mms'; type: NumberType; pictureBytes: number; otherBytes: number }
  | { kind: 'link'; why: 'sender' | 'country' | 'channel' };

/** One of our numbers, and whether Twilio lists MMS among its capabilities; null where nobody has asked. */
export interface CarryingNumber {
  address: string;
  sendsMedia: boolean | null;
}

export function carriageTo(sender: CarryingNumber, address: string): Carriage {
  const [from, to] = [parseAddress(sender.address), parseAddress(address)];
  if (sender.sendsMedia === false) return { kind: 'link', why: 'sender' };
  if (to.kind !== 'phone' || to.phone === null) return { kind: 'link', why: 'channel' };
  const countries = reachOf(sender);
  if (countries.length === 0) return { kind: 'link', why: from.kind === 'phone' ? 'country' : 'sender' };
  if (!countries.includes(countryOf(to.phone) ?? '')) return { kind: 'link', why: 'country' };
  return { kind: 'mms', ...limitsOf(sender.address) };
}

/** The countries (ISO 3166 alpha-2) that get MMS from this number; none where it sends no MMS at all. */
export function reachOf({ address, sendsMedia }: CarryingNumber): readonly string[] {
  const { kind, phone } = parseAddress(address);
  if (sendsMedia === false) return [];
  // A short code's country stands nowhere; Twilio has them with MMS in these two.
  if (kind === 'short-code') return sendsMedia ? ['US', 'CA'] : [];
  if (kind !== 'phone' || phone === null) return [];
  const country = countryOf(phone) ?? '';
  return mmsAmong.find((countries) => countries.includes(country)) ?? [];
}

/** The sizes of an MMS from this number. */
export function limitsOf(address: string): { type: NumberType; pictureBytes: number; otherBytes: number } {
  const type = typeOf(address);
  return { type, pictureBytes: carrierBytes[type], otherBytes: Math.min(OTHER_BYTES, carrierBytes[type]) };
}

function typeOf(address: string): NumberType {
  const { kind, phone } = parseAddress(address);
  if (kind === 'short-code') return 'short-code';
  return phone !== null && isTollFree(phone) ? 'toll-free' : 'long-code';
}

/** Pictures that phones show and Twilio fits to each carrier. */
const pictures: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif']);

/** Other files that phones open out of an MMS. Twilio passes them on as they are. */
const others: ReadonlySet<string> = new Set([
  'audio/amr',
  'audio/mp4',
  'audio/mpeg',
  'text/calendar',
  'text/vcard',
  'video/3gpp',
  'video/mp4',
]);

/** `picture`: may be made smaller. `other`: goes as it is. `none`: phones do not get it by MMS. */
export function mmsKindOf(type: string): 'picture' | 'other' | 'none' {
  if (pictures.has(type)) return 'picture';
  return others.has(type) ? 'other' : 'none';
}
