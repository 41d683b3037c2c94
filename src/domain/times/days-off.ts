// Days on which nothing goes that nobody waits for: public holidays, and the days that a workspace has off.
import { DateTime } from 'luxon';
import type { IsDayOff } from './quiet-hours.ts';

/** The place whose holidays count. `country`: ISO 3166-1 alpha-2; `region`: by its name, where it is known. */
export interface Place {
  country: string;
  region: string | null;
}

/** `date`: ISO 8601, on the calendar of its place. */
export interface Holiday {
  date: string;
  name: string;
}

/** Days off as they are stored, with commas between them: `2026-12-24`, `2026-12-24 to 2027-01-01`, or `12-24` for every year. */
export type OwnDaysOff = string;

const [COMMA, TO] = [', ', ' to '];

const MOST_ENTRIES = 60;
const LONGEST_RANGE_DAYS = 60;

/** Undefined where an entry is no day, or ends before it begins. Entries stand between commas or on lines of their own. */
export function readDaysOff(typed: string): OwnDaysOff | undefined {
  const entries = typed
    .split(/[,;\n]+/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length > MOST_ENTRIES) return undefined;
  const read = entries.map(readEntry);
  return read.every((entry) => entry !== null) ? [...new Set(read)].join(COMMA) : undefined;
}

function readEntry(entry: string): string | null {
  const [first = '', last, ...more] = entry.split(/\s*(?:\bto\b|–|\.\.)\s*/i);
  if (more.length > 0) return null;
  if (last === undefined) return isYearly(first) || isDay(first) ? first : null;
  if (!isDay(first) || !isDay(last)) return null;
  const days = DateTime.fromISO(last).diff(DateTime.fromISO(first), 'days').days;
  return days >= 0 && days < LONGEST_RANGE_DAYS ? [first, last].join(TO) : null;
}

function isDay(words: string): boolean {
  return /^20\d\d-\d\d-\d\d$/.test(words) && DateTime.fromISO(words, { zone: 'utc' }).isValid;
}

function isYearly(words: string): boolean {
  // A leap year has every day.
  return /^\d\d-\d\d$/.test(words) && DateTime.fromISO(`2028-${words}`, { zone: 'utc' }).isValid;
}

export function isOwnDayOff(own: OwnDaysOff, date: string): boolean {
  if (own === '') return false;
  return own.split(COMMA).some((entry) => {
    const [first = '', last = first] = entry.split(TO);
    return first.length === 5 ? date.slice(5) === first : first <= date && date <= last;
  });
}

export function dayOff(own: OwnDaysOff, holidays: readonly Holiday[]): IsDayOff {
  const dates = new Set(holidays.map(({ date }) => date));
  return (date) => dates.has(date) || isOwnDayOff(own, date);
}

/** A day off to come, with every reason for it. `own`: the workspace's. */
export interface DayOff {
  date: string;
  isOwn: boolean;
  holidays: readonly { country: string; name: string }[];
}

/** The first days off within a year from today on, of the countries that are given with their holidays. */
export function nextDaysOff(
  today: string,
  own: OwnDaysOff,
  countries: readonly { country: string; holidays: readonly Holiday[] }[],
  most: number,
): DayOff[] {
  const first = DateTime.fromISO(today, { zone: 'utc' });
  const dates = Array.from({ length: 366 }, (_, days) => first.plus({ days }).toISODate() ?? '');
  const days = dates.map((date): DayOff => {
    const holidays = countries.flatMap(({ country, holidays: all }) =>
      all.filter((one) => one.date === date).map(({ name }) => ({ country, name })),
    );
    return { date, isOwn: isOwnDayOff(own, date), holidays };
  });
  return days.filter(({ isOwn, holidays }) => isOwn || holidays.length > 0).slice(0, most);
}
