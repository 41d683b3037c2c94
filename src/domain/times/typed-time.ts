// Reads a time as an English speaker types it, on the clocks of a zone, whatever zone this computer is in.
import * as chrono from 'chrono-node/en';
import { DateTime, FixedOffsetZone } from 'luxon';
import { saysMinutes, withDigits } from './spoken-time.ts';

type Components = chrono.ParsedResult['start'];

/** Why typed words are no time that a text can wait for: words/typed-input.ts has the sentences. */
export type TimeProblem =
  | { kind: 'unreadable' | 'no-time' | 'several-times' | 'no-such-day' | 'other-weekday' | 'skipped-hour' | 'past' }
  | { kind: 'too-far'; days: number }
  /** It can be a day as well as a time of day. */
  | { kind: 'day-or-time'; typed: string };

/** `again`: the clocks go back, so that this time comes twice. `day`: noon of the day that was typed without a time. */
export type TypedTime = { at: Date; again?: Date } | { problem: TimeProblem; day?: Date };

const unreadable: TypedTime = { problem: { kind: 'unreadable' } };

/** `typed` without dates in numbers but those as 2026-12-05. `here`: now, on the clocks of the zone. */
export function readTypedTime(typed: string, here: DateTime): TypedTime {
  const text = withColons(withDigits(typed));
  if (saysMinutes(text)) return unreadable;
  // The library is asked for times to come, so it would take the next one.
  if (/\blast\b/i.test(text) && namesWeekday(text)) return { problem: { kind: 'past' } };
  const read = understood(text, here) ?? understood(withBareHour(text), here);
  return read ?? unreadable;
}

/** Null where some of it is not understood: the rest could be the part that matters. */
function understood(text: string, here: DateTime): TypedTime | null {
  const [found] = parse(text, noonOf(here));
  if (!found || /\d/.test(text.replace(found.text, ''))) return null;
  if (found.end) return { problem: { kind: 'several-times' } };
  const { start } = found;
  if (start.tags().has('result/relativeDateAndTime')) return elapsed(text, here);
  if (start.tags().has('casualReference/now')) return { at: here.toJSDate() };
  const offset = start.isCertain('timezoneOffset') && !isRelative(start) ? start.get('timezoneOffset') : null;
  if (offset === null) return onClocks(start, found.text, here, here);
  const there = here.setZone(FixedOffsetZone.instance(offset));
  const startThere = parse(text, noonOf(there))[0]?.start ?? start;
  return onClocks(startThere, found.text, there, there);
}

function parse(text: string, reference: Date): chrono.ParsedResult[] {
  return chrono.casual.parse(text, reference, { forwardDate: true });
}

/**
 * The library reads and writes the clocks of this computer. So it is given their noon of that day, which no change of
 * clocks takes away, and asked for numbers alone.
 */
function noonOf(here: DateTime): Date {
  return new Date(here.year, here.month - 1, here.day, 12);
}

/** Hours and minutes are counted by themselves: clocks that change meanwhile are no part of them. */
function elapsed(text: string, here: DateTime): TypedTime {
  for (let month = 0; month < 12; month += 1) {
    const reference = new Date(2026, month, 15, 12);
    const start = parse(text, reference)[0]?.start;
    if (!start) continue;
    const numbers = [start.get('year'), start.get('month'), start.get('day'), start.get('hour'), start.get('minute')];
    const [year = 0, ofYear = 1, day = 1, hour = 0, minute = 0] = numbers.map((number) => number ?? 0);
    const reached = new Date(year, ofYear - 1, day, hour, minute, start.get('second') ?? 0);
    // On this computer's clocks nothing may have changed in between.
    if (reached.getTimezoneOffset() !== reference.getTimezoneOffset() || reached.getHours() !== hour) continue;
    return { at: new Date(here.toMillis() + reached.getTime() - reference.getTime()) };
  }
  return unreadable;
}

function isRelative(start: Components): boolean {
  return start.tags().has('result/relativeDate');
}

function onClocks(start: Components, typed: string, here: DateTime, zone: DateTime): TypedTime {
  const isSameTime =
    isRelative(start) && !start.isCertain('hour') && /^(in|after|\+)|\b(from now|later|hence)$/i.test(typed);
  if (!isSameTime && !start.isCertain('hour')) return withoutTime(start, typed, here);
  if (start.isCertain('month') && !start.isCertain('day') && !isRelative(start)) return unreadable;
  const clock = isSameTime
    ? { hour: here.hour, minute: here.minute }
    : { hour: start.get('hour') ?? 0, minute: start.get('minute') ?? 0 };
  const day = dayOf(start, typed, here, clock);
  const local = DateTime.fromObject({ ...day, ...clock }, { zone: zone.zone });
  if (!local.isValid) return { problem: { kind: 'no-such-day' } };
  if (isDated(start) && start.isCertain('weekday') && local.weekday % 7 !== (start.get('weekday') ?? 0) % 7)
    return { problem: { kind: 'other-weekday' } };
  if (!isSameTime && local.hour !== clock.hour) return { problem: { kind: 'skipped-hour' } };
  return occurrences(local);
}

/** A day that is over or too far needs no time: the caller says so instead. */
function withoutTime(start: Components, typed: string, here: DateTime): TypedTime {
  const noon = { hour: 12, minute: 0 };
  const day = DateTime.fromObject({ ...dayOf(start, typed, here, noon), ...noon }, { zone: here.zone });
  return { problem: { kind: 'no-time' }, ...(day.isValid ? { day: day.toJSDate() } : {}) };
}

function isDated(start: Components): boolean {
  return start.isCertain('day') && start.isCertain('month');
}

/** A day of the week is typed, by its name or its first letters. */
export function namesWeekday(typed: string): boolean {
  return /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b/i.test(typed);
}

interface Day {
  year: number;
  month: number;
  day: number;
}

/** The day that was typed; where none was, the next one on which that time is still to come. */
function dayOf(start: Components, typed: string, here: DateTime, clock: { hour: number; minute: number }): Day {
  const read = { year: start.get('year') ?? 0, month: start.get('month') ?? 0, day: start.get('day') ?? 0 };
  const isPast = here.set({ ...clock, second: 0, millisecond: 0 }) <= here;
  if (isDated(start)) {
    if (start.isCertain('year')) return read;
    const thisYear = DateTime.fromObject({ ...read, year: here.year }, { zone: here.zone });
    return thisYear.isValid && thisYear >= here.startOf('day')
      ? { ...read, year: here.year }
      : { ...read, year: here.year + 1 };
  }
  if (start.isCertain('weekday')) {
    if (/\b(next|this|last)\b/i.test(typed) || (start.get('weekday') ?? 0) % 7 !== here.weekday % 7) return read;
    return toDay(isPast ? here.plus({ days: 7 }) : here);
  }
  if (start.isCertain('year') || start.isCertain('month') || start.isCertain('day')) return read;
  return toDay(isPast ? here.plus({ days: 1 }) : here);
}

function toDay({ year, month, day }: DateTime): Day {
  return { year, month, day };
}

/** An hour comes twice as the clocks go back. */
function occurrences(local: DateTime): TypedTime {
  const [first, again] = local
    .getPossibleOffsets()
    .map((one) => one.toJSDate())
    .sort((one, other) => one.getTime() - other.getTime());
  return { at: first ?? local.toJSDate(), ...(again ? { again } : {}) };
}

/** A number that is left over is an hour: `tomorrow 9`. */
function withBareHour(text: string): string {
  return text.replace(/(?<=^|[\s,])([01]?\d|2[0-3])(?=[\s,]*$)/, 'at $1');
}

const yearOrTime = /(?<![\d:.,/+-])([01]\d|2[0-3])([0-5]\d)(?![\d:.,/-])/g;

/** Times as they are written elsewhere: 17.30, 0930, 17h30, 9 Uhr. */
function withColons(typed: string): string {
  const hasDate = /\d{4}-\d\d-\d\d/.test(typed);
  const hasDay = namesWeekday(typed) || /\b(?:today|tomorrow|tonight)\b/i.test(typed);
  const isSpan = /\+|\b(?:in|after|within|from now|later|hence)\b/i.test(typed);
  // Four digits that could be a year are one beside the name of a month.
  const mayHaveYear = hasDate || /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(typed);
  return typed
    .replace(/(?<![\d/])1\/2\s*(an\s+)?hour\b/gi, '30 minutes')
    .replace(/(?<=^|\s)(@|um|om|à|kl\.?|a las|alle)\s*(?=\d)/gi, 'at ')
    .replace(/(?<![\d:.,/+-])([01]?\d|2[0-3])h\b/gi, (hours, hour) =>
      hasDate || (!isSpan && (hasDay || Number(hour) > 12)) ? `${hour}:00` : hours,
    )
    .replace(/(?<![\d:.,/-])([01]?\d|2[0-3])\.([0-5]\d)(?![\d.:/])(?!\s*(h|hrs?|hours?|days?|weeks?)\b)/gi, '$1:$2')
    .replace(/(?<![\d:.,/-])([01]?\d|2[0-3])h([0-5]\d)(?!\s*m)(?!\d)/gi, '$1:$2')
    .replace(/(?<![\d:.,/-])([01]?\d|2[0-3])\s?uhr\b/gi, '$1:00')
    .replace(yearOrTime, (digits, hour, minute) =>
      mayHaveYear && digits.startsWith('20') ? digits : `${hour}:${minute}`,
    );
}
