// The rate limit as Intercom's headers tell it: read whatever they hold, and shared so that people come first.
import type { Rank } from '../../src/domain/jobs/queues.ts';
import { AppPace, Pace } from '../../src/intercom/calls/pace.ts';
import { pauseAsked, readAllowance } from '../../src/intercom/calls/rate-limit.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const NOW = Date.UTC(2026, 0, 8, 13, 5, 3);
const seconds = NOW / 1_000;
const SECOND = 1_000;

const headers = (limit: string, remaining: string, reset: string, more: Record<string, string> = {}) =>
  new Headers({ 'X-RateLimit-Limit': limit, 'X-RateLimit-Remaining': remaining, 'X-RateLimit-Reset': reset, ...more });

describe('the calls left', () => {
  test.each<[string, Headers, { left: number; inMs: number } | null]>([
    ['as documented', headers('1666', '1600', String(seconds + 7)), { left: 1600, inMs: 7_000 }],
    ['in milliseconds', headers('1666', '0', String(NOW + 7_000)), { left: 0, inMs: 7_000 }],
    ['with a part of a second', headers('1666', '0', String(seconds + 6.5)), { left: 0, inMs: 6_500 }],
    ['of a longer window', headers('1666', '0', String(seconds + 55)), { left: 0, inMs: 10_000 }],
    ['more than there is', headers('100', '250', String(seconds + 7)), { left: 100, inMs: 7_000 }],
    [
      'by a clock that is ahead of ours',
      headers('1666', '0', String(seconds + 3_607), { date: new Date(NOW + 3_600_000).toUTCString() }),
      { left: 0, inMs: 7_000 },
    ],
    ['nothing said', new Headers(), null],
    ['no limit', headers('', '5', String(seconds + 7)), null],
    ['a limit of nothing', headers('0', '0', String(seconds + 7)), null],
    ['less than nothing', headers('1666', '-4', String(seconds + 7)), null],
    ['no number', headers('1666', 'NaN', String(seconds + 7)), null],
    ['infinity', headers('1666', '0', 'Infinity'), null],
    ['hexadecimal', headers('0x10', '0', String(seconds + 7)), null],
    ['a window that is over', headers('1666', '0', String(seconds - 1)), null],
    ['seconds to wait for a time', headers('1666', '0', '7'), null],
    ['tomorrow', headers('1666', '0', String(seconds + 86_400)), null],
    ['a time too long to be one', headers('1666', '0', '9'.repeat(40)), null],
    ['a date', headers('1666', '0', 'Thu, 08 Jan 2026 13:05:10 GMT'), null],
    ['two answers in one', headers('1666, 1666', '0, 0', `${seconds + 7}, ${seconds + 7}`), null],
  ])('%s', (_, given, expected) => {
    const read = readAllowance(given, NOW);
    expect(read && { left: read.left, inMs: read.until - NOW }).toEqual(expected);
  });
});

describe('the pause after a 429', () => {
  test.each<[string, Headers, number]>([
    ['until the reset', headers('1666', '0', String(seconds + 40)), 40_000],
    ['as Retry-After says', headers('1666', '0', String(seconds + 7), { 'retry-after': '9' }), 9_000],
    ['as Retry-After says with a date', new Headers({ 'retry-after': new Date(NOW + 9_000).toUTCString() }), 9_000],
    ['minutes at most', new Headers({ 'retry-after': '86400' }), 300_000],
    ['a moment where nothing is said', new Headers(), 2_000],
    ['a moment after a reset that is over', headers('1666', '0', String(seconds - 30)), 2_000],
    ['a moment for a reset tomorrow', headers('1666', '0', String(seconds + 86_400)), 2_000],
    ['a moment for nonsense', headers('-1', 'NaN', 'soon', { 'retry-after': '-5' }), 2_000],
  ])('%s', (_, given, expected) => {
    expect(pauseAsked(given, NOW)).toBe(expected);
  });
});

describe('the pace', () => {
  const allowed = (pace: Pace, at = NOW) =>
    (['person', 'automation', 'bulk'] as Rank[]).filter((rank) => {
      try {
        pace.begin(rank, 'GET /me', at);
      } catch {
        return false;
      }
      pace.end(null, at);
      return true;
    });
  const said = (left: number, inMs = 7_000) => ({ limit: 1_000, left, until: NOW + inMs });
  const knowing = (...answers: { limit: number; left: number; until: number }[]) => {
    const pace = new Pace(new AppPace());
    for (const answer of answers) {
      pace.begin('person', 'GET /me', NOW);
      pace.end(answer, NOW);
    }
    return pace;
  };

  test.each<[number, Rank[]]>([
    [101, ['person', 'automation', 'bulk']],
    [100, ['person', 'automation']],
    [51, ['person', 'automation']],
    [50, ['person']],
    [1, ['person']],
    [0, []],
  ])('of a thousand calls with %i left it lets %j call', (left, ranks) => {
    expect(allowed(knowing(said(left)))).toEqual(ranks);
    expect(allowed(knowing(said(left)), NOW + 7_000)).toEqual(['person', 'automation', 'bulk']);
  });

  test('counts what is under way', () => {
    const pace = new Pace(new AppPace());
    for (let call = 0; call < 3; call += 1) pace.begin('person', 'GET /me', NOW);
    pace.end(said(3), NOW);
    expect(pace.left(NOW)).toMatchObject({ left: 1 });
    pace.begin('person', 'GET /me', NOW);
    expect(allowed(pace)).toEqual([]);
  });

  test('follows the newest window, and the least told about it', () => {
    expect(knowing(said(400), said(700)).left(NOW)).toMatchObject({ left: 400 });
    const pace = knowing(said(0, 1_000));
    pace.begin('person', 'GET /me', NOW + SECOND);
    pace.end(said(900, 11_000), NOW + SECOND);
    expect(pace.left(NOW + SECOND)).toMatchObject({ left: 900 });
  });

  test('is not held for long by a clock that is set back', () => {
    const pace = knowing(said(0));
    pace.pause(60_000, NOW);
    expect(allowed(pace)).toEqual([]);
    expect(allowed(pace, NOW - 3_600_000)).toEqual(['person', 'automation', 'bulk']);
  });

  test('holds bulk by the app’s calls everywhere, and nobody’s reply', () => {
    const app = new AppPace();
    const one = new Pace(app);
    for (let call = 0; call < 1_500; call += 1) {
      one.begin('person', 'GET /me', NOW);
      one.end(null, NOW);
    }
    expect(allowed(new Pace(app))).toEqual(['person', 'automation']);
    expect(allowed(new Pace(app), NOW + 10_000)).toEqual(['person', 'automation', 'bulk']);
  });

  test('says when what is held may be tried again', () => {
    const held = { retryAfterMs: 7_000, retry: 'later', certainty: 'not-done' };
    expect(() => knowing(said(0)).begin('person', 'GET /me', NOW)).toThrow(expect.objectContaining(held));
  });
});
