// Answers of a machine about a conversation, as values: each with how sure it is, and why.

export const CATEGORIES = [
  'account',
  'billing',
  'booking',
  'cancellation',
  'complaint',
  'delivery',
  'product',
  'returns',
  'technical',
  'thanks',
] as const;
export const URGENCIES = ['low', 'normal', 'high', 'urgent'] as const;
export const SENTIMENTS = ['negative', 'neutral', 'positive'] as const;
/** Languages in which the built-in provider can read. */
export const READ_LANGUAGES = ['en', 'de', 'es'] as const;

export type Category = (typeof CATEGORIES)[number];
export type Urgency = (typeof URGENCIES)[number];
export type Sentiment = (typeof SENTIMENTS)[number];
export type ReadLanguage = (typeof READ_LANGUAGES)[number];

/** The work that a workspace can switch on, each with a provider of its own. */
export type AssistTask = 'triage' | 'drafts' | 'sentiment' | 'scoring';
export type AssistProvider = 'built-in' | 'services' | 'model';

/** One entry of a conversation, with the side that wrote it. */
export interface Turn {
  role: 'customer' | 'agent';
  content: string;
  /** Milliseconds since the epoch; null where nobody knows. */
  at: number | null;
}

/** The reason of an answer: words of the text that spoke for it, a rule that holds, or the provider's own word for it. */
export type Because =
  | { kind: 'words'; words: readonly string[] }
  | { kind: 'signal'; signal: Signal; words: readonly string[] }
  | { kind: 'source'; source: KnownKind; title: string }
  | { kind: 'unreadable'; language: string | null }
  | { kind: 'unclear' }
  | { kind: 'told'; text: string };

/** A sign that a customer may turn away or complain elsewhere. */
export type Signal = 'legal' | 'leaving' | 'repeated' | 'danger' | 'insult' | 'shouting' | 'public' | 'manager';

/** Null: unknown, which is never told as neutral or normal. */
export interface Classified {
  category: string | null;
  urgency: Urgency | null;
  sentiment: Sentiment | null;
  /** An ISO 639-1 code. */
  language: string | null;
  /** Between 0 and 1: that the category is right. */
  confidence: number;
  because: readonly Because[];
}

/** Null: nobody in particular. */
export interface Routed {
  teamId: string | null;
  adminId: string | null;
  because: readonly Because[];
}

export interface Mood {
  label: Sentiment | null;
  /** Between 0 and 1. */
  escalationRisk: number;
  because: readonly Because[];
}

export type KnownKind = 'template' | 'macro' | 'article';

/** Words of the workspace that may answer a question. */
export interface Known {
  kind: KnownKind;
  title: string;
  body: string;
  /** Null: nobody said. */
  language: string | null;
}

/** An empty text: nothing fits. */
export interface Drafted {
  text: string;
  confidence: number;
  because: readonly Because[];
}

/** A dimension between 0 and 1, with what it was read from. */
export interface Dimension {
  name: string;
  score: number;
  evidence: Evidence | null;
}

export type Evidence =
  | { kind: 'minutes'; minutes: number }
  | { kind: 'answered'; of: number; answered: number }
  | { kind: 'words'; words: readonly string[] }
  | { kind: 'last'; role: Turn['role']; sentiment: Sentiment | null };

export type CoachingNote =
  | { kind: 'slow-first-answer'; minutes: number }
  | { kind: 'slow-answers'; minutes: number }
  | { kind: 'unanswered'; question: string }
  | { kind: 'no-greeting' }
  | { kind: 'harsh'; words: readonly string[] }
  | { kind: 'no-apology' }
  | { kind: 'left-unhappy' }
  | { kind: 'told'; text: string };

export interface Scored {
  overall: number;
  dimensions: readonly Dimension[];
  notes: readonly CoachingNote[];
}

/** Why a provider gave no answer. */
export type AssistFailure =
  | 'timed-out'
  | 'unreachable'
  | 'refused'
  | 'busy'
  | 'garbage'
  | 'resting'
  | 'over-budget'
  | 'bad-address'
  | 'not-offered';

/** Asked of a provider: it says no more than the task needs. */
export interface Usage {
  calls: number;
  tokensIn: number;
  tokensOut: number;
}

export type AssistAnswer<T> =
  | { ok: true; value: T; usage: Usage }
  | { ok: false; failure: AssistFailure; usage: Usage; retryAfterMs: number | null };

/** The share of a risk from which a customer counts as about to turn away. */
export const HIGH_RISK = 0.5;

/** A sentence that an admin tried, as the built-in provider reads it. */
export interface TriedSentence {
  text: string;
  classified: Classified;
  mood: Mood;
}

export const LONGEST_SENTENCE = 1000;
