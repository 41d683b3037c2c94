// The hours in which texts that nobody waits for rest: when the window of a customer's day opens next.
import { DateTime } from 'luxon';

/** The part of each day in which such texts go, as times on the customer's clocks: `08:00` to `21:00`, or past midnight. */
export interface DayWindow {
  from: string;
  until: string;
}

/** `by`: the clocks that decided. `workspace`: the customer's zone is unknown, or their several zones are never open at once. */
export type Opening = { isOpen: true } | { isOpen: false; opensAt: Date; by: 'customer' | 'workspace' };

/** The fate of an agent's text in quiet hours, as the setting of that name tells. */
export type QuietReplies = 'live' | 'ask' | 'wait';

/** A date on which nothing goes, in that zone: a holiday, or a day off. */
export type IsDayOff = (isoDate: string, zone: string) => boolean;

export const noDayOff: IsDayOff = () => false;

/** Looks at so many days at first, and further ahead only where none of them opens; a zone without a day by then has none. */
const DAYS_AHEAD = [3, 14, 92];

/**
 * Says whether the window is open for the customer now, and when it opens next. A number may be in several zones (IANA names):
 * the window must be open in each.
 */
export function openingFor(
  now: Date,
  window: DayWindow,
  clocks: { customer: readonly string[]; workspace: string },
  isDayOff: IsDayOff,
): Opening {
  const zones = clocks.customer.filter((zone) => DateTime.fromJSDate(now, { zone }).isValid);
  const opensAt = zones.length > 0 ? firstOpen(now, window, zones, isDayOff) : null;
  if (opensAt !== null) return opening(now, opensAt, 'customer');
  return opening(now, firstOpen(now, window, [clocks.workspace], isDayOff) ?? now, 'workspace');
}

function opening(now: Date, opensAt: Date, by: 'customer' | 'workspace'): Opening {
  return opensAt.getTime() <= now.getTime() ? { isOpen: true } : { isOpen: false, opensAt, by };
}

/** The first moment from now on at which the window is open in every zone; null where there is none. */
function firstOpen(now: Date, window: DayWindow, zones: readonly string[], isDayOff: IsDayOff): Date | null {
  for (const days of DAYS_AHEAD) {
    const first = firstOpenWithin(days, now, window, zones, isDayOff);
    if (first !== null) return first;
  }
  return null;
}

function firstOpenWithin(
  daysAhead: number,
  now: Date,
  window: DayWindow,
  zones: readonly string[],
  isDayOff: IsDayOff,
): Date | null {
  const spans = zones.map((zone) => spansOf(daysAhead, now, window, zone, isDayOff));
  const starts = [now.getTime(), ...spans.flat().map(({ from }) => from)].filter((at) => at >= now.getTime());
  const isOpen = (at: number) => spans.every((ofZone) => ofZone.some(({ from, until }) => from <= at && at < until));
  const first = starts.sort((one, other) => one - other).find(isOpen);
  return first === undefined ? null : new Date(first);
}

interface Span {
  from: number;
  until: number;
}

/** The windows of yesterday and the days to come. A window belongs to the day on which it opens. */
function spansOf(daysAhead: number, now: Date, { from, until }: DayWindow, zone: string, isDayOff: IsDayOff): Span[] {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const days = Array.from({ length: daysAhead + 2 }, (_, index) => today.plus({ days: index - 1 }));
  return days
    .filter((day) => !isDayOff(day.toISODate() ?? '', zone))
    .map((day) => ({
      from: atTime(day, from).toMillis(),
      until: atTime(until > from ? day : day.plus({ days: 1 }), until).toMillis(),
    }));
}

/** A time that the clocks leave out on that day counts as the moment at which they go on. */
function atTime(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}

/** Texts that waited for the same opening go spread over so many milliseconds. */
const SPREAD_MS = 5 * 60_000;

/** The share of the spread that is the thread's, so that a thread's texts go at one time and in their order. */
export function spreadFor(threadId: string): number {
  const digits = Number.parseInt(threadId.replaceAll('-', '').slice(-6), 16);
  return Number.isNaN(digits) ? 0 : Math.floor((digits / 0x1000000) * SPREAD_MS);
}
