// The order of day, month and year in which a country writes a date in numbers alone.
import { getCountries } from 'libphonenumber-js/max';

/** `short`: the order without a year; null where both orders are in use. `yearFirst`: a year of two digits comes first. */
export interface DateOrder {
  short: 'day-month' | 'month-day' | null;
  yearFirst: boolean;
}

/** The order where the country is unknown. */
export const anyOrder: DateOrder = { short: null, yearFirst: false };
const usual: DateOrder = { short: 'day-month', yearFirst: false };

/** A text may ask for each, and a look through all countries takes a millisecond. Zones that exist are few. */
const countryByZone = new Map<string, string | null>();

/** The country of a zone; null for a zone without one, such as UTC. */
export function countryOfZone(zone: string): string | null {
  const known = countryByZone.get(zone);
  if (known !== undefined) return known;
  const canonical = canonicalZone(zone);
  if (canonical === null) return null;
  const country = getCountries().find((one) => zonesOfCountry(one).includes(canonical)) ?? null;
  countryByZone.set(zone, country);
  return country;
}

/** `country`: ISO 3166-1 alpha-2; null where it is unknown, and both orders are possible. */
export function dateOrderOf(country: string | null): DateOrder {
  if (country === null) return anyOrder;
  const language = new Intl.Locale(`und-${country}`).maximize().language;
  const [own, english] = [patternOf(language, country), patternOf('en', country)];
  const pattern = own ?? english;
  if (pattern === null) return usual;
  if (!pattern.yearFirst) return pattern;
  // A year in front settles nothing for English, nor where its speakers there write the other order.
  const isMixed = language === 'en' || (english !== null && english.short !== pattern.short);
  return isMixed ? { ...pattern, short: null } : pattern;
}

/** The order by the Unicode CLDR for this language there; null where the CLDR has none of its own. */
function patternOf(language: string, country: string): DateOrder | null {
  const tag = `${language}-${country}-u-ca-gregory-nu-latn`;
  const format = new Intl.DateTimeFormat(tag, { dateStyle: 'short' });
  if (!format.resolvedOptions().locale.startsWith(`${language}-${country}`)) return null;
  const full = orderIn(format);
  const yearFirst = full[0] === 'year';
  const short = yearFirst ? orderIn(new Intl.DateTimeFormat(tag, { month: 'numeric', day: 'numeric' })) : full;
  return { short: short.indexOf('day') < short.indexOf('month') ? 'day-month' : 'month-day', yearFirst };
}

function orderIn(format: Intl.DateTimeFormat): string[] {
  return format.formatToParts(0).flatMap(({ type }) => (['day', 'month', 'year'].includes(type) ? [type] : []));
}

/** Newer engines have a method where older ones have a property. */
type LocaleWithZones = Intl.Locale & { getTimeZones?(): string[] | undefined; timeZones?: string[] };

/** Each takes half a millisecond to find. */
const zonesByCountry = new Map<string, readonly string[]>();

/** IANA names; none for a country that is not known. */
export function zonesOfCountry(country: string): readonly string[] {
  const known = zonesByCountry.get(country);
  if (known !== undefined) return known;
  const locale = new Intl.Locale(`und-${country}`) as LocaleWithZones;
  const found = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  zonesByCountry.set(country, found);
  return found;
}

function canonicalZone(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
