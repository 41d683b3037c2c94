// Quiet hours end when the window opens on the customer's clocks, also on days on which the clocks change.
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type DayWindow, noDayOff, openingFor } from '../../src/domain/times/quiet-hours.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const day: DayWindow = { from: '08:00', until: '21:00' };
const at = (iso: string) => new Date(iso);
const opens = (now: string, customer: readonly string[], window = day, workspace = 'Europe/London') => {
  const opening = openingFor(at(now), window, { customer, workspace }, noDayOff);
  return opening.isOpen ? 'open' : `${opening.opensAt.toISOString().slice(0, 16)}Z by ${opening.by}`;
};

describe('the window of a day', () => {
  test.each([
    ['2026-11-30T15:59:00Z', '2026-11-30T16:00Z by customer'],
    ['2026-11-30T16:00:00Z', 'open'],
    ['2026-12-01T04:59:59Z', 'open'],
    ['2026-12-01T05:00:00Z', '2026-12-01T16:00Z by customer'],
  ])('in Los Angeles is told at %s', (now, told) => {
    expect(opens(now, ['America/Los_Angeles'])).toBe(told);
  });

  test('may reach past midnight', () => {
    const evening = { from: '20:00', until: '02:00' };
    expect(opens('2026-11-30T19:00:00Z', ['Europe/London'], evening)).toBe('2026-11-30T20:00Z by customer');
    expect(opens('2026-12-01T01:59:00Z', ['Europe/London'], evening)).toBe('open');
    expect(opens('2026-12-01T02:00:00Z', ['Europe/London'], evening)).toBe('2026-12-01T20:00Z by customer');
  });

  test('is open where it is open in every zone of the number', () => {
    const coasts = ['America/New_York', 'America/Los_Angeles'];
    expect(opens('2026-11-30T14:00:00Z', coasts)).toBe('2026-11-30T16:00Z by customer');
    expect(opens('2026-12-01T01:59:00Z', coasts)).toBe('open');
    expect(opens('2026-12-01T02:00:00Z', coasts)).toBe('2026-12-01T16:00Z by customer');
  });

  test('is the workspace’s where no common hour or no zone is known', () => {
    const morning = { from: '08:00', until: '11:00' };
    const apart = ['America/New_York', 'Asia/Tokyo'];
    expect(opens('2026-11-30T07:00:00Z', apart, morning)).toBe('2026-11-30T08:00Z by workspace');
    expect(opens('2026-11-30T09:00:00Z', apart, morning)).toBe('open');
    expect(opens('2026-11-30T07:00:00Z', [], morning)).toBe('2026-11-30T08:00Z by workspace');
    expect(opens('2026-11-30T07:00:00Z', ['Mars/Base'], morning)).toBe('2026-11-30T08:00Z by workspace');
  });

  test('stays closed on a day off', () => {
    const isDayOff = (date: string) => date === '2026-12-25' || date === '2026-12-26';
    const clocks = { customer: ['Europe/London'], workspace: 'Europe/London' };
    expect(openingFor(at('2026-12-25T12:00:00Z'), day, clocks, isDayOff)).toEqual({
      isOpen: false,
      opensAt: at('2026-12-27T08:00:00Z'),
      by: 'customer',
    });
  });
});

/** Every change of the clocks in 2027, found by the offsets of its hours. */
const zones = [
  'America/Los_Angeles',
  'America/New_York',
  'America/Santiago',
  'Europe/London',
  'Europe/Berlin',
  'Africa/Cairo',
  'Asia/Jerusalem',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
];
const changes = zones.flatMap((zone) => {
  const hours = Array.from({ length: 366 * 24 }, (_, hour) =>
    DateTime.fromMillis(Date.UTC(2027, 0, 1) + hour * 3_600_000, { zone }),
  );
  return hours
    .filter((hour, index) => index > 0 && hour.offset !== hours[index - 1]?.offset)
    .map((hour) => [zone, hour.toISODate() ?? ''] as const);
});

describe('a change of the clocks', () => {
  test('comes twice a year in each of these zones', () => {
    expect(changes).toHaveLength(zones.length * 2);
  });

  test.each(changes)('in %s on %s leaves the opening at eight', (zone, date) => {
    const midnight = DateTime.fromISO(date, { zone });
    for (let minutes = -300; minutes <= 1_740; minutes += 30) {
      const now = midnight.plus({ minutes });
      const opening = openingFor(now.toJSDate(), day, { customer: [zone], workspace: 'UTC' }, noDayOff);
      expect([now.toISO(), opening.isOpen]).toEqual([now.toISO(), now.hour >= 8 && now.hour < 21]);
      if (opening.isOpen) continue;
      const there = DateTime.fromJSDate(opening.opensAt, { zone });
      expect(there.toFormat('HH:mm')).toBe('08:00');
      expect(there.diff(now, 'hours').hours).toBeLessThan(12.01);
    }
  });

  test('opens no window in the past, and none twice', () => {
    const instant = fc.date({ min: at('2027-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z'), noInvalidDate: true });
    const clock = fc
      .tuple(fc.nat(23), fc.constantFrom(0, 30))
      .map(([h, m]) => [h, m].map((n) => `${n}`.padStart(2, '0')).join(':'));
    fc.assert(
      fc.property(
        instant,
        fc.subarray(zones, { minLength: 1, maxLength: 3 }),
        clock,
        clock,
        (now, customer, from, until) => {
          fc.pre(from !== until);
          const clocks = { customer, workspace: 'UTC' };
          const opening = openingFor(now, { from, until }, clocks, noDayOff);
          if (opening.isOpen) return;
          expect(opening.opensAt.getTime()).toBeGreaterThan(now.getTime());
          expect(openingFor(opening.opensAt, { from, until }, clocks, noDayOff).isOpen).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
