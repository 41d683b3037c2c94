// A failed job is tried again soon at first, then less and less often, and never before the vendor's time.
import fc from 'fast-check';
import { AppError, NotYet } from '../../src/domain/errors.ts';
import { GIVE_UP_AFTER_MS, judgeFailure, pauseBefore } from '../../src/domain/jobs/jobs.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const LONGEST = 5 * 60_000;
const attempts = fc.nat(100_000);
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the pause before another try', () => {
  test.each([
    [0, 1_000],
    [1, 2_000],
    [2, 4_000],
    [5, 32_000],
    [8, 256_000],
    [9, LONGEST],
    [10_000, LONGEST],
  ])('after attempt %i is %i ms without jitter', (attempt, ms) => {
    expect(pauseBefore(attempt, 0)).toBe(ms);
  });

  test('grows by half at most by chance, to five minutes', () => {
    fc.assert(
      fc.property(attempts, random, (attempt, chance) => {
        const least = pauseBefore(attempt, 0);
        const pause = pauseBefore(attempt, chance);
        expect(pause).toBeGreaterThanOrEqual(least);
        expect(pause).toBeLessThanOrEqual(Math.min(LONGEST, least * 1.5));
      }),
    );
    expect(pauseBefore(3, 0.999)).toBeGreaterThan(pauseBefore(3, 0));
  });

  test('never shrinks from one try to the next', () => {
    fc.assert(
      fc.property(attempts, random, (attempt, chance) => {
        expect(pauseBefore(attempt + 1, chance)).toBeGreaterThanOrEqual(pauseBefore(attempt, chance));
      }),
    );
  });

  test('lasts as long as the vendor asked, and spreads jobs', () => {
    fc.assert(
      fc.property(attempts, random, fc.nat(3_600_000), (attempt, chance, asked) => {
        const pause = pauseBefore(attempt, chance, asked);
        expect(pause).toBeGreaterThanOrEqual(asked);
        expect(pause).toBeGreaterThanOrEqual(pauseBefore(attempt, 0));
        expect(pause).toBeLessThanOrEqual(Math.max(LONGEST, asked * 1.1 + 1));
      }),
    );
    expect(pauseBefore(0, 0.9, 60_000)).toBeGreaterThan(pauseBefore(0, 0.1, 60_000));
  });

  test('is the usual one without a time of the vendor’s ahead', () => {
    for (const asked of [0, -5_000]) expect(pauseBefore(2, 0.5, asked)).toBe(pauseBefore(2, 0.5));
  });
});

describe('a job that looks again', () => {
  const job = { attempt: 0, ageMs: 0 };

  test('has not failed, and keeps to the time that it named', () => {
    const verdict = judgeFailure(new NotYet('paused', 15_000), job, 0);
    expect(verdict).toMatchObject({
      isWaiting: true,
      expected: true,
      isCertain: false,
      givenUp: false,
      reason: 'paused',
    });
    expect(verdict.pauseMs).toBe(15_000);
  });

  test('is given up after a day, as what fails is', () => {
    expect(judgeFailure(new NotYet('paused'), { attempt: 9, ageMs: GIVE_UP_AFTER_MS }, 0).givenUp).toBe(true);
  });

  test('is told from one that failed', () => {
    expect(
      judgeFailure(new AppError('unavailable', { kind: 'not-connected', vendor: 'twilio' }, { retry: 'later' }), job, 0)
        .isWaiting,
    ).toBe(false);
  });
});
