// Silences that show an outage, and the daily turn of a workspace.
import {
  dailyGap,
  gapSince,
  isDailyDue,
  outlastsTwilio,
  readFrom,
  silenceSince,
} from '../../src/domain/doctor/outage.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const NOW = new Date('2026-01-08T13:05:00Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ago = (ms: number) => new Date(NOW.getTime() - ms);

test.each<[string, Date | null, boolean, number | null]>([
  ['the first start there ever was', null, true, null],
  ['a process that goes on', ago(5 * SECOND), false, null],
  ['one that was late', ago(15 * SECOND), false, null],
  ['one that stood still', ago(16 * SECOND), false, 16 * SECOND],
  ['a quick restart', ago(SECOND), true, SECOND],
  ['a start after three minutes', ago(3 * MINUTE), true, 3 * MINUTE],
  ['a clock that was set back', ago(-HOUR), false, HOUR],
  ['a clock that is a little behind another process’s', ago(-2 * SECOND), false, null],
])('%s', (_, last, isFirst, length) => {
  const gap = gapSince(last, NOW, isFirst);
  expect(gap && gap.until.getTime() - gap.since.getTime()).toBe(length);
});

test('the reading reaches two minutes further, and seven days at most', () => {
  expect(readFrom({ since: ago(MINUTE) }, NOW)).toEqual(ago(3 * MINUTE));
  expect(readFrom({ since: ago(30 * DAY) }, NOW)).toEqual(ago(7 * DAY));
});

test('an hour without webhooks is a silence, unless none ever came', () => {
  expect(silenceSince(ago(HOUR), NOW)).toBeNull();
  expect(silenceSince(ago(HOUR + 1), NOW)).toEqual({ since: ago(HOUR + 1), until: NOW });
  expect(silenceSince(null, NOW)).toBeNull();
});

test('Twilio’s own tries cover a short gap', () => {
  expect(outlastsTwilio({ since: ago(3 * SECOND), until: NOW })).toBe(false);
  expect(outlastsTwilio({ since: ago(MINUTE), until: NOW })).toBe(true);
});

describe('the daily turn', () => {
  const ids = Array.from({ length: 500 }, (_, index) => `workspace${index}`);
  const halfHours = Array.from({ length: 48 }, (_, index) => new Date(NOW.getTime() + index * 30 * MINUTE));

  test('is one of each workspace’s, spread over the day', () => {
    const turns = ids.map((id) => halfHours.filter((at) => isDailyDue(id, null, at)).length);
    expect(new Set(turns)).toEqual(new Set([1]));
    const busiest = Math.max(...halfHours.map((at) => ids.filter((id) => isDailyDue(id, null, at)).length));
    expect(busiest).toBeLessThan(40);
  });

  test('is made up for once where it was missed', () => {
    const [at] = halfHours.filter((one) => isDailyDue('workspace1', null, one));
    const turn = at ?? NOW;
    const yesterday = new Date(turn.getTime() - DAY);
    const later = new Date(turn.getTime() + 2 * HOUR);
    expect(isDailyDue('workspace1', yesterday, later)).toBe(true);
    expect(isDailyDue('workspace1', later, new Date(later.getTime() + HOUR))).toBe(false);
    expect(dailyGap(yesterday, later)).toEqual({ since: yesterday, until: later });
    expect(dailyGap(null, later).since).toEqual(new Date(later.getTime() - DAY));
  });
});
