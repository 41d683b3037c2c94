// Days of a zone: today there, and a day as a field of a page or the query of an address has it.
import { DateTime } from 'luxon';

/** A day of that zone, from its beginning (0) or to its end (1), or a time as ISO 8601 has it; null for anything else. */
export function readDay(typed: string, zone: string, days: 0 | 1): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}/.test(typed)) return null;
  const read = DateTime.fromISO(typed, { zone });
  if (!read.isValid || read.year < 2000 || read.year > 2199) return null;
  return typed.length === 10 ? read.startOf('day').plus({ days }).toJSDate() : read.toJSDate();
}

/** The day there then, as ISO 8601 has it. */
export function dayIn(zone: string, at: Date): string {
  const there = DateTime.fromJSDate(at, { zone });
  return (there.isValid ? there : DateTime.fromJSDate(at, { zone: 'utc' })).toISODate() ?? '';
}
