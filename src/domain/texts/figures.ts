// The texts of a day in numbers.
import { DateTime } from 'luxon';

export interface Figures {
  received: number;
  /** Texts of ours that Twilio took. */
  sent: number;
  failed: number;
  /** Texts of ours that are still to go, and those that wait for an agent's decision. */
  waiting: number;
}

/** The beginning of the day in `zone`, an IANA name; an unknown zone counts as UTC. */
export function startOfDay(now: Date, zone: string): Date {
  const there = DateTime.fromJSDate(now, { zone });
  return (there.isValid ? there : DateTime.fromJSDate(now, { zone: 'UTC' })).startOf('day').toJSDate();
}
