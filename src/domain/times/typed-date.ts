// Reads dates that are typed in numbers alone, such as 5/12, 5.12. or 05-12-26: the days that they may mean.
import { DateTime } from 'luxon';
import type { DateOrder } from './date-order.ts';

/** A day as it was typed; `year` null: no year was typed. */
export interface TypedDay {
  year: number | null;
  month: number;
  day: number;
}

export interface NumberDate {
  /** Its place in the typed words. */
  from: number;
  until: number;
  /** The day by the order that is usual there; several where the order does not tell, none where there is no such day. */
  days: readonly TypedDay[];
}

const DURATION = String.raw`(?!\s*(?:h|hrs?|hours?|m|mins?|minutes?|d|days?|w|wks?|weeks?|mos?|months?|y|years?)\b)`;
const MERIDIEM = String.raw`(?!\s*[ap]\.?m\b)`;
const ALONE = String.raw`(?<![\d:/.,+-])`;
const yearFirst = new RegExp(String.raw`${ALONE}(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?(?![\d:/-])`);
const three = new RegExp(
  String.raw`${ALONE}(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d:/-])${MERIDIEM}`,
);
const two = new RegExp(
  String.raw`${ALONE}(\d{1,2})(\s?\/\s?|-|\.\s?)(\d{1,2})(\.(?!\d))?(?![\d:/-])${MERIDIEM}${DURATION}`,
);
const ofTheMonth = /\b(?:on\s+)?(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\b(?!\s+of\b)/i;
const monthName = /\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(\.|\b|[a-z]{3,})/i;
const eastAsian = /(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/;
const eightDigits = /(?<![\d:/.,+-])(\d{2})(\d{2})(\d{4})(?![\d:/.-])/;
const sixDigits = /(?<![\d:/.,+-])(\d{2})(\d{2})(\d{2})(?![\d:/.-])/;
/** Four digits that are no year. */
const fourDigits = /(?<![\d:/.,+-])(?!(?:19|20)\d\d)(\d{2})(\d{2})(?![\d:/.-])/;

/** The first such date; null where there is none. `order` is asked for only where it matters. */
export function findNumberDate(typed: string, today: DateTime, order: () => DateOrder): NumberDate | null {
  const short = () => order().short;
  return (
    found(yearFirst.exec(typed), ([, year, , month, day]) => [toDay(year, month, day)]) ??
    found(eastAsian.exec(typed), ([, year, month, day]) => [toDay(year, month, day)]) ??
    found(eightDigits.exec(typed), ([, one, other, last]) => inEight(one, other, last, short)) ??
    found(three.exec(typed), ([, one, , other, year]) => inThree(one, other, year, order)) ??
    found(beside(typed, sixDigits), ([, one, other, year]) => inThree(one, other, year, order)) ??
    found(isShort(typed), ([, one, , other]) => inOrder(one, other, null, short())) ??
    found(beside(typed, fourDigits), ([, one, other]) => inOrder(one, other, null, short())) ??
    found(monthName.test(typed) ? null : ofTheMonth.exec(typed), ([, day]) => nextOf(Number(day), today))
  );
}

type Groups = readonly (string | undefined)[];

function found(match: RegExpExecArray | null, daysOf: (groups: Groups) => TypedDay[]): NumberDate | null {
  if (match === null) return null;
  return { from: match.index, until: match.index + match[0].length, days: daysOf(match).filter(exists) };
}

/** Two numbers with a point between are a time, unless there is another time or a point after them. */
function isShort(typed: string): RegExpExecArray | null {
  const match = two.exec(typed);
  const [, , separator = '', , point] = match ?? [];
  const isDotted = separator.trim() === '.' && point === undefined;
  return match !== null && isDotted && !hasTime(typed, two) ? null : match;
}

/** Digits in a row are a date only beside a time: alone they are one. */
function beside(typed: string, digits: RegExp): RegExpExecArray | null {
  return hasTime(typed, digits) ? digits.exec(typed) : null;
}

/** `5.12` and nothing else: a day where one goes first, or a time. */
export function mayBeDayOrTime(typed: string): boolean {
  const [, day, month] = /^\s*(\d{1,2})\.(\d{2})\s*$/.exec(typed) ?? [];
  const isTime = Number(day) < 24 && Number(month) < 60;
  return isTime && exists({ year: null, month: Number(month), day: Number(day) });
}

/** The words beside the date name a time of that day. */
function hasTime(typed: string, date: RegExp): boolean {
  const rest = typed.replace(date, ' ');
  return /\d\s?[:.h]\s?\d\d|\d\s*[ap]\.?m\b|\b(at|@)\s*\d|\bnoon\b|\bmidnight\b|o'?clock|\d\s*uhr\b/i.test(rest);
}

/** The year stands in front where that makes a day. */
function inEight(one = '', other = '', last = '', short: () => DateOrder['short']): TypedDay[] {
  const byFront = toDay(`${one}${other}`, last.slice(0, 2), last.slice(2));
  return /^(19|20)/.test(one) && exists(byFront) ? [byFront] : inOrder(one, other, fullYear(last), short());
}

/** With a year of two digits the year may stand in front, where that is usual. */
function inThree(one = '', other = '', last = '', order: () => DateOrder): TypedDay[] {
  const usual = order();
  const byEnd = inOrder(one, other, fullYear(last), usual.short);
  if (last.length > 2 || !(usual.yearFirst || byEnd.length === 0)) return byEnd;
  return [toDay(one, other, last), ...byEnd].filter(exists);
}

/** The usual order where it gives a day, else the other; both where neither is usual. */
function inOrder(one = '', other = '', year: number | null, short: DateOrder['short']): TypedDay[] {
  const dayFirst = { year, month: Number(other), day: Number(one) };
  const monthFirst = { year, month: Number(one), day: Number(other) };
  const days = [...(short === 'month-day' ? [monthFirst, dayFirst] : [dayFirst, monthFirst])].filter(exists);
  return one === other || short !== null ? days.slice(0, 1) : days;
}

function nextOf(day: number, today: DateTime): TypedDay[] {
  const months = [0, 1, 2].map((ahead) => today.startOf('month').plus({ months: ahead }));
  const month = months.find((start) => (start.daysInMonth ?? 0) >= day && start.set({ day }) >= today.startOf('day'));
  return month ? [{ year: month.year, month: month.month, day }] : [];
}

function toDay(year: string | undefined, month = '', day = ''): TypedDay {
  return { year: year === undefined ? null : fullYear(year), month: Number(month), day: Number(day) };
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

/** The day exists; without a year, in some year. */
function exists({ year, month, day }: TypedDay): boolean {
  return DateTime.fromObject({ year: year ?? 2028, month, day }, { zone: 'utc' }).isValid;
}
