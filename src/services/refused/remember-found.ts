// This process's memory of a workspace's refused requests: addresses that they were signed for, and the number of guesses.
import type { Storing, Timed } from '../context.ts';

/** Forged requests make us look for no more addresses than this. */
const MOST_GUESSES_A_MINUTE = 60;
const MOST_BASES = 20;
const MOST_WORKSPACES = 10_000;

interface Found {
  bases: Set<string>;
  mayGuess(): boolean;
  /** Runs work after the work that came before. */
  inTurn(work: () => Promise<void>): Promise<void>;
  /** The number of works that run or wait. */
  waiting(): number;
}

const byDatabase = new WeakMap<object, Map<string, Found>>();

export function rememberFound(ctx: Pick<Storing, 'database'> & Pick<Timed, 'clock'>, workspaceId: string): Found {
  const byWorkspace = byDatabase.get(ctx.database) ?? new Map<string, Found>();
  byDatabase.set(ctx.database, byWorkspace);
  const found = byWorkspace.get(workspaceId) ?? begin(ctx);
  if (byWorkspace.size >= MOST_WORKSPACES) byWorkspace.clear();
  byWorkspace.set(workspaceId, found);
  if (found.bases.size > MOST_BASES) found.bases.clear();
  return found;
}

function begin({ clock }: Pick<Timed, 'clock'>): Found {
  let minute = 0;
  let guesses = 0;
  let last = Promise.resolve();
  let waiting = 0;
  return {
    bases: new Set(),
    mayGuess() {
      const now = Math.floor(clock.now() / 60_000);
      if (now !== minute) [minute, guesses] = [now, 0];
      guesses += 1;
      return guesses <= MOST_GUESSES_A_MINUTE;
    },
    inTurn(work) {
      waiting += 1;
      last = last.then(work).finally(() => {
        waiting -= 1;
      });
      return last;
    },
    waiting: () => waiting,
  };
}
