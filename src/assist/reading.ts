// Reads one text without any service: its language, category, urgency, sentiment and risk, each with the words that spoke for it.
import type { Because, Classified, Mood, Sentiment, Urgency } from '../domain/assist.ts';
import { isRead, languageOf } from './languages.ts';
import { type Guess, trainedModel } from './linear-model.ts';
import { signalsIn } from './signals.ts';

/** A guess below its task's share is none: measured on texts that say nothing. */
const LEAST_SHARES = { category: 0.35, urgency: 0.35, sentiment: 0.4 } as const;
/** A negative text by itself, before anything that it says. */
const NEGATIVE_RISK = 0.3;

/** Nobody trained a model for the language, or the text has no words: everything about it is unknown. */
function unread(language: string | null): Classified {
  const unknown = { category: null, urgency: null, sentiment: null, confidence: 0 };
  return { ...unknown, language, because: [{ kind: 'unreadable', language }] };
}

export async function classifyText(text: string): Promise<Classified> {
  const language = await languageOf(text);
  if (!isRead(language)) return unread(language);
  const category = sureGuess(text, 'category');
  const because: Because[] = category === null ? [{ kind: 'unclear' }] : [{ kind: 'words', words: category.words }];
  return {
    category: category?.label ?? null,
    urgency: (sureGuess(text, 'urgency')?.label ?? null) as Urgency | null,
    sentiment: (sureGuess(text, 'sentiment')?.label ?? null) as Sentiment | null,
    language,
    confidence: round(category?.share ?? 0),
    because,
  };
}

export async function moodOf(text: string): Promise<Mood> {
  const language = await languageOf(text);
  if (!isRead(language)) return { label: null, escalationRisk: 0, because: [{ kind: 'unreadable', language }] };
  const guess = sureGuess(text, 'sentiment');
  const signals = signalsIn(text, language);
  const shares = signals.map(({ weight }) => weight);
  if (guess?.label === 'negative') shares.push(NEGATIVE_RISK * guess.share);
  const calm = shares.reduce((left, share) => left * (1 - share), 1);
  const because: Because[] = signals.map(({ signal, words }) => ({ kind: 'signal', signal, words }));
  if (guess !== null) because.push({ kind: 'words', words: guess.words });
  if (because.length === 0) because.push({ kind: 'unclear' });
  return { label: (guess?.label ?? null) as Sentiment | null, escalationRisk: round(1 - calm), because };
}

function sureGuess(text: string, task: keyof typeof LEAST_SHARES): Guess | null {
  const guess = trainedModel().guess(text, task);
  return guess !== null && guess.share >= LEAST_SHARES[task] ? guess : null;
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}
