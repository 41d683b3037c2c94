// When a text is to be sent: the times that are offered, and what people type.
import * as chrono from 'chrono-node/en';
import { DateTime } from 'luxon';
import type { LaterPreset } from './panel.ts';

/** What is asked to wait longer is forgotten by those who asked. */
const FURTHEST_DAYS = 180;
const MORNING = { hour: 9, minute: 0, second: 0, millisecond: 0 };

/** In an hour, tomorrow at nine, next Monday at nine, on the clocks of that zone; what falls together is offered once. */
export function presetTimes(now: Date, zone: string): { id: LaterPreset; at: Date }[] {
  const here = inZone(now, zone);
  const tomorrow = here.plus({ days: 1 }).set(MORNING);
  const monday = here.plus({ days: 8 - here.weekday }).set(MORNING);
  const hour = here.plus({ hours: 1, seconds: 59 }).startOf('minute');
  const all = [
    { id: 'hour' as const, at: hour.toJSDate() },
    { id: 'tomorrow' as const, at: tomorrow.toJSDate() },
    { id: 'monday' as const, at: monday.toJSDate() },
  ];
  return all.filter(({ at }, index) => all.findIndex((other) => other.at.getTime() === at.getTime()) === index);
}

/** Reads what an English speaker types, on the clocks of that zone unless another is named. */
export function readTime(typed: string, now: Date, zone: string): { at: Date } | { problem: string } {
  const here = inZone(now, zone);
  const reference = { instant: now, timezone: here.offset };
  const [found] = chrono.casual.parse(typed, reference, { forwardDate: true });
  if (!found) return { problem: 'Write a day and a time, for example "Nov 24, 9:00AM" or "tomorrow 15:30".' };
  const { start } = found;
  if (!start.isCertain('hour')) return { problem: 'Write a time too, for example "tomorrow 9:00AM".' };
  const numbers = (['year', 'month', 'day', 'hour', 'minute'] as const).map((unit) => [unit, start.get(unit) ?? 0]);
  const wanted = Object.fromEntries(numbers) as Record<'year' | 'month' | 'day' | 'hour' | 'minute', number>;
  const local = DateTime.fromObject(wanted, { zone: here.zone });
  const at = start.isCertain('timezoneOffset') ? start.date() : local.toJSDate();
  if (!local.isValid || (!start.isCertain('timezoneOffset') && local.hour !== wanted.hour))
    return { problem: 'That hour does not exist there on that day: the clocks go forward. Choose another.' };
  if (at.getTime() <= now.getTime()) return { problem: 'That time has passed. Choose one that is still to come.' };
  if (at.getTime() > here.plus({ days: FURTHEST_DAYS }).toMillis())
    return { problem: `That is too far away: choose a time in the next ${FURTHEST_DAYS} days.` };
  return { at };
}

/** One zone for a number that may be in several: the first, when all of them have the same time now; else null. */
export function commonZone(zones: readonly string[], now: Date): string | null {
  const [first, ...others] = zones.filter((zone) => inZone(now, zone).zoneName === zone || zone === 'UTC');
  if (first === undefined) return null;
  const offset = inZone(now, first).offset;
  return others.every((zone) => inZone(now, zone).offset === offset) ? first : null;
}

/** In UTC where the zone is not known. */
function inZone(instant: Date, zone: string): DateTime {
  const there = DateTime.fromJSDate(instant, { zone });
  return there.isValid ? there : DateTime.fromJSDate(instant, { zone: 'utc' });
}
