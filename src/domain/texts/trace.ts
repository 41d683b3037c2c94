// The decisions about one text, in the order in which they were made: what its row keeps beside its own columns.
import type { LoopKind } from './loop.ts';
import type { Ground } from './purpose.ts';
import type { Refusal } from './refusal.ts';

/**
 * How we know whose number it is: we knew it; a search in Intercom found it; the number's former contact is back; the contact
 * that we knew was merged into this one; nobody had it, so we made a contact.
 */
export type Matched = 'known' | 'found' | 'former' | 'merged' | 'made';

/** Why a customer's text joined a conversation, or began one. */
export type Threaded =
  /** Joined: it was open or snoozed; it had closed lately; a text was sent from it since it closed. */
  | 'open'
  | 'snoozed'
  | 'closed-lately'
  | 'texted-since'
  /** An earlier try had put the text there. */
  | 'there-already'
  /** Begun: there was none; the last one was deleted; it closed too long ago; it could not be joined. */
  | 'first'
  | 'deleted'
  | 'closed-long'
  | 'not-joined';

/** Why a customer's text stands in no conversation. */
export type Aside = 'reaction' | 'blocked';

/** An automatic answer outside the office hours, or to the first text ever of a number. */
export type AnswerKind = 'after-hours' | 'greeting';

/** The happenings for which a rule sends a text. */
export type RuledBy = 'contact-created' | 'tagged' | 'closed' | 'unanswered';

/** A step of a Series; empty: it names none. `template`: its name. */
export interface SeriesStep {
  step: string;
  template: string;
}

/** The clocks that ended a wait. */
export type WaitsBy = 'customer' | 'workspace' | 'no-common-hour';

/** Why a text waits for an admin: the day's limit in SMS or in money, or a text before it that waits. */
export type SpendHold = 'texts' | 'money' | 'waits-behind';

/** One decision. It is stored as it is here, so a kind keeps its name and its facts; times are ISO 8601. */
export type Step =
  | { kind: 'matched'; how: Matched; contactId: string }
  | { kind: 'threaded'; why: Threaded; conversationId: string }
  | { kind: 'aside'; why: Aside }
  /** It came in a flood, and shares its part with this many texts in all. */
  | { kind: 'joined'; texts: number }
  /** It showed that the other end answers by itself, so automatic texts were stopped. */
  | { kind: 'loop'; how: LoopKind }
  | { kind: 'allowed'; by: Ground['by']; at: string | null }
  | { kind: 'split'; parts: number; isNumbered: boolean }
  /** `by`: the clocks that decided; `no-common-hour`: the workspace's, as the number's several zones never have the hours at once. */
  | { kind: 'waits'; why: 'quiet-hours'; until: string; zone: string; by?: WaitsBy }
  /** Its author chose the time. */
  | { kind: 'scheduled'; until: string }
  /** It answers a customer's text by itself. */
  | { kind: 'answers'; what: AnswerKind; textId: string }
  /** A rule sent it. */
  | { kind: 'by-rule'; when: RuledBy }
  /** A Series sent it, at this step. */
  | ({ kind: 'by-series' } & SeriesStep)
  /** A system of the workspace's own sent it, with the API key of this name. */
  | { kind: 'by-key'; name: string }
  /** The first automatic text to a person says how to opt out. */
  | { kind: 'opt-out-words' }
  /** An automatic answer that somebody made needless, or the opening of the hours. */
  | { kind: 'needless' }
  | { kind: 'sent-now' }
  /** A limit of the day holds it: the country is where it goes (ISO 3166-1 alpha-2). */
  | { kind: 'over-limit'; why: SpendHold; country: string }
  /** An admin let it go: alone, or with all that waited. */
  | { kind: 'released'; isAlone: boolean }
  /** It let texts go first that were written before it, and released a moment ago. */
  | { kind: 'went-behind' }
  | { kind: 'held'; hours: number }
  | { kind: 'refused'; reason: Refusal; by: Ground['by'] | null; at: string | null };

export function allowedBy({ by, at }: Ground): Step {
  return { kind: 'allowed', by, at: at?.toISOString() ?? null };
}

export function refusedBy(reason: Refusal, ground: Ground | null): Step {
  return { kind: 'refused', reason, by: ground?.by ?? null, at: ground?.at?.toISOString() ?? null };
}
