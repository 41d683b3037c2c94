// A rehearsal: questions are asked, and calls that would change something are told instead of made.

import { changesSomething, type Given, methodOf, type Operation, pathOf } from '../../calls/paths.ts';
import type { Answer } from './answers.ts';
import type { Ask } from './ask.ts';

export interface RehearsedCall {
  method: string;
  path: string;
  body: object | null;
}

/** An answer that no call gave, so that a verb of several calls goes on. */
const standIn = { id: '0', data: [], pages: null };

export function rehearse(ask: Ask, tell: (call: RehearsedCall) => void): Ask {
  async function rehearsed<T, O extends Operation>(operation: O, given: Given<O>, answer: Answer<T>): Promise<T> {
    if (!changesSomething(operation)) return ask(operation, given, answer);
    tell({ method: methodOf(operation), path: pathOf(operation, given), body: given.body ?? null });
    return standIn as T;
  }
  const { now, wait, left, scrolls, isPatient } = ask;
  return Object.assign(rehearsed, { now, wait, left, scrolls, isPatient });
}
