// Times for a text to wait for: those that are offered, and those that people type.
import { DateTime } from 'luxon';
import { anyOrder, countryOfZone, dateOrderOf } from './date-order.ts';
import { findNumberDate, mayBeDayOrTime, type NumberDate, type TypedDay } from './typed-date.ts';
import { namesWeekday, readTypedTime, type TimeProblem, type TypedTime } from './typed-time.ts';

/** People forget a text that waits for longer. */
const FURTHEST_DAYS = 180;
/** Nobody needs more for a time. */
const LONGEST = 100;
/** The hours in which people are texted: many laws on advertising have them. */
const DAY = { from: 8, until: 21 };
const MORNING = { hour: 9, minute: 0, second: 0, millisecond: 0 };

/** A time that is offered: in an hour, tomorrow at nine, next Monday at nine. */
export type LaterPreset = 'hour' | 'tomorrow' | 'monday';

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

/**
 * `choices`: the words can mean either, soonest first, as they name two days, or an hour that comes twice. `problem`: they mean no
 * time that a text can wait for.
 */
export type ReadTime =
  | { at: Date }
  | { choices: readonly Date[]; why: 'two-days' | 'clocks-go-back' }
  | { problem: TimeProblem };

/**
 * Reads what an English speaker types, on the clocks of that zone unless another is named. `country` is where dates in numbers
 * are written as they are meant: ISO 3166-1 alpha-2, null where it is not known.
 */
export function readTime(
  typed: string,
  now: Date,
  zone: string,
  country: () => string | null = () => countryOfZone(zone),
): ReadTime {
  const here = inZone(now, zone);
  const text = typed
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-');
  if (mayBeDayOrTime(text)) return { problem: { kind: 'day-or-time', typed: text.trim() } };
  // A day of the week tells which of its numbers is the day.
  const date = findNumberDate(text, here, () => (namesWeekday(text) ? anyOrder : dateOrderOf(country())));
  const texts = date === null ? [text] : date.days.flatMap((day) => spelledOut(text, date, day, here));
  if (texts.length === 0) return { problem: { kind: 'no-such-day' } };
  const reads = texts.map((one) => toCome(readTypedTime(one, here), here));
  const days = reads.filter((read) => 'at' in read);
  const instants = days.flatMap(({ at, again }) => [at.getTime(), ...(again ? [again.getTime()] : [])]);
  const times = [...new Set(instants)].sort((one, other) => one - other);
  const [first, second] = times;
  if (first !== undefined && second !== undefined)
    return { choices: times.map((time) => new Date(time)), why: days.length > 1 ? 'two-days' : 'clocks-go-back' };
  if (first !== undefined) return { at: new Date(first) };
  const problem = reads.flatMap((read) => ('problem' in read ? [read.problem] : []))[0];
  return { problem: problem ?? { kind: 'unreadable' } };
}

/** As 2026-12-05. A day without a year is this year's or the next one's, as it is still to come. */
function spelledOut(text: string, date: NumberDate, { year, month, day }: TypedDay, here: DateTime): string[] {
  const years = year === null ? [here.year, here.year + 1] : [year];
  const [first] = years
    .map((one) => DateTime.fromObject({ year: one, month, day }, { zone: here.zone }))
    .filter((one) => one.isValid && (year !== null || one >= here.startOf('day')));
  const spelled = first?.toISODate();
  if (spelled === text.slice(date.from, date.until)) return [text];
  return spelled ? [`${text.slice(0, date.from)} ${spelled} ${text.slice(date.until)}`.trim()] : [];
}

function toCome(read: TypedTime, here: DateTime): TypedTime {
  if ('problem' in read) {
    const { problem, day } = read;
    if (problem.kind !== 'no-time' || day === undefined) return { problem };
    if (DateTime.fromJSDate(day, { zone: here.zone }).endOf('day') <= here) return { problem: { kind: 'past' } };
    return { problem: isTooFar(day, here) ? tooFar : problem };
  }
  const { at, again } = read;
  // Within an hour that comes twice, the first of the two may be over.
  if (at.getTime() <= here.toMillis()) return again ? toCome({ at: again }, here) : { problem: { kind: 'past' } };
  return isTooFar(at, here) ? { problem: tooFar } : read;
}

const tooFar: TimeProblem = { kind: 'too-far', days: FURTHEST_DAYS };

/** Why a text may not wait until then; null where it may. */
export function whyNotUntil(at: Date, now: Date): TimeProblem | null {
  if (at.getTime() <= now.getTime()) return { kind: 'past' };
  return isTooFar(at, inZone(now, 'utc')) ? tooFar : null;
}

function isTooFar(at: Date, here: DateTime): boolean {
  return at.getTime() > here.plus({ days: FURTHEST_DAYS }).toMillis();
}

/** People in this zone are not to be texted then: it is before 8:00 or after 21:00. */
export function isNight(at: Date, zone: string): boolean {
  const { hour } = inZone(at, zone);
  return hour < DAY.from || hour >= DAY.until;
}

/** Nine o'clock of the morning that follows, on the clocks of that zone. */
export function nextMorning(at: Date, zone: string): Date {
  const there = inZone(at, zone);
  const morning = there.set(MORNING);
  return (morning > there ? morning : there.plus({ days: 1 }).set(MORNING)).toJSDate();
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
