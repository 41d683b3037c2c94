// Processes that share a limit: none makes more calls than all may, and most calls ask nobody.
import { SharedLimit } from '../../src/lib/shared-limit.ts';
import { expect, test } from '../support/jest-globals.ts';

const MINUTE = 60_000;

/** Processes that share the count, and a clock. */
function processes(count: number, most: number) {
  const shared = { now: 0, questions: 0, taken: 0, endsAt: 0 };
  async function add(_name: string, calls: number) {
    shared.questions += 1;
    await Promise.resolve();
    if (shared.now >= shared.endsAt) Object.assign(shared, { taken: 0, endsAt: shared.now + MINUTE });
    shared.taken += calls;
    return { taken: shared.taken, endsInMs: shared.endsAt - shared.now };
  }
  const options = { most, windowMs: MINUTE, add, now: () => shared.now };
  return { shared, limits: Array.from({ length: count }, () => new SharedLimit(options)) };
}

const allowedOf = async (limit: SharedLimit | undefined, calls: number) =>
  (await Promise.all(Array.from({ length: calls }, () => limit?.take('key')))).filter((one) => one?.isAllowed).length;

test('one process allows exactly the limit, and asks a hundred times', async () => {
  const { shared, limits } = processes(1, 6_000);
  expect(await allowedOf(limits[0], 7_000)).toBe(6_000);
  expect(shared.questions).toBeLessThanOrEqual(101);
  const asked = shared.questions;
  expect(await limits[0]?.take('key')).toEqual({ isAllowed: false, left: 0, endsInMs: MINUTE });
  expect(shared.questions).toBe(asked);
});

test('several processes allow the limit and a hundredth each', async () => {
  const { limits } = processes(4, 1_000);
  const allowed = await Promise.all(limits.map((limit) => allowedOf(limit, 1_000)));
  const all = allowed.reduce((sum, one) => sum + one, 0);
  expect(all).toBeGreaterThan(960);
  expect(all).toBeLessThanOrEqual(1_040);
});

test('a key that calls seldom asks nobody', async () => {
  const { shared, limits } = processes(1, 1_000);
  expect(await allowedOf(limits[0], 10)).toBe(10);
  expect(shared.questions).toBe(0);
  expect(await allowedOf(limits[0], 1_000)).toBe(990);
  shared.now += MINUTE;
  expect(await limits[0]?.take('key')).toEqual({ isAllowed: true, left: 999, endsInMs: MINUTE });
});

test('a question that fails fails its calls, and the next ask again', async () => {
  let isAway = true;
  const add = async () => {
    if (isAway) throw new Error('away');
    return { taken: 2, endsInMs: MINUTE };
  };
  const limit = new SharedLimit({ most: 100, windowMs: MINUTE, add, now: () => 0 });
  await limit.take('key');
  await expect(limit.take('key')).rejects.toThrow('away');
  isAway = false;
  expect(await limit.take('key')).toMatchObject({ isAllowed: true, left: 98 });
});
