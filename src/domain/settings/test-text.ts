// How the test text of the set-up ends.
import type { NumberProblem } from '../numbers/typed-number.ts';
import type { Refused } from '../texts/refusal.ts';

export type TestDone = { kind: 'test-under-way' };

export type TestProblem =
  | { kind: 'paused' | 'number-to-text-from-first' }
  | { kind: 'test-refused'; refused: Refused }
  | { kind: 'typed-number'; why: NumberProblem };
