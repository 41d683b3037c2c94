// Items that arrive while a group is stored share the next one.
import fc from 'fast-check';
import { createGroups } from '../../src/lib/group-commit.ts';
import { expect, test } from '../support/jest-globals.ts';

class Refused extends Error {}

/** Groups that note what they were given; an item below zero is refused, and 999 takes the database away. */
function recorder(largest = 4) {
  const groups: number[][] = [];
  const store = createGroups<number, string>(
    async (items) => {
      groups.push([...items]);
      await new Promise((resolve) => setImmediate(resolve));
      if (items.includes(999)) throw new Error('away');
      if (items.some((item) => item < 0)) throw new Refused('poison');
      return items.map((item) => `stored ${item}`);
    },
    { largest, mayRetryAlone: (error) => error instanceof Refused },
  );
  return { groups, store };
}

const settle = async (results: Promise<string>[]) =>
  (await Promise.allSettled(results)).map((result) =>
    result.status === 'fulfilled' ? result.value : String(result.reason.message),
  );

test('items that arrive meanwhile share the next group, in order', async () => {
  const { groups, store } = recorder();
  const first = store(0);
  while (groups.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const rest = Array.from({ length: 9 }, (_, index) => store(index + 1));
  expect(await settle([first, ...rest])).toEqual(Array.from({ length: 10 }, (_, index) => `stored ${index}`));
  expect(groups.flat()).toEqual(Array.from({ length: 10 }, (_, index) => index));
  expect(groups.map((group) => group.length)).toEqual([1, 4, 4, 1]);
});

test('one that cannot be stored does not take the others along', async () => {
  const { groups, store } = recorder();
  expect(await settle([store(1), store(-2), store(3)])).toEqual(['stored 1', 'poison', 'stored 3']);
  expect(groups).toEqual([[1, -2, 3], [1], [-2], [3]]);
});

test('a failed group tells all its items, and none is retried', async () => {
  const { groups, store } = recorder();
  expect(await settle([store(1), store(999), store(3)])).toEqual(['away', 'away', 'away']);
  expect(groups).toEqual([[1, 999, 3]]);
  expect(await store(4)).toBe('stored 4');
});

test('each item gets its own result, and no groups overlap', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: -3, max: 900 }), fc.boolean()), { maxLength: 40 }),
      async (arrivals) => {
        let running = 0;
        let most = 0;
        const store = createGroups<number, string>(
          async (items) => {
            running += 1;
            most = Math.max(most, running);
            await new Promise((resolve) => setImmediate(resolve));
            running -= 1;
            if (items.some((item) => item < 0)) throw new Refused('poison');
            return items.map((item) => `stored ${item}`);
          },
          { largest: 5, mayRetryAlone: (error) => error instanceof Refused },
        );
        const results: Promise<string>[] = [];
        for (const [item, pause] of arrivals) {
          results.push(store(item));
          results.at(-1)?.catch(() => {});
          if (pause) await new Promise((resolve) => setImmediate(resolve));
        }
        expect(await settle(results)).toEqual(arrivals.map(([item]) => (item < 0 ? 'poison' : `stored ${item}`)));
        expect(most).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 60 },
  );
});
