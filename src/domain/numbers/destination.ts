// The place that a text goes to: its country, and whether it is a range in which a text costs more than it looks.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { countryOf, parseAddress } from './phone-number.ts';

/** Ranges that fraud lives from: whoever owns the number earns from each text, or the text goes by satellite. */
export type CostlyRange = 'premium' | 'satellite' | 'shared-cost';

export interface Destination {
  /** ISO 3166-1 alpha-2; null where the address is no number, or a number of no country. */
  country: string | null;
  range: CostlyRange | null;
}

/** Destinations that were read before: reading one takes as long as deciding about its text, and most come again. */
const destinations = new Map<string, Destination>();
const MOST_DESTINATIONS = 10_000;

export function destinationOf(address: string): Destination {
  const known = destinations.get(address);
  if (known) return known;
  const { phone } = parseAddress(address);
  const destination: Destination =
    phone === null ? { country: null, range: null } : { country: countryOf(phone), range: rangeOf(phone) };
  if (destinations.size >= MOST_DESTINATIONS) destinations.clear();
  if (address.length <= 64) destinations.set(address, destination);
  return destination;
}

/**
 * Ranges that the library has under other names, or only for numbers of the usual length.
 * Sources: ITU-T E.164 assigned codes 808, 870, 881 to 883 and 979; the numbering plans of the countries.
 */
const listed: readonly (readonly [prefix: string, range: CostlyRange])[] = [
  ['+979', 'premium'],
  ['+808', 'shared-cost'],
  ['+870', 'satellite'],
  ['+881', 'satellite'],
  ['+882', 'satellite'],
  ['+883', 'satellite'],
  ['+1900', 'premium'],
  ['+3389', 'premium'],
  ['+4484', 'shared-cost'],
  ['+4487', 'shared-cost'],
  ['+449', 'premium'],
  ['+49137', 'shared-cost'],
  ['+49180', 'shared-cost'],
  ['+49900', 'premium'],
  ['+61145', 'satellite'],
  ['+61147', 'satellite'],
  ['+61190', 'premium'],
  ['+7954', 'satellite'],
];

function rangeOf(phone: string): CostlyRange | null {
  const [, range] = listed.find(([prefix]) => phone.startsWith(prefix)) ?? [];
  if (range !== undefined) return range;
  const type = parsePhoneNumberFromString(phone, { extract: false })?.getType();
  if (type === 'PREMIUM_RATE') return 'premium';
  return type === 'SHARED_COST' ? 'shared-cost' : null;
}

const countriesOfSenders = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The countries of these numbers of ours; read once for a list of them. */
export function countriesOf(senders: readonly string[]): ReadonlySet<string> {
  const known = countriesOfSenders.get(senders);
  if (known) return known;
  const countries = new Set(senders.flatMap((sender) => countryOf(sender) ?? []));
  countriesOfSenders.set(senders, countries);
  return countries;
}
