// A person's wish to get texts or none, and how we learned of it.

export type Keyword = 'stop' | 'start' | 'help';

/** A keyword, or a sentence that may ask for no more texts: an agent decides about that one. */
export type Wish = Keyword | 'may-stop';

/**
 * How we learned of an opt-out or its end: a keyword that the carrier acts on as well, a word that Twilio told us it acted on,
 * a keyword that only we read as one, a text that the carrier refused for it, or an agent's click.
 */
export type ConsentSource = 'keyword' | 'opt-out-type' | 'reading' | 'refusal' | 'manual';

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
}
