// The hours in which somebody answers: whether they are closed at a moment, since when, and when they open next.
import { DateTime } from 'luxon';
import type { IsDayOff } from './quiet-hours.ts';

/** A time in which they are open, in minutes from midnight; `until` is beyond 1440 where it ends on the next day. */
export interface OpenSpan {
  from: number;
  until: number;
}

export interface OfficeHours {
  /** IANA name. */
  zone: string;
  /** The spans of Monday, Tuesday, …, Sunday; a day without any is closed. */
  week: readonly (readonly OpenSpan[])[];
  /** The spans of single dates (ISO 8601, or `12-25` for every year), in place of those of their day of the week. */
  dates: Readonly<Record<string, readonly OpenSpan[]>>;
  isDayOff: IsDayOff;
}

/** Intercom's office hours as they were last read; times in ISO 8601. */
export interface IntercomHours {
  readAt: string;
  /** Why they cannot be read now: then the earlier ones count, or ours. Null where they could be. */
  problem: 'not-enabled' | 'no-schedule' | 'away' | null;
  /** Null where they were never read. */
  schedule: { name: string; zone: string; week: OfficeHours['week']; dates: OfficeHours['dates'] } | null;
}

/** `since`: when they closed; null where that is longer ago than we look. `opensAt`: null where no opening is in sight. */
export interface Closed {
  since: Date | null;
  opensAt: Date | null;
}

/** Offices close for so long over holidays; what is closed for longer counts as one closed time. */
const DAYS_LOOKED_AT = 62;
const DAY_MINUTES = 1_440;

/** Null while they are open. */
export function closedAt(hours: OfficeHours, at: Date): Closed | null {
  const [time, today] = [at.getTime(), DateTime.fromJSDate(at, { zone: hours.zone }).startOf('day')];
  const around = spansOn(hours, today, [-1, 0, 1]);
  if (around.some(({ from, until }) => from <= time && time < until)) return null;
  // Most closed times are a night or a weekend.
  for (const days of [4, DAYS_LOOKED_AT]) {
    const offsets = Array.from({ length: 2 * days + 1 }, (_, index) => index - days);
    const spans = spansOn(hours, today, offsets);
    const since = Math.max(...spans.map(({ until }) => until).filter((until) => until <= time));
    const opensAt = Math.min(...spans.map(({ from }) => from).filter((from) => from > time));
    const isKnown = Number.isFinite(since) && Number.isFinite(opensAt);
    if (isKnown || days === DAYS_LOOKED_AT) return { since: dateOr(since), opensAt: dateOr(opensAt) };
  }
  return null;
}

function dateOr(time: number): Date | null {
  return Number.isFinite(time) ? new Date(time) : null;
}

function spansOn(hours: OfficeHours, today: DateTime, offsets: readonly number[]): OpenSpan[] {
  return offsets.flatMap((days) => {
    const day = today.plus({ days });
    const date = day.toISODate() ?? '';
    const own = hours.dates[date] ?? hours.dates[date.slice(5)];
    const spans = own ?? (hours.isDayOff(date, hours.zone) ? [] : (hours.week[day.weekday - 1] ?? []));
    return spans.map(({ from, until }) => ({ from: onClock(day, from), until: onClock(day, until) }));
  });
}

/** The moment at which the clocks there show that time, also on a day on which they change. */
function onClock(day: DateTime, minutes: number): number {
  const date = day.plus({ days: Math.floor(minutes / DAY_MINUTES) });
  const left = minutes % DAY_MINUTES;
  return date.set({ hour: Math.floor(left / 60), minute: left % 60, second: 0, millisecond: 0 }).toMillis();
}

/** The spans of a day as they are stored: `09:00-12:00, 13:00-17:30`; empty for a closed day. */
export type DayHours = string;

const LONGEST = 100;

/** Undefined where the words are no times, or times overlap. A span may end past midnight; `24:00` ends a day. */
export function readDayHours(typed: string): DayHours | undefined {
  const words = typed.trim();
  if (words === '') return '';
  if (words.length > LONGEST) return undefined;
  const spans = words.split(',').map(readSpan);
  if (!spans.every((span) => span !== null)) return undefined;
  const sorted = spans.toSorted((one, other) => one.from - other.from);
  const isApart = sorted.every((span, index) => span.from >= (sorted[index - 1]?.until ?? 0));
  const last = sorted.at(-1);
  if (!isApart || (last !== undefined && last.until - DAY_MINUTES > (sorted[0]?.from ?? 0))) return undefined;
  return sorted.map(written).join(', ');
}

export function spansIn(stored: DayHours): OpenSpan[] {
  return stored === '' ? [] : stored.split(',').flatMap((words) => readSpan(words) ?? []);
}

function readSpan(words: string): OpenSpan | null {
  const [first = '', last = '', ...more] = words.split(/\s*(?:-|–|\bto\b)\s*/i).map((time) => time.trim());
  const [from, until] = [minutesOf(first), minutesOf(last)];
  if (more.length > 0 || from === null || until === null || from === until || from === DAY_MINUTES) return null;
  return { from, until: until > from ? until : until + DAY_MINUTES };
}

/** `9:00`, `09:00`, `9`, `9 AM`, `5:30pm`, `24:00` */
function minutesOf(words: string): number | null {
  const read = /^(\d{1,2})(?::(\d\d))?\s*([ap])?\.?m?\.?$/i.exec(words);
  if (read === null) return null;
  const [hour, minute, half] = [Number(read[1]), Number(read[2] ?? 0), read[3]?.toLowerCase()];
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return null;
  if (half === undefined) return hour * 60 + minute;
  if (hour < 1 || hour > 12) return null;
  return ((hour % 12) + (half === 'p' ? 12 : 0)) * 60 + minute;
}

function written({ from, until }: OpenSpan): string {
  const clock = (minutes: number) =>
    [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return [clock(from), clock(until > DAY_MINUTES ? until - DAY_MINUTES : until)].join('-');
}
