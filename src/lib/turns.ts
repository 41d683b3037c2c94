// Long work in pieces, between which everybody else has a turn.
import { setImmediate } from 'node:timers/promises';

/** Resolves once what waits has been served. */
export function nextTurn(): Promise<void> {
  return setImmediate();
}
