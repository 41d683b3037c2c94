// The time zone of a customer, and how it is known: by the contact in Intercom, else by the number.
import { getCountries } from 'libphonenumber-js/max';
import { zonesOfCountry } from './date-order.ts';
import { commonZone } from './send-time.ts';

/** The zones (IANA names) that a contact's record in Intercom names. */
export interface ContactZones {
  /** The zone of the place where Intercom saw the contact last; null where the place has several, or none is known. */
  place: string | null;
  /** Custom attributes whose value is a zone, by their names. */
  attributes: Readonly<Record<string, string>>;
  /** The country (ISO 3166-1 alpha-2) and the region of that place, where Intercom names them. */
  country?: string;
  region?: string;
}

export interface CustomerZone {
  /** IANA name. */
  zone: string;
  by: 'attribute' | 'place' | 'number';
}

/**
 * The attribute that the workspace chose, then the contact's place, then the number; null where none of them tells.
 * `attribute`: its name, or empty. `ofNumber`: the zones that the number may be in.
 */
export function customerZone(
  known: { zones: ContactZones | null; attribute: string; ofNumber: readonly string[] },
  now: Date,
): CustomerZone | null {
  const named = zoneOfContact(known);
  if (named !== null) return named;
  const common = commonZone(known.ofNumber, now);
  return common === null ? null : { zone: common, by: 'number' };
}

/** Every zone that the customer may be in: the one that their contact names, else those of the number. */
export function possibleZones(known: {
  zones: ContactZones | null;
  attribute: string;
  ofNumber: readonly string[];
}): readonly string[] {
  const named = zoneOfContact(known);
  return named === null ? known.ofNumber : [named.zone];
}

function zoneOfContact({ zones, attribute }: { zones: ContactZones | null; attribute: string }): CustomerZone | null {
  const chosen = attribute === '' ? undefined : Object.entries(zones?.attributes ?? {}).find(isNamed(attribute))?.[1];
  if (chosen !== undefined) return { zone: chosen, by: 'attribute' };
  return zones?.place ? { zone: zones.place, by: 'place' } : null;
}

/** Intercom tells names apart by their case; people who type one do not. */
function isNamed(attribute: string) {
  const wanted = attribute.trim().toLowerCase();
  return ([name]: [string, string]) => name.toLowerCase() === wanted;
}

/** More than a contact has for its zones; the rest is not kept. */
const MOST_ATTRIBUTES = 10;

/** The attributes whose value is a zone: those of Intercom may have any value. */
export function zonesAmong(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  const found = Object.entries(attributes).flatMap(([name, value]): [string, string][] => {
    const zone = typeof value === 'string' ? zoneNamed(value) : null;
    return zone === null || name.length > 200 ? [] : [[name, zone]];
  });
  return Object.fromEntries(found.slice(0, MOST_ATTRIBUTES));
}

const valid = new Map<string, boolean>();

/** Null for words that name no zone. Offsets and abbreviations are none: they know no summer time. */
export function zoneNamed(words: string): string | null {
  const name = words.trim();
  if (!/^[A-Za-z]{2,20}\/[\w/+-]{2,50}$/.test(name)) return null;
  const isKnown = valid.get(name) ?? isZone(name);
  // Anybody may write an attribute, so that the memory has an end.
  if (valid.size < 1_000) valid.set(name, isKnown);
  return isKnown ? name : null;
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const WINTER = new Date('2026-01-01T12:00:00Z');
const SUMMER = new Date('2026-07-01T12:00:00Z');

/** The zone of a place: that of its city where a zone is named for it, or the only one of its country; else null. */
export function zoneOfPlace(place: { country: string | null; city: string | null }): string | null {
  const country = place.country === null ? null : codeOf(place.country);
  if (country === null) return null;
  const zones = zonesOfCountry(country);
  const city = place.city?.trim().toLowerCase().replaceAll(' ', '_') ?? '';
  const own = city === '' ? undefined : zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`));
  if (own !== undefined) return own;
  return onlyZone(country, zones);
}

/** The answers by country: each webhook of a contact asks. */
const only = new Map<string, string | null>();

function onlyZone(country: string, zones: readonly string[]): string | null {
  const known = only.get(country);
  if (known !== undefined) return known;
  const found = commonZone(zones, WINTER) === null ? null : commonZone(zones, SUMMER);
  only.set(country, found);
  return found;
}

const names = new Intl.DisplayNames('en', { type: 'region' });
let codes: ReadonlyMap<string, string> | undefined;

/** Intercom names a country in English. */
export function codeOf(country: string): string | null {
  codes ??= new Map(
    getCountries().flatMap((code) => [code, names.of(code) ?? code].map((name) => [name.toLowerCase(), code])),
  );
  return codes.get(country.trim().toLowerCase()) ?? null;
}
