// A person's wish to get texts or none, and how we learned of it.

export type Keyword = 'stop' | 'start' | 'help';

/** A keyword, or a sentence that may ask for no more texts: an agent decides about that one. */
export type Wish = Keyword | 'may-stop';

/**
 * How we learned of an opt-out or its end: a keyword that the carrier acts on as well, a word that Twilio told us it acted on,
 * a keyword that only we read as one, a text that the carrier refused for it, an agent's click, a file that an admin imported,
 * or the contact's subscription in Intercom.
 */
export type ConsentSource = 'keyword' | 'opt-out-type' | 'reading' | 'refusal' | 'manual' | 'import' | 'subscription';

/** Done by somebody of the workspace, who can undo it as well. */
export function isByHand(source: ConsentSource | null): boolean {
  return source === 'manual' || source === 'import';
}

/** A stop ends by a source that is at least as final: a text of the customer's, their subscription, then somebody else's hand. */
export function finalityOf(source: ConsentSource): number {
  if (isByHand(source)) return 1;
  return source === 'subscription' ? 2 : 3;
}

/** The reason for a change by hand, in an agent's words. */
export const LONGEST_REASON = 200;

export interface ConsentState {
  optedOut: boolean;
  at: Date | null;
  source: ConsentSource | null;
  /** The reason in an agent's words; only where an agent did it by hand. */
  reason?: string | null;
  /** The name of the agent who did it by hand, where it is known. */
  byName?: string | null;
  /** The person texted START to another number: we would text, and Twilio still blocks this number. */
  isAtTwilioAlone?: boolean;
  /** Their latest word within reach asked for texts. A stop made by hand that ended by hand is no such word. */
  optedIn?: boolean;
  /** The event of the word that decided; null or left out where none is known. */
  evidenceId?: string | null;
}
