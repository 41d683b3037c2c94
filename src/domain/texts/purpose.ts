// Decides by a text's purpose whether a person's words allow it, and names the evidence.

import { type ConsentState, isByHand } from '../consent/consent.ts';
import type { Refusal } from './refusal.ts';

/**
 * Why a text is sent. `conversation`: a person writes, or a bot answers. `transactional`: automation tells of something that the
 * customer began. `marketing`: anything else.
 */
export type Purpose = 'conversation' | 'transactional' | 'marketing';

/**
 * The reason for which a text goes or does not. `wrote`: the customer texted us lately. `no-stop`: no stop stands, and nothing
 * more is known. `evidenceId`: the consent event, or for `wrote` the customer's text; null where no word of theirs is known.
 */
export interface Ground {
  by: 'opted-in' | 'wrote' | 'no-stop' | 'opted-out' | 'no-opt-in';
  evidenceId: string | null;
  at: Date | null;
}

export interface Verdict {
  refusal: Refusal | null;
  /** Null where a text is refused before anybody asks about consent. */
  ground: Ground | null;
}

/** An ordinary text of the customer's counts for so long, for transactional texts alone. */
const WROTE_LATELY_DAYS = 30;

/** The time since which a customer's text counts for such a text; null: none does. */
export function wroteLatelySince(purpose: Purpose, now: Date): Date | null {
  return purpose === 'transactional' ? new Date(now.getTime() - WROTE_LATELY_DAYS * 86_400_000) : null;
}

/** A person who opted out gets no text for any purpose, and marketing goes to those who asked for it. */
export function judge(
  consent: ConsentState,
  { purpose, wrote }: { purpose: Purpose; wrote: { id: string; at: Date } | null },
): Verdict {
  const { at, evidenceId = null } = consent;
  if (consent.optedOut) return { refusal: refusalOf(consent), ground: { by: 'opted-out', evidenceId, at } };
  if (consent.optedIn) return { refusal: null, ground: { by: 'opted-in', evidenceId, at } };
  if (purpose === 'marketing')
    return { refusal: 'not-opted-in', ground: { by: 'no-opt-in', evidenceId: null, at: null } };
  if (purpose === 'transactional' && wrote !== null)
    return { refusal: null, ground: { by: 'wrote', evidenceId: wrote.id, at: wrote.at } };
  return { refusal: null, ground: { by: 'no-stop', evidenceId, at } };
}

function refusalOf({ isAtTwilioAlone, source }: ConsentState): Refusal {
  if (isAtTwilioAlone) return 'blocked-by-twilio';
  return isByHand(source) ? 'opted-out-by-hand' : 'opted-out';
}
