// Intercom's office hours → ours. Minutes count from Monday's midnight, and in an exception from that of its date.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/office-hours/office_hours_time_interval.

import { zoneNamed } from '../../domain/times/customer-zone.ts';
import type { IntercomHours, OpenSpan } from '../../domain/times/office-hours.ts';
import type { Checked } from '../../lib/schema.ts';
import { field, idOf, isTrue, textOf } from './loose.ts';

const DAY = 1_440;
const WEEK = 7 * DAY;

type Schedule = NonNullable<IntercomHours['schedule']>;
export type ReadSchedule = Omit<Schedule, 'dates'> & { id: string };

/** The oldest first; one without a known zone cannot be kept by. */
export function readSchedules(answer: unknown): Checked<ReadSchedule[]> {
  const data = field(answer, 'data');
  if (!Array.isArray(data)) return { ok: false, problem: '/data: missing' };
  const schedules = data.flatMap((one): (ReadSchedule & { at: number })[] => {
    const [id, zone] = [idOf(field(one, 'id')), zoneNamed(textOf(field(one, 'time_zone_name')) ?? '')];
    if (id === null || zone === null) return [];
    const name = (textOf(field(one, 'name')) ?? id).slice(0, 100);
    const spans = isTrue(field(one, 'twenty_four_seven')) ? [{ from: 0, until: WEEK }] : spansOf(one, WEEK);
    return [{ id, name, zone, week: byDay(spans), at: Number(field(one, 'created_at')) || 0 }];
  });
  const sorted = schedules.toSorted((one, other) => one.at - other.at);
  return { ok: true, value: sorted.map(({ at: _at, ...schedule }) => schedule) };
}

/** The spans of single dates, by the date, or by its month and day where it comes every year. */
export function readExceptions(answer: unknown): Checked<Schedule['dates']> {
  const data = field(answer, 'data');
  if (!Array.isArray(data)) return { ok: false, problem: '/data: missing' };
  const dates = data.flatMap((one): [string, OpenSpan[]][] => {
    const date = textOf(field(one, 'exception_date')) ?? '';
    if (!/^\d{4}-\d\d-\d\d$/.test(date)) return [];
    const spans = textOf(field(one, 'exception_type')) === 'closed' ? [] : spansOf(one, DAY);
    return [[isTrue(field(one, 'recurring_annually')) ? date.slice(5) : date, spans]];
  });
  return { ok: true, value: Object.fromEntries(dates.slice(0, MOST_DATES)) };
}

/** Years of holidays. */
const MOST_DATES = 500;

function spansOf(wire: unknown, most: number): OpenSpan[] {
  const intervals = field(wire, 'time_intervals');
  if (!Array.isArray(intervals)) return [];
  const spans = intervals.map((one) => ({
    from: Number(field(one, 'start_minute')),
    until: Number(field(one, 'end_minute')),
  }));
  return spans.filter(({ from, until }) => from >= 0 && until > from && until <= most);
}

/** A span that lasts over midnight is parted there. The minute before the week's end is its end. */
function byDay(spans: readonly OpenSpan[]): OpenSpan[][] {
  return Array.from({ length: 7 }, (_, day) => {
    const start = day * DAY;
    return spans.flatMap(({ from, until }) => {
      const end = until === WEEK - 1 ? WEEK : until;
      const [first, last] = [Math.max(from, start) - start, Math.min(end, start + DAY) - start];
      return first < last ? [{ from: first, until: last }] : [];
    });
  });
}
