// The hours in which somebody answers, as admins type them, and the closed times between them.
import { DateTime } from 'luxon';
import { closedAt, type OfficeHours, readDayHours, spansIn } from '../../src/domain/times/office-hours.ts';
import { noDayOff } from '../../src/domain/times/quiet-hours.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const nine = spansIn('09:00-17:00');
const berlin: OfficeHours = {
  zone: 'Europe/Berlin',
  week: [nine, nine, nine, nine, nine, [], []],
  dates: {},
  isDayOff: noDayOff,
};
const told = (hours: OfficeHours, local: string) => {
  const closed = closedAt(hours, DateTime.fromISO(local, { zone: hours.zone }).toJSDate());
  const at = (time: Date | null) => time && DateTime.fromJSDate(time, { zone: hours.zone }).toFormat('MM-dd HH:mm');
  return closed === null ? 'open' : `since ${at(closed.since)} until ${at(closed.opensAt)}`;
};

describe('the hours of a day', () => {
  test.each([
    ['', ''],
    ['9-17', '09:00-17:00'],
    ['9 AM to 5:30pm', '09:00-17:30'],
    ['13:00 – 18:00, 9:00–12:00', '09:00-12:00, 13:00-18:00'],
    ['22:00-02:00', '22:00-02:00'],
    ['0:00-24:00', '00:00-24:00'],
    ['12 am - 12 pm', '00:00-12:00'],
  ])('are read: %j', (typed, stored) => {
    expect(readDayHours(typed)).toBe(stored);
    expect(readDayHours(stored)).toBe(stored);
  });

  test.each(['open', '9', '9-9', '25-26', '9:60-10', '9-12, 11-13', '13 pm - 14', '24:00-25', '22-8, 6-7', '9-10-11'])(
    'are refused: %s',
    (typed) => {
      expect(readDayHours(typed)).toBeUndefined();
    },
  );
});

describe('a closed time', () => {
  test.each([
    // 2027-03-01 is a Monday.
    ['2027-03-01T08:59', 'since 02-26 17:00 until 03-01 09:00'],
    ['2027-03-01T09:00', 'open'],
    ['2027-03-01T16:59', 'open'],
    ['2027-03-01T17:00', 'since 03-01 17:00 until 03-02 09:00'],
    ['2027-03-06T12:00', 'since 03-05 17:00 until 03-08 09:00'],
    // The clocks go forward in the night before this Sunday.
    ['2027-03-28T12:00', 'since 03-26 17:00 until 03-29 09:00'],
  ])('at %s', (local, words) => {
    expect(told(berlin, local)).toBe(words);
  });

  test('goes on over days off, and may be shortened on one date', () => {
    const isDayOff = (date: string) => date >= '2027-12-20' && date <= '2028-01-02';
    expect(told({ ...berlin, isDayOff }, '2027-12-25T12:00')).toBe('since 12-17 17:00 until 01-03 09:00');
    const dates = { '2027-12-22': spansIn('10:00-12:00'), '12-24': [] };
    expect(told({ ...berlin, isDayOff, dates }, '2027-12-25T12:00')).toBe('since 12-22 12:00 until 01-03 09:00');
    expect(told({ ...berlin, dates }, '2027-12-24T10:00')).toBe('since 12-23 17:00 until 12-27 09:00');
  });

  test('may begin after midnight', () => {
    const late = { ...berlin, week: [spansIn('18:00-02:00'), [], [], [], [], [], []] };
    expect(told(late, '2027-03-02T01:59')).toBe('open');
    expect(told(late, '2027-03-02T02:00')).toBe('since 03-02 02:00 until 03-08 18:00');
  });

  test('has no end where nothing ever opens', () => {
    expect(told({ ...berlin, week: [] }, '2027-03-02T02:00')).toBe('since null until null');
    const always = Array.from({ length: 7 }, () => spansIn('00:00-24:00'));
    expect(told({ ...berlin, week: always }, '2027-03-28T02:30')).toBe('open');
  });
});
