// Reads a sentence that an admin typed, to show how a machine reads texts: by the built-in provider, which keeps nothing.
import { createBuiltIn } from '../../assist/built-in.ts';
import type { TriedSentence } from '../../domain/assist.ts';
import { requireAnswer } from './require-answer.ts';

const builtIn = createBuiltIn();

export async function trySentence(text: string): Promise<TriedSentence> {
  const [classified, mood] = await Promise.all([
    builtIn.classify({ text }),
    builtIn.analyze({ contactId: '', text, channel: 'sms' }),
  ]);
  return { text, classified: requireAnswer(classified), mood: requireAnswer(mood) };
}
