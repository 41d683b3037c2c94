// The day of a workspace, by which its texts are counted.
import { dayOf } from '../../src/domain/texts/figures.ts';
import { expect, test } from '../support/jest-globals.ts';

test.each([
  ['UTC', '2026-01-09', '2026-01-09T00:00:00.000Z'],
  ['America/Los_Angeles', '2026-01-08', '2026-01-08T08:00:00.000Z'],
  ['Asia/Kolkata', '2026-01-09', '2026-01-08T18:30:00.000Z'],
  ['Nowhere/Town', '2026-01-09', '2026-01-09T00:00:00.000Z'],
])('the day in %s begins at its own midnight', (zone, day, since) => {
  expect(dayOf(new Date('2026-01-09T03:00:00Z'), zone)).toEqual({ day, since: new Date(since) });
});

test('the day on which the clocks change begins before they do', () => {
  const { since } = dayOf(new Date('2026-03-08T20:00:00Z'), 'America/New_York');
  expect(since.toISOString()).toBe('2026-03-08T05:00:00.000Z');
});
