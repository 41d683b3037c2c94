// Does work in groups: items that arrive while one group is under way share the next.
import { setImmediate as nextTurn } from 'node:timers/promises';
import DataLoader from 'dataloader';

export interface GroupOptions {
  /** How many items a group holds at the most. */
  largest: number;
  mayRetryAlone(error: unknown): boolean;
}

/**
 * As `createGroups`, with `count` groups under way side by side: what has the same key keeps its order, since it goes
 * to the same ones.
 */
export function createParallelGroups<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  options: GroupOptions & { count: number; keyOf(item: Item): string },
): (item: Item) => Promise<Result> {
  const lanes = Array.from({ length: options.count }, () => createGroups(work, options));
  return (item) => {
    const lane = lanes[sumOf(options.keyOf(item)) % lanes.length];
    if (!lane) throw new Error('There is no group to join.');
    return lane(item);
  };
}

/** Equal for equal keys, and otherwise even enough. */
function sumOf(key: string): number {
  let sum = 0;
  for (let index = 0; index < key.length; index += 1) sum = (sum * 31 + key.charCodeAt(index)) >>> 0;
  return sum;
}

/**
 * Returns a function that hands its item to the next group and resolves with that item's result.
 * A commit costs a wait for the disk, however much it holds: under load one wait serves many. `work`
 * returns one result an item, in order; should a group of several fail and `mayRetryAlone` agree, each
 * item is tried on its own, so that one that cannot be stored does not take the others along.
 */
export function createGroups<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  options: GroupOptions,
): (item: Item) => Promise<Result> {
  let underWay: Promise<unknown> = Promise.resolve();
  let queue = underWay;
  const loader = new DataLoader<Item, Result>(
    (items) => {
      const results = runGroup(items);
      underWay = results.catch(() => {});
      return results;
    },
    {
      cache: false,
      maxBatchSize: options.largest,
      // One after another, also where more than one group is waiting; and one turn of the event loop later, so
      // that requests which are being read already come along.
      batchScheduleFn(dispatch) {
        queue = queue
          .then(() => nextTurn())
          .then(() => {
            dispatch();
            return underWay;
          });
      },
    },
  );
  return (item) => loader.load(item);

  async function runGroup(items: readonly Item[]): Promise<(Result | Error)[]> {
    try {
      return [...(await work(items))];
    } catch (error) {
      if (items.length === 1 || !options.mayRetryAlone(error)) return items.map(() => asError(error));
    }
    const results: (Result | Error)[] = [];
    for (const item of items) {
      try {
        results.push(...(await work([item])));
      } catch (error) {
        results.push(asError(error));
      }
    }
    return results;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
