// Times as people read them: the time alone today, the whole date on any other day, and the zone where it is not the reader's.

import { todaysName } from '../domain/times/zones.ts';

/** Somebody who reads now, on the clocks of a zone (IANA name). A null zone: the reader's is not known, so every zone is named. */
export interface Reader {
  now: Date;
  zone: string | null;
}

/**
 * `1:05PM` today, `Jan 8, 2019 at 1:05PM` on another day, `6:46PM in Los Angeles` on clocks that are not the reader's. The time
 * stands alone only where it is the same day in both zones. Intercom's review asks for absolute dates; the source is
 * developers.intercom.com/docs/canvas-kit/canvas-kit-inbox-best-practices.
 */
export function timeFor(reader: Reader, at: Date, zone: string = reader.zone ?? 'UTC'): string {
  const full = timeOnClocks(at, zone);
  const days = [zone, reader.zone ?? zone].flatMap((clocks) => [dayOf(at, clocks), dayOf(reader.now, clocks)]);
  const isToday = new Set(days).size === 1;
  return `${isToday ? full.slice(full.indexOf(' at ') + 4) : full}${zoneSuffix(zone, reader.zone)}`;
}

/** `Jan 8, 2019 at 1:05PM`, for pages that stay open or are kept. `readersZone`: another zone than this one is named. */
export function fullTime(at: Date, zone: string, readersZone: string | null = zone): string {
  return `${timeOnClocks(at, zone)}${zoneSuffix(zone, readersZone)}`;
}

/** `1:05PM in Los Angeles` */
export function timeAlone(at: Date, zone: string): string {
  const full = fullTime(at, zone, null);
  return full.slice(full.indexOf(' at ') + 4);
}

/** `Mon` */
export function weekdayOf(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: canonicalZone(zone) ?? 'UTC' }).format(at);
}

/** Under whichever of its names. */
export function isSameZone(one: string, other: string): boolean {
  return (canonicalZone(one) ?? 'UTC') === (canonicalZone(other) ?? 'UTC');
}

/** Places whose zones have a shorter name than people give them. */
const namesOfPeople: Readonly<Record<string, string>> = {
  Faroe: 'Faroe Islands',
  'Ho Chi Minh': 'Ho Chi Minh City',
  'St Johns': 'St. John’s',
};

/** `Los Angeles` for `America/Los_Angeles`; null for a zone without a place, such as UTC, and for one that is not known. */
export function cityOf(zone: string): string | null {
  if (canonicalZone(zone) === null || !zone.includes('/') || zone.startsWith('Etc/')) return null;
  return placeOf(todaysName(zone));
}

/** The place in the name of a zone, without the larger one around it: `Ushuaia` for `America/Argentina/Ushuaia`. */
function placeOf(zone: string): string {
  const name = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return namesOfPeople[name] ?? name;
}

/** `Los Angeles time` for `America/Los_Angeles`, and `UTC` for a zone that is not known. */
export function zoneInWords(zone: string): string {
  const city = cityOf(zone);
  return city === null ? nameOfClocks(new Date(0), zone) : `${city} time`;
}

/** An hour comes twice as the clocks go back; then the clocks are named, too: `Nov 1, 2026 at 1:30AM EDT`. */
function timeOnClocks(at: Date, zone: string): string {
  const words = absoluteDate(at, zone);
  const isTwice = [-60, -30, 30, 60].some((minutes) => {
    const near = new Date(at.getTime() + minutes * 60_000);
    return !Number.isNaN(near.getTime()) && absoluteDate(near, zone) === words;
  });
  return isTwice ? `${words} ${nameOfClocks(at, zone)}` : words;
}

/** `Jan 8, 2019` */
export function dayOf(at: Date, zone: string): string {
  const words = absoluteDate(at, zone);
  return words.slice(0, words.indexOf(' at '));
}

function zoneSuffix(zone: string, readersZone: string | null): string {
  const known = canonicalZone(zone);
  if (known === null) return ' UTC';
  if (readersZone !== null && known === canonicalZone(readersZone)) return '';
  const city = cityOf(zone);
  return city === null ? ` ${nameOfClocks(new Date(0), zone)}` : ` in ${city}`;
}

/** `EDT`, `GMT+2`; `UTC` where the zone is not known. */
function nameOfClocks(at: Date, zone: string): string {
  const timeZone = canonicalZone(zone) ?? 'UTC';
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
}

const zones = new Map<string, string | null>();

/** The one name of a zone that has several; null where it is not known. */
function canonicalZone(zone: string): string | null {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  const found = resolve(zone);
  zones.set(zone, found);
  return found;
}

function resolve(timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/**
 * `Jan 8, 2019 at 1:05PM`, the form that Intercom's review asks for; in UTC where the zone is not known.
 * Source: developers.intercom.com/docs/canvas-kit/canvas-kit-inbox-best-practices.
 */
export function absoluteDate(date: Date, timeZone: string): string {
  const parts = formatterFor(timeZone).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('month')} ${part('day')}, ${part('year')} at ${part('hour')}:${part('minute')}${part('dayPeriod')}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = makeFormatter(timeZone);
  formatters.set(timeZone, made);
  return made;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  const shape = { month: 'short', day: 'numeric', year: 'numeric', hour: 'numeric', minute: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...shape, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...shape, timeZone: 'UTC' });
  }
}
