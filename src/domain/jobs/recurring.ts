// Work that comes again by the clock: its schedule, and whether it is the service's or each workspace's.
import { DateTime } from 'luxon';

/** Every so many minutes, or at an hour of each day on the clocks of `zone`, else of the workspace. */
export type Schedule = { everyMinutes: number } | { dailyAtHour: number; zone?: string };

export interface Recurring {
  schedule: Schedule;
  /** Once for the service, or once for each workspace that is installed. */
  of: 'service' | 'workspace';
}

/** All recurring work: a row each here, and its verb in the worker. */
export const recurringWork = {
  /** Deletes rows whose retention period has ended. */
  'clean-up': { schedule: { everyMinutes: 10 }, of: 'service' },
  /** Puts the words of new texts into the index of the search. */
  'index-words': { schedule: { everyMinutes: 1 }, of: 'service' },
  /** Notices that Intercom has gone silent, and once a day reads what it may have left out. */
  'look-around': { schedule: { everyMinutes: 30 }, of: 'workspace' },
  /** The doctor runs its checks, so that the panel can warn before anybody opens the settings. */
  examine: { schedule: { dailyAtHour: 5 }, of: 'workspace' },
  /** Customers that wait although nothing stops their sync any more go on. */
  'sync-customers': { schedule: { everyMinutes: 10 }, of: 'workspace' },
  /** Reads Intercom's office hours, for the workspaces that keep them. */
  'read-office-hours': { schedule: { dailyAtHour: 3 }, of: 'workspace' },
  /** Reads Twilio's prices of the countries that a workspace texts. */
  'refresh-prices': { schedule: { dailyAtHour: 4 }, of: 'workspace' },
  /** A workspace of before learns once which countries it texts. */
  'learn-countries': { schedule: { dailyAtHour: 3 }, of: 'workspace' },
} as const satisfies Readonly<Record<string, Recurring>>;

export type RecurringName = keyof typeof recurringWork;

/** The first turn after `last`; `zone` is the workspace's. An hour that a clock change skips comes when the clock is set on. */
export function nextTurn(schedule: Schedule, last: Date, zone: string): Date {
  if ('everyMinutes' in schedule) return new Date(last.getTime() + schedule.everyMinutes * 60_000);
  const utc = DateTime.fromJSDate(last).toUTC();
  const there = utc.setZone(schedule.zone ?? zone);
  const local = there.isValid ? there : utc;
  const today = local.startOf('day').set({ hour: schedule.dailyAtHour });
  return (
    today > local ? today : local.plus({ days: 1 }).startOf('day').set({ hour: schedule.dailyAtHour })
  ).toJSDate();
}
