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
