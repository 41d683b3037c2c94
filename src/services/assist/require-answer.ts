// Takes the value of a provider that always answers.
import type { AssistAnswer } from '../../domain/assist.ts';

export function requireAnswer<T>(answered: AssistAnswer<T>): T {
  if (!answered.ok) throw new Error(`the built-in provider gave no answer: ${answered.failure}`);
  return answered.value;
}
