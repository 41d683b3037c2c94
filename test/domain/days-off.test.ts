// Days off as admins type them, and those that come next.
import { dayOff, isOwnDayOff, nextDaysOff, readDaysOff } from '../../src/domain/times/days-off.ts';
import { openingFor } from '../../src/domain/times/quiet-hours.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

describe('days off that are typed', () => {
  test.each([
    ['', ''],
    ['2026-12-24', '2026-12-24'],
    [' 2026-12-24 ,12-31,, 2026-12-24', '2026-12-24, 12-31'],
    ['2026-12-28 to 2027-01-01\n02-29', '2026-12-28 to 2027-01-01, 02-29'],
    ['2026-12-28..2027-01-01; 2026-12-24 – 2026-12-24', '2026-12-28 to 2027-01-01, 2026-12-24 to 2026-12-24'],
  ])('are read: %j', (typed, days) => {
    expect(readDaysOff(typed)).toBe(days);
  });

  test.each([
    'Christmas',
    '24.12.2026',
    '2026-02-30',
    '02-30',
    '2026-12-24 to 2026-12-23',
    '2026-01-01 to 2026-12-31',
    '12-24 to 12-26',
    '2026-12-24 to 2026-12-25 to 2026-12-26',
    Array.from({ length: 61 }, (_, day) => `20${10 + day}-01-01`).join(),
  ])('are refused: %s', (typed) => {
    expect(readDaysOff(typed)).toBeUndefined();
  });

  test('hold on their dates alone', () => {
    const own = '2026-12-28 to 2027-01-01, 05-01';
    const isOff = (date: string) => isOwnDayOff(own, date);
    expect(['2026-12-27', '2026-12-28', '2027-01-01', '2027-01-02'].map(isOff)).toEqual([false, true, true, false]);
    expect(['2026-05-01', '2031-05-01', '2026-05-02'].map(isOff)).toEqual([true, true, false]);
  });
});

test('the next days off name every reason', () => {
  const countries = [
    { country: 'US', holidays: [{ date: '2026-12-25', name: 'Christmas Day' }] },
    {
      country: 'GB',
      holidays: [
        { date: '2026-12-25', name: 'Christmas Day' },
        { date: '2026-12-28', name: 'Boxing Day (substitute day)' },
      ],
    },
  ];
  expect(nextDaysOff('2026-12-25', '2026-12-25, 2026-12-24', countries, 5)).toEqual([
    {
      date: '2026-12-25',
      isOwn: true,
      holidays: [
        { country: 'US', name: 'Christmas Day' },
        { country: 'GB', name: 'Christmas Day' },
      ],
    },
    { date: '2026-12-28', isOwn: false, holidays: [{ country: 'GB', name: 'Boxing Day (substitute day)' }] },
  ]);
  expect(nextDaysOff('2026-12-01', '', countries, 1)).toHaveLength(1);
});

test('a wait may be longer than a fortnight', () => {
  const isDayOff = dayOff('2026-12-01 to 2026-12-31', [{ date: '2027-01-01', name: 'New Year’s Day' }]);
  const clocks = { customer: ['Europe/London'], workspace: 'UTC' };
  const opening = openingFor(new Date('2026-12-01T12:00:00Z'), { from: '08:00', until: '21:00' }, clocks, isDayOff);
  expect(opening).toEqual({ isOpen: false, opensAt: new Date('2027-01-02T08:00:00Z'), by: 'customer' });
});
