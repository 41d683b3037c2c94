// The labelled texts are many, whole and apart, and the model is the one that they make.
import { readPlainTexts, readTexts, readWords, trainingHash } from '../../scripts/labelled-texts.ts';
import { trainModel } from '../../scripts/training.ts';
import { wordsOf } from '../../src/assist/features.ts';
import { LinearModel, trainedModel } from '../../src/assist/linear-model.ts';
import { CATEGORIES, READ_LANGUAGES, SENTIMENTS, URGENCIES } from '../../src/domain/assist.ts';
import { expect, test } from '../support/jest-globals.ts';

const train = readTexts('train');
const heldOut = readTexts('held-out');
const all = [...train, ...heldOut];

/** The share of two texts' words that both have. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((word) => b.has(word)).length;
  return both / (a.size + b.size - both);
}

test('six hundred labelled texts stand there, a third of them held out', () => {
  expect(all.length).toBeGreaterThanOrEqual(600);
  expect(heldOut.length / all.length).toBeGreaterThanOrEqual(1 / 3);
  expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
});

test('both sets have each category in each language, and each urgency', () => {
  for (const set of [train, heldOut]) {
    const pairs = CATEGORIES.flatMap((category) => READ_LANGUAGES.map((language) => ({ category, language })));
    const without = pairs.filter(
      ({ category, language }) => !set.some((row) => row.category === category && row.language === language),
    );
    expect(without).toEqual([]);
    expect(new Set(set.map(({ urgency }) => urgency))).toEqual(new Set(URGENCIES));
    expect(new Set(set.map(({ sentiment }) => sentiment))).toEqual(new Set(SENTIMENTS));
    expect(new Set(set.map(({ category }) => category)).size).toBe(CATEGORIES.length);
  }
});

test('no held out text shares over 0.6 of its words', () => {
  const sets = train.map(({ text }) => ({ text, words: new Set(wordsOf(text)) }));
  const close = heldOut.flatMap(({ text }) => {
    const words = new Set(wordsOf(text));
    return sets.filter((other) => overlap(words, other.words) > 0.6).map((other) => [text, other.text]);
  });
  expect(close).toEqual([]);
});

test('listed words name labels and languages that exist', () => {
  const labels = new Set<string>([...CATEGORIES, ...URGENCIES, ...SENTIMENTS]);
  expect(readWords().filter(({ label, words }) => !labels.has(label) || words.includes(''))).toEqual([]);
  expect(readPlainTexts('no-signal').length).toBeGreaterThanOrEqual(40);
  const languages = new Set<string>(READ_LANGUAGES);
  expect(readPlainTexts('other-languages').filter(({ language }) => languages.has(language))).toEqual([]);
});

test('the model was trained on the texts as they are now', () => {
  expect(trainedModel().trainedOn).toBe(trainingHash());
});

test('training tells two kinds of texts apart, and twice the same', () => {
  const row = { language: 'en', urgency: 'low', sentiment: 'neutral' };
  const texts = ['apple tree', 'green apple', 'red apple pie'].map((text) => ({ ...row, category: 'fruit', text }));
  const others = ['fast car', 'car wash', 'red car door'].map((text) => ({ ...row, category: 'cars', text }));
  const words = [{ task: 'category', label: 'cars', language: 'de', words: ['auto', 'wagen'] }];
  const file = trainModel([...texts, ...others], words, 'now');
  expect(trainModel([...texts, ...others], words, 'now')).toEqual(file);
  const model = new LinearModel(file);
  expect(model.guess('an apple', 'category')).toMatchObject({ label: 'fruit', words: ['apple'] });
  expect(model.guess('mein auto', 'category')).toMatchObject({ label: 'cars' });
  expect(model.guess('zzz', 'category')).toBeNull();
  expect(model.knownShare(['apple', 'zzz'])).toBe(0.5);
});
