// A typed time means the same in every zone of the computer, also where clocks change.
import { readTime } from '../../src/domain/times/send-time.ts';
import { afterEach, describe, expect, test } from '../support/jest-globals.ts';

describe('whatever zone the computer is in', () => {
  const before = process.env.TZ;
  afterEach(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });
  const hosts = [
    'UTC',
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Pacific/Auckland',
    'America/Santiago',
  ];

  test('is what these tests change', () => {
    const offsets = hosts.map((host) => {
      process.env.TZ = host;
      return new Date(2026, 6, 1).getTimezoneOffset();
    });
    expect(offsets).toEqual([0, 240, -60, -630, -330, -720, 240]);
  });

  const spring = '2027-03-14T06:30:00Z';
  const autumn = '2026-11-01T05:15:00Z';
  test.each<[typed: string, now: string, zone: string, at: string]>([
    ['in 1 hour', spring, 'America/New_York', '2027-03-14T07:30:00Z'],
    ['in 1 hour', spring, 'Europe/London', '2027-03-14T07:30:00Z'],
    ['in 90 minutes', spring, 'America/New_York', '2027-03-14T08:00:00Z'],
    ['in an hour', spring, 'America/New_York', '2027-03-14T07:30:00Z'],
    ['half an hour from now', spring, 'America/New_York', '2027-03-14T07:00:00Z'],
    ['in 14 hours', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-14T07:00:00Z'],
    ['in 1/2 hour', spring, 'America/New_York', '2027-03-14T07:00:00Z'],
    ['in 1.5 hours', spring, 'America/New_York', '2027-03-14T08:00:00Z'],
    ['in 1h 30m', spring, 'America/New_York', '2027-03-14T08:00:00Z'],
    ['in 2 hours', autumn, 'America/New_York', '2026-11-01T07:15:00Z'],
    ['in 2 days and 3 hours', spring, 'America/New_York', '2027-03-16T09:30:00Z'],
    ['in 2 days', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-15T16:00:00Z'],
    ['in 2 weeks', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-27T16:00:00Z'],
    ['in 2 days at 9am', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-15T13:00:00Z'],
    ['tomorrow 2:30am', '2027-03-12T17:00:00Z', 'America/New_York', '2027-03-13T07:30:00Z'],
    ['tomorrow 9am', '2027-03-13T17:00:00Z', 'America/New_York', '2027-03-14T13:00:00Z'],
    ['9am', '2026-11-30T14:30:00Z', 'America/New_York', '2026-12-01T14:00:00Z'],
    ['monday 3pm', '2026-11-30T12:00:00Z', 'Europe/London', '2026-11-30T15:00:00Z'],
    ['monday 9am', '2026-11-30T12:00:00Z', 'Europe/London', '2026-12-07T09:00:00Z'],
    ['next monday 3pm', '2026-11-30T12:00:00Z', 'Europe/London', '2026-12-07T15:00:00Z'],
    ['tonight at 8', '2026-11-30T12:00:00Z', 'Europe/London', '2026-11-30T20:00:00Z'],
    ['3pm EST', '2026-11-30T12:00:00Z', 'Europe/London', '2026-11-30T20:00:00Z'],
    ['9am JST', '2026-11-30T12:00:00Z', 'Europe/London', '2026-12-01T00:00:00Z'],
    ['Nov 30 3pm', '2026-11-30T12:00:00Z', 'Europe/London', '2026-11-30T15:00:00Z'],
    ['Jan 5 9am', '2026-11-30T12:00:00Z', 'Europe/London', '2027-01-05T09:00:00Z'],
    ['tomorrow 9am', '2026-11-30T23:30:00Z', 'Pacific/Kiritimati', '2026-12-01T19:00:00Z'],
    ['tomorrow 9am', '2026-11-30T05:30:00Z', 'Pacific/Pago_Pago', '2026-11-30T20:00:00Z'],
  ])('%j at %s in %s is %s', (typed, at, zone, expected) => {
    for (const host of hosts) {
      process.env.TZ = host;
      expect([host, readTime(typed, new Date(at), zone)]).toEqual([host, { at: new Date(expected) }]);
    }
  });

  test.each([
    ['tomorrow 1:30am', '2026-10-31T17:00:00Z', 'America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
    ['tomorrow 1:30am', '2026-10-24T17:00:00Z', 'Europe/London', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
    ['1:45am', autumn, 'America/New_York', '2026-11-01T05:45:00Z', '2026-11-01T06:45:00Z'],
  ])('%j at %s in %s comes twice', (typed, at, zone, first, again) => {
    for (const host of hosts) {
      process.env.TZ = host;
      const choices = [new Date(first), new Date(again)];
      expect([host, readTime(typed, new Date(at), zone)]).toEqual([host, { choices, why: 'clocks-go-back' }]);
    }
  });

  test('an hour that does not exist is refused everywhere', () => {
    for (const host of hosts) {
      process.env.TZ = host;
      const read = readTime('tomorrow 2:30am', new Date('2027-03-13T17:00:00Z'), 'America/New_York');
      expect([host, read]).toEqual([host, { problem: { kind: 'skipped-hour' } }]);
    }
  });
});
