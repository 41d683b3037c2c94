// Work done in groups: what arrives while one group is under way shares the next one.
import { setImmediate as nextTurn } from 'node:timers/promises';
import DataLoader from 'dataloader';

/**
 * Returns a function that hands its item to the next group and resolves with that item's result.
 * A commit costs a wait for the disk, however much it holds: under load one wait serves many. `work`
 * returns one result an item, in order; should a group of several fail and `mayRetryAlone` agree, each
 * item is tried on its own, so that one that cannot be stored does not take the others along.
 */
export function createGroups<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  options: { largest: number; mayRetryAlone(error: unknown): boolean },
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
