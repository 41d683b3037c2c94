// Dates as the inbox shows them: absolute, in the workspace's time zone.
import fc from 'fast-check';
import { absoluteDate, exactDate } from '../../src/domain/times/dates.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

describe('a date', () => {
  test.each([
    ['2019-01-08T13:05:00Z', 'UTC', 'Jan 8, 2019 at 1:05PM'],
    ['2019-01-08T13:05:59.999Z', 'UTC', 'Jan 8, 2019 at 1:05PM'],
    ['2026-01-01T02:00:00Z', 'America/New_York', 'Dec 31, 2025 at 9:00PM'],
    ['2026-07-01T04:00:00Z', 'America/New_York', 'Jul 1, 2026 at 12:00AM'],
    ['2026-07-01T16:00:00Z', 'America/New_York', 'Jul 1, 2026 at 12:00PM'],
    ['2026-03-08T06:59:00Z', 'America/New_York', 'Mar 8, 2026 at 1:59AM'],
    ['2026-03-08T07:00:00Z', 'America/New_York', 'Mar 8, 2026 at 3:00AM'],
    ['2026-01-08T13:05:00Z', 'Asia/Kathmandu', 'Jan 8, 2026 at 6:50PM'],
    ['2026-01-08T13:05:00Z', 'Pacific/Kiritimati', 'Jan 9, 2026 at 3:05AM'],
  ])('%s in %s is %s', (iso, timeZone, shown) => {
    expect(absoluteDate(new Date(iso), timeZone)).toBe(shown);
  });

  test.each([
    ['2026-11-01T05:30:00Z', 'America/New_York', 'Nov 1, 2026 at 1:30AM EDT'],
    ['2026-11-01T06:30:00Z', 'America/New_York', 'Nov 1, 2026 at 1:30AM EST'],
    ['2026-11-01T07:30:00Z', 'America/New_York', 'Nov 1, 2026 at 2:30AM'],
    ['2026-10-25T00:30:00Z', 'Europe/London', 'Oct 25, 2026 at 1:30AM GMT+1'],
    ['2026-04-04T14:45:00Z', 'Australia/Lord_Howe', 'Apr 5, 2026 at 1:45AM GMT+11'],
    ['2026-04-04T15:15:00Z', 'Australia/Lord_Howe', 'Apr 5, 2026 at 1:45AM GMT+10:30'],
  ])('%s in %s is told from the other hour of that name: %s', (iso, timeZone, shown) => {
    expect(exactDate(new Date(iso), timeZone)).toBe(shown);
  });

  test.each(['', 'Nowhere/Special', 'not a zone'])('is shown in UTC where the zone is %j', (timeZone) => {
    expect(absoluteDate(new Date('2026-01-08T13:05:00Z'), timeZone)).toBe('Jan 8, 2026 at 1:05PM');
  });

  test('has one form, with plain spaces, at any time', () => {
    const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe'];
    const dates = fc.date({ min: new Date('2015-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.constantFrom(...zones), (date, zone) => {
        expect(absoluteDate(date, zone)).toMatch(/^[A-Z][a-z]{2} \d{1,2}, \d{4} at (1[0-2]|[1-9]):[0-5]\d[AP]M$/);
      }),
    );
  });
});
