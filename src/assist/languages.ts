// Finds the language of a text: a detector for many languages, and the model's own view where the detector knows too few letters.
import { READ_LANGUAGES, type ReadLanguage } from '../domain/assist.ts';
import { wordsOf } from './features.ts';
import { trainedModel } from './linear-model.ts';

type Detector = (text: string) => string;

let detector: Promise<Detector> | undefined;

/** Takes its tables into memory when it is first needed. */
async function detect(text: string): Promise<string> {
  detector ??= import('tinyld/light').then((tinyld) => tinyld.detect);
  return (await detector)(text);
}

/** A share of the model from which its view counts against the detector's. */
const SURE = 0.9;
/** A text in another language has few words that training has met. */
const FAMILIAR = 0.5;
const MOST_CHARACTERS = 400;

/** An ISO 639-1 code, or null for a text without words. */
export async function languageOf(text: string): Promise<string | null> {
  const words = wordsOf(text).filter((word) => /^\p{L}/u.test(word));
  if (words.length === 0) return null;
  const found = await detect(text.slice(0, MOST_CHARACTERS));
  const model = trainedModel();
  const guess = model.guess(text, 'language');
  if (guess !== null && guess.share >= SURE && model.knownShare(words) >= FAMILIAR) return guess.label;
  return found === '' ? null : found;
}

export function isRead(language: string | null): language is ReadLanguage {
  return READ_LANGUAGES.some((read) => read === language);
}
