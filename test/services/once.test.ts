// Making something at a vendor: how a try is stored, looked up and cleared, whatever becomes of the call.
import { NotYet, VendorError } from '../../src/domain/errors.ts';
import { type Making, once } from '../../src/services/once.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const ctx = { clock: { now: () => NOW }, newId: () => '', newSecret: () => '', random: () => 0, searchLagMs: 0 };

/** Lists what `once` does, in order, with a vendor that has or has not made something, and answers a call or fails it. */
function story(given: { triedAgo?: number; there?: string; fails?: unknown; lagMs?: number; mayMake?: boolean }) {
  const steps: string[] = [];
  const making: Making<string> = {
    triedAt: given.triedAgo === undefined ? null : new Date(NOW - given.triedAgo),
    async mark(at) {
      steps.push(at === null ? 'clear' : `mark ${at.getTime() - NOW}`);
    },
    async look(since) {
      steps.push(`look ${since.getTime() - NOW}`);
      return given.there ?? null;
    },
    ...(given.lagMs === undefined ? {} : { lagMs: given.lagMs }),
    async mayMake() {
      steps.push('ask');
      return given.mayMake ?? true;
    },
    async make() {
      steps.push('make');
      if (given.fails) throw given.fails;
      return 'new';
    },
  };
  return { steps, outcome: once(ctx, making) };
}

const failure = (certainty: 'refused' | 'not-done' | 'unknown') =>
  new VendorError({ vendor: 'twilio', operation: 'POST Messages', certainty, status: null, vendorCode: null });

describe('something is made once', () => {
  test('the first try is stored before the call', async () => {
    const { steps, outcome } = story({});
    expect(await outcome).toEqual({ kind: 'made', value: 'new' });
    expect(steps).toEqual(['ask', 'mark 0', 'make']);
  });

  test('an earlier try’s work is found, and not made again', async () => {
    const { steps, outcome } = story({ triedAgo: 5_000, there: 'old' });
    expect(await outcome).toEqual({ kind: 'found', value: 'old' });
    expect(steps).toEqual(['look -65000']);
  });

  test('it is made where nothing is found, with its mark', async () => {
    const { steps, outcome } = story({ triedAgo: 5_000 });
    expect(await outcome).toEqual({ kind: 'made', value: 'new' });
    expect(steps).toEqual(['look -65000', 'ask', 'mark 0', 'make']);
  });

  test('while what was made may not be found yet, it waits', async () => {
    const { steps, outcome } = story({ triedAgo: 5_000, lagMs: 60_000 });
    await expect(outcome).rejects.toBeInstanceOf(NotYet);
    expect(steps).toEqual(['look -65000']);
  });

  test('once that time has passed it is made', async () => {
    const { steps } = story({ triedAgo: 60_000, lagMs: 60_000 });
    await Promise.resolve();
    expect(steps).toContain('look -120000');
    expect(await story({ triedAgo: 60_000, lagMs: 60_000 }).outcome).toEqual({ kind: 'made', value: 'new' });
  });

  test('work no longer wanted is not made, and not marked', async () => {
    const { steps, outcome } = story({ mayMake: false });
    expect(await outcome).toEqual({ kind: 'unwanted' });
    expect(steps).toEqual(['ask']);
  });

  test.each(['refused', 'not-done'] as const)('a call that is certainly %s clears its mark', async (certainty) => {
    const { steps, outcome } = story({ fails: failure(certainty) });
    await expect(outcome).rejects.toThrow('twilio POST Messages: no-answer');
    expect(steps).toEqual(['ask', 'mark 0', 'make', 'clear']);
  });

  test.each([failure('unknown'), new Error('The database is away.')])(
    'a call of unknown outcome keeps its mark',
    async (fails) => {
      const { steps, outcome } = story({ fails });
      await expect(outcome).rejects.toBe(fails);
      expect(steps).toEqual(['ask', 'mark 0', 'make']);
    },
  );
});
