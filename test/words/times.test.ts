// Times as people read them: absolute, short where the day is clear, with the zone where it is not the reader's.
import fc from 'fast-check';
import { cityOf, fullTime, timeFor, zoneInWords } from '../../src/words/times.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

describe('a whole date', () => {
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
  ])('%s in %s is %s', (iso, zone, shown) => {
    expect(fullTime(new Date(iso), zone)).toBe(shown);
  });

  test.each([
    ['2026-11-01T05:30:00Z', 'America/New_York', 'Nov 1, 2026 at 1:30AM EDT'],
    ['2026-11-01T06:30:00Z', 'America/New_York', 'Nov 1, 2026 at 1:30AM EST'],
    ['2026-11-01T07:30:00Z', 'America/New_York', 'Nov 1, 2026 at 2:30AM'],
    ['2026-10-25T00:30:00Z', 'Europe/London', 'Oct 25, 2026 at 1:30AM GMT+1'],
    ['2026-04-04T14:45:00Z', 'Australia/Lord_Howe', 'Apr 5, 2026 at 1:45AM GMT+11'],
    ['2026-04-04T15:15:00Z', 'Australia/Lord_Howe', 'Apr 5, 2026 at 1:45AM GMT+10:30'],
  ])('%s in %s is told from its twin as %s', (iso, zone, shown) => {
    expect(fullTime(new Date(iso), zone)).toBe(shown);
  });

  test.each(['', 'Nowhere/Special', 'not a zone'])('is in UTC, and says so, where the zone is %j', (zone) => {
    expect(fullTime(new Date('2026-01-08T13:05:00Z'), zone)).toBe('Jan 8, 2026 at 1:05PM UTC');
  });

  test('names a zone that is not the reader’s', () => {
    const at = new Date('2026-01-08T13:05:00Z');
    expect(fullTime(at, 'America/Los_Angeles', 'Europe/Berlin')).toBe('Jan 8, 2026 at 5:05AM in Los Angeles');
    expect(fullTime(at, 'America/Los_Angeles', null)).toBe('Jan 8, 2026 at 5:05AM in Los Angeles');
    expect(fullTime(at, 'UTC', 'Europe/Berlin')).toBe('Jan 8, 2026 at 1:05PM UTC');
    expect(fullTime(at, 'Etc/GMT+5', 'Europe/Berlin')).toBe('Jan 8, 2026 at 8:05AM GMT-5');
  });

  test('has one form, with plain spaces, at any time', () => {
    fc.assert(
      fc.property(anyTime, anyZone, (date, zone) => {
        expect(fullTime(date, zone)).toMatch(whole);
      }),
    );
  });
});

describe('a time', () => {
  const now = new Date('2026-11-30T22:46:00Z');
  const inNewYork = { now, zone: 'America/New_York' };

  test.each([
    ['2026-11-30T22:46:00Z', '5:46PM'],
    ['2026-11-30T05:00:00Z', '12:00AM'],
    ['2026-12-01T04:59:59Z', '11:59PM'],
    ['2026-11-30T04:59:59Z', 'Nov 29, 2026 at 11:59PM'],
    ['2026-12-01T05:00:00Z', 'Dec 1, 2026 at 12:00AM'],
    ['2025-11-30T22:46:00Z', 'Nov 30, 2025 at 5:46PM'],
  ])('%s is %s to somebody in New York at 5:46PM', (iso, shown) => {
    expect(timeFor(inNewYork, new Date(iso))).toBe(shown);
  });

  test.each([
    ['2026-11-30T22:46:00Z', 'America/Los_Angeles', '2:46PM in Los Angeles'],
    ['2026-11-30T22:46:00Z', 'America/New_York', '5:46PM'],
    ['2026-11-30T22:46:00Z', 'US/Eastern', '5:46PM'],
    ['2026-12-01T17:00:00Z', 'America/Los_Angeles', 'Dec 1, 2026 at 9:00AM in Los Angeles'],
    // The next day has begun there.
    ['2026-11-30T22:46:00Z', 'Asia/Tokyo', 'Dec 1, 2026 at 7:46AM in Tokyo'],
    // The day is the same there, and the next one for the reader.
    ['2026-12-01T06:00:00Z', 'America/Los_Angeles', 'Nov 30, 2026 at 10:00PM in Los Angeles'],
  ])('%s in %s is %s to them', (iso, zone, shown) => {
    expect(timeFor(inNewYork, new Date(iso), zone)).toBe(shown);
  });

  test('keeps the name of the clocks in an hour that comes twice', () => {
    const reader = { now: new Date('2026-11-01T12:00:00Z'), zone: 'America/New_York' };
    expect(timeFor(reader, new Date('2026-11-01T05:30:00Z'))).toBe('1:30AM EDT');
    expect(timeFor(reader, new Date('2026-11-01T06:30:00Z'))).toBe('1:30AM EST');
    expect(timeFor({ ...reader, zone: 'UTC' }, new Date('2026-11-01T06:30:00Z'), 'America/New_York')).toBe(
      '1:30AM EST in New York',
    );
  });

  test('names its zone where the reader’s is not known', () => {
    expect(timeFor({ now, zone: null }, now, 'America/Los_Angeles')).toBe('2:46PM in Los Angeles');
    expect(timeFor({ now, zone: null }, now)).toBe('10:46PM UTC');
    expect(timeFor({ now, zone: 'Nowhere/Special' }, now)).toBe('10:46PM UTC');
  });

  test('is alone only on a day that is today for the reader', () => {
    fc.assert(
      fc.property(anyTime, anyTime, anyZone, anyZone, (at, from, zone, readersZone) => {
        const shown = timeFor({ now: from, zone: readersZone }, at, zone);
        const day = (date: Date) => fullTime(date, readersZone).split(' at ')[0];
        if (!whole.test(shown)) expect([day(at), shown]).toEqual([day(from), expect.stringMatching(alone)]);
      }),
    );
  });
});

describe('a zone', () => {
  test.each([
    ['America/Los_Angeles', 'Los Angeles', 'Los Angeles time'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires', 'Buenos Aires time'],
    ['Asia/Calcutta', 'Kolkata', 'Kolkata time'],
    ['Europe/Kiev', 'Kyiv', 'Kyiv time'],
    ['Europe/Kyiv', 'Kyiv', 'Kyiv time'],
    ['Asia/Saigon', 'Ho Chi Minh City', 'Ho Chi Minh City time'],
    ['UTC', null, 'UTC'],
    ['Etc/GMT+5', null, 'GMT-5'],
    ['Nowhere/Special', null, 'UTC'],
  ])('%s is that of %s: %s', (zone, city, words) => {
    expect([cityOf(zone), zoneInWords(zone)]).toEqual([city, words]);
  });
});

const clock = String.raw`(1[0-2]|[1-9]):[0-5]\d[AP]M( [A-Z]{2,4}[+\d:]*)?( in [A-Z].*)?`;
const whole = new RegExp(String.raw`^[A-Z][a-z]{2} \d{1,2}, \d{4} at ${clock}$`);
const alone = new RegExp(`^${clock}$`);
const anyZone = fc.constantFrom(
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
);
const anyTime = fc.date({ min: new Date('2015-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
