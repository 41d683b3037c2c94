// The text that an admin sends to their own phone, to try the set-up out, and what becomes of it.
import type { TestDone, TestProblem } from '../../domain/settings/test-text.ts';
import { refusalWords } from '../failures/gate.ts';
import { say, type Words } from '../say.ts';
import { standstills } from '../standstills.ts';
import { typedNumberWords } from '../typed-input.ts';

/** `workspace`: its name. */
export function testText(workspace: string): string {
  return `Hello from ${workspace}: texts from Intercom reach this phone.`;
}

export const testDone: Words<TestDone> = {
  'test-under-way': 'On its way. Reload this page in a moment to see it delivered.',
};

export const testProblems: Words<TestProblem> = {
  'number-to-text-from-first': 'Choose a number first.',
  paused: `${standstills.paused}. Resume it first.`,
  'test-refused': ({ refused }) => {
    const { cause, next } = say(refusalWords, refused);
    return `${cause} ${next}`;
  },
  'typed-number': ({ why }) => say(typedNumberWords, why),
};
