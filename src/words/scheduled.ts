// A scheduled text in words: when it goes, when it was cancelled and by whom, on the panel and on the pages.
import type { UnsentEnd } from '../domain/panel.ts';
import { dayOf, fullTime, isSameZone, type Reader, timeAlone, timeFor, weekdayOf } from './times.ts';

/** The states of a text that did not go, as on every screen. */
export const unsentWords: Readonly<Record<UnsentEnd['state'], string>> = {
  cancelled: 'Cancelled',
  held: 'Not sent (too late)',
  refused: 'Not sent',
};

/**
 * On the customer's clocks and on the reader's, both named:
 * `Mon, Dec 1, 2026 at 9:00AM in Los Angeles, 5:00PM in London (yours)`.
 */
export function timeInBoth(at: Date, zone: string, readersZone: string): string {
  const theirs = withWeekday(at, zone);
  if (isSameZone(zone, readersZone)) return `${theirs} (your time)`;
  const isSameDay = dayOf(at, zone) === dayOf(at, readersZone);
  return isSameDay
    ? `${theirs}, ${timeAlone(at, readersZone)} (yours)`
    : `${theirs}; ${withWeekday(at, readersZone)} (yours)`;
}

function withWeekday(at: Date, zone: string): string {
  return `${weekdayOf(at, zone)}, ${fullTime(at, zone, null)}`;
}

/** `Scheduled for Dec 1, 2026 at 9:00AM in Los Angeles`, in a list. */
export function scheduledFor({ sendAt, zone }: { sendAt: Date; zone: string }, reader: Reader): string {
  return `Scheduled for ${timeFor(reader, sendAt, zone)}`;
}

/** `Cancelled by Theo at 9:14AM`, and on another day `Cancelled by Theo on Nov 30, 2026 at 9:14AM`. */
export function endInWords({ state, at, by }: Pick<UnsentEnd, 'state' | 'at' | 'by'>, reader: Reader): string {
  const time = timeFor(reader, at);
  const who = state === 'cancelled' && by !== null ? ` by ${by}` : '';
  return `${unsentWords[state]}${who} ${time.includes(' at ') ? 'on' : 'at'} ${time}`;
}
