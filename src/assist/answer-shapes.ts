// The shapes in which services and models answer, and what we make of them: nothing goes on that was not checked.
import {
  type Because,
  type Classified,
  type CoachingNote,
  type Drafted,
  type Mood,
  type Routed,
  type Scored,
  SENTIMENTS,
  type Sentiment,
  URGENCIES,
  type Urgency,
} from '../domain/assist.ts';
import { compileSchema, mapRead } from '../lib/schema.ts';

const LINE = { type: 'string', maxLength: 300 } as const;
const SHARE = { type: 'number', minimum: 0, maximum: 1 } as const;
const ID = { type: ['string', 'number', 'null'] } as const;
const LONGEST_DRAFT = 4000;
/** A tag is made of it. */
const CATEGORY = { type: 'string', pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,39}$' } as const;

const checkClassified = compileSchema({
  type: 'object',
  required: ['category', 'urgency', 'sentiment'],
  properties: { category: CATEGORY, urgency: LINE, sentiment: LINE, confidence: SHARE, language: LINE, reason: LINE },
} as const);
const checkRouted = compileSchema({
  type: 'object',
  properties: { group_id: ID, admin_id: ID, reason: LINE },
} as const);
const checkDrafted = compileSchema({
  type: 'object',
  required: ['draft', 'confidence'],
  properties: { draft: { type: 'string', maxLength: LONGEST_DRAFT }, confidence: SHARE, reason: LINE },
} as const);
const checkMood = compileSchema({
  type: 'object',
  required: ['label', 'escalation_risk'],
  properties: { label: LINE, escalation_risk: SHARE, reason: LINE },
} as const);
const checkScored = compileSchema({
  type: 'object',
  required: ['overall_score', 'dimensions', 'coaching_notes'],
  properties: {
    overall_score: SHARE,
    dimensions: { type: 'object', maxProperties: 12, propertyNames: CATEGORY, additionalProperties: SHARE },
    coaching_notes: { type: 'array', maxItems: 10, items: LINE },
  },
} as const);

/** Words of other services for the same. */
const URGENCY_WORDS: Readonly<Record<string, Urgency>> = { medium: 'normal', critical: 'urgent' };

export const readClassified = (json: unknown) =>
  mapRead(checkClassified(json), (told): Classified => {
    const [urgency, sentiment] = [plain(told.urgency), plain(told.sentiment)];
    return {
      category: plain(told.category),
      urgency: URGENCIES.find((known) => known === urgency) ?? ownWord(URGENCY_WORDS, urgency),
      sentiment: toSentiment(sentiment),
      language: /^[a-z]{2}$/.test(told.language ?? '') ? (told.language ?? null) : null,
      confidence: told.confidence ?? 1,
      because: toBecause(told.reason),
    };
  });

export const readRouted = (json: unknown) =>
  mapRead(
    checkRouted(json),
    (told): Routed => ({
      teamId: toId(told.group_id),
      adminId: toId(told.admin_id),
      because: toBecause(told.reason),
    }),
  );

export const readDrafted = (json: unknown) =>
  mapRead(
    checkDrafted(json),
    (told): Drafted => ({
      text: clean(told.draft),
      confidence: told.confidence,
      because: toBecause(told.reason),
    }),
  );

export const readMood = (json: unknown) =>
  mapRead(
    checkMood(json),
    (told): Mood => ({
      label: toSentiment(plain(told.label)),
      escalationRisk: told.escalation_risk,
      because: toBecause(told.reason),
    }),
  );

export const readScored = (json: unknown) =>
  mapRead(
    checkScored(json),
    (told): Scored => ({
      overall: told.overall_score,
      dimensions: Object.entries(told.dimensions).map(([name, score]) => ({
        name: plain(name),
        score,
        evidence: null,
      })),
      notes: told.coaching_notes.map((text): CoachingNote => ({ kind: 'told', text: clean(text) })),
    }),
  );

function toSentiment(word: string): Sentiment | null {
  return SENTIMENTS.find((known) => known === word) ?? null;
}

function ownWord<T>(words: Readonly<Record<string, T>>, word: string): T | null {
  return Object.hasOwn(words, word) ? (words[word] ?? null) : null;
}

/** Intercom's ids are figures. */
function toId(id: string | number | null | undefined): string | null {
  return /^\d{1,20}$/.test(String(id)) ? String(id) : null;
}

function toBecause(reason: string | undefined): Because[] {
  return reason === undefined ? [] : [{ kind: 'told', text: clean(reason) }];
}

function plain(word: string): string {
  return clean(word).toLowerCase();
}

/** Without characters that no text shows. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' || character === '\u200d' ? character : ''))
    .trim();
}
