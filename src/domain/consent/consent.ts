// The words by which a person stops and restarts texts, and where we learned of it.

export type Keyword = 'stop' | 'start' | 'help';

/** What a text says of being texted: a keyword, or a sentence that may ask for no more texts, of which an agent decides. */
export type Wish = Keyword | 'may-stop';

/**
 * How an opt-out or its end became known to us: a keyword that the carrier acts on as well, a word of which it said that it did, a
 * keyword that only we read as one, a text that the carrier refused for it, or an admin's hand.
 */
export type ConsentSource = 'keyword' | 'opt-out-type' | 'reading' | 'refusal' | 'manual';

export interface ConsentState {
  optedOut: boolean;
  at: Date | null;
  source: ConsentSource | null;
  /** Why, in an admin's words; only where it was done by hand. */
  reason?: string | null;
  /** Who did it by hand, where the name is known. */
  byName?: string | null;
}
