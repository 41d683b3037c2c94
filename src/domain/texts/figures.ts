// The texts of a day in numbers.
import { DateTime } from 'luxon';

export interface Figures {
  /** The day in the workspace's zone, as `2026-01-08`. */
  day: string;
  received: number;
  /** All texts of ours, however far they have come. */
  outgoing: number;
  failed: number;
  waiting: number;
  /** Texts that wait for an agent's decision. */
  held: number;
}

/** The day in `zone`, an IANA name, and its beginning; an unknown zone counts as UTC. */
export function dayOf(now: Date, zone: string): { day: string; since: Date } {
  const there = DateTime.fromJSDate(now, { zone });
  const start = (there.isValid ? there : DateTime.fromJSDate(now, { zone: 'UTC' })).startOf('day');
  return { day: start.toISODate() ?? '', since: start.toJSDate() };
}

/** The day of each zone that was asked for last: every text asks, and it lasts. */
const days = new Map<string, { day: string; since: number; until: number }>();

/** The same day, without its beginning. */
export function dayIn(now: Date, zone: string): string {
  const at = now.getTime();
  const known = days.get(zone);
  if (known && known.since <= at && at < known.until) return known.day;
  const { day, since } = dayOf(now, zone);
  const local = DateTime.fromJSDate(since, { zone });
  const next = (local.isValid ? local : DateTime.fromJSDate(since, { zone: 'UTC' })).plus({ days: 1 }).startOf('day');
  if (days.size >= 1_000) days.clear();
  days.set(zone, { day, since: since.getTime(), until: next.toMillis() });
  return day;
}
