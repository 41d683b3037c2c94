// The next turn of recurring work.
import { nextTurn, type Schedule } from '../../src/domain/jobs/recurring.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const next = (schedule: Schedule, last: string, zone = 'UTC') => nextTurn(schedule, new Date(last), zone).toISOString();

describe('the next turn', () => {
  test('comes so many minutes after the last', () => {
    expect(next({ everyMinutes: 10 }, '2026-03-01T12:00:30Z')).toBe('2026-03-01T12:10:30.000Z');
  });

  test.each([
    ['UTC', '2026-03-01T08:00:00Z', '2026-03-02T08:00:00.000Z'],
    ['UTC', '2026-03-01T07:59:59Z', '2026-03-01T08:00:00.000Z'],
    ['Europe/Berlin', '2026-03-01T07:30:00Z', '2026-03-02T07:00:00.000Z'],
    ['America/New_York', '2026-03-01T12:59:00Z', '2026-03-01T13:00:00.000Z'],
    ['Asia/Kathmandu', '2026-03-01T00:00:00Z', '2026-03-01T02:15:00.000Z'],
  ])('is at eight on the clocks of %s', (zone, last, due) => {
    expect(next({ dailyAtHour: 8 }, last, zone)).toBe(due);
  });

  test('is in the zone that the work names, whatever the workspace’s is', () => {
    expect(next({ dailyAtHour: 8, zone: 'Asia/Tokyo' }, '2026-03-01T00:00:00Z', 'America/New_York')).toBe(
      '2026-03-01T23:00:00.000Z',
    );
  });

  test('is in UTC for a zone that nobody knows', () => {
    expect(next({ dailyAtHour: 8 }, '2026-03-01T00:00:00Z', 'Moon/Base')).toBe('2026-03-01T08:00:00.000Z');
  });

  test('keeps its hour over clock changes, and comes if skipped', () => {
    const berlin = 'Europe/Berlin';
    expect(next({ dailyAtHour: 8 }, '2026-03-28T07:00:00Z', berlin)).toBe('2026-03-29T06:00:00.000Z');
    expect(next({ dailyAtHour: 8 }, '2026-10-24T06:00:00Z', berlin)).toBe('2026-10-25T07:00:00.000Z');
    expect(next({ dailyAtHour: 2 }, '2026-03-28T12:00:00Z', berlin)).toBe('2026-03-29T01:00:00.000Z');
  });
});
