// The people who said a word about texts, as pages and files list them, with the evidence for each.
import type { ConsentSource } from './consent.ts';

/** `opted-in`: their latest word asked for texts. `none`: an opt-out ended by hand, which asks for nothing. */
export type ListedState = 'opted-out' | 'opted-in' | 'none';

export const listedStates: readonly ListedState[] = ['opted-out', 'opted-in', 'none'];

/** The state after one word. A click that ends an opt-out by hand is no consent of the customer’s. */
export function stateAfter({ optedOut, source }: { optedOut: boolean; source: ConsentSource }): ListedState {
  if (optedOut) return 'opted-out';
  return source === 'manual' ? 'none' : 'opted-in';
}

export interface ListedConsent {
  /** E.164, or an address of another channel. */
  address: string;
  state: ListedState;
  at: Date;
  source: ConsentSource;
  /** Numbers of ours from which Twilio itself blocks texts to them, though no stop of ours stands. */
  blockedBy: readonly string[];
}

/** One word, or one act of an agent. Evidence is added, and never changed. */
export interface Evidence {
  id: string;
  at: Date;
  address: string;
  state: ListedState;
  source: ConsentSource;
  /** The number of ours that it was said to; null: it holds for every number. */
  saidTo: string | null;
  /** The words of the text that said it; null where none did. */
  words: string | null;
  /** Our latest text before it, which it may answer. */
  answered: string | null;
  /** The text that said it, or that Twilio refused, and the text that it answers; null where there is none. */
  messageId: string | null;
  answeredId: string | null;
  /** The agent or admin who did it by hand, and the reason given. */
  byName: string | null;
  reason: string | null;
  /** The name of the file, or of the subscription type, that said it; null for any other word. */
  origin: string | null;
}

/** A part of a long list: those before this moment and address. */
export interface ConsentCursor {
  at: Date;
  address: string;
}

export interface ConsentSearch {
  state: ListedState | null;
  /** Digits of a number, in any spelling; empty: everybody. */
  find: string;
  before: ConsentCursor | null;
}

/** As it stands in an address: `1764492300000_+14155550132`. */
export function writeCursor({ at, address }: ConsentCursor): string {
  return `${at.getTime()}_${address}`;
}

/** Null for anything that we did not write. */
export function readCursor(text: string): ConsentCursor | null {
  const [, at = '', address = ''] = /^(\d{1,15})_(\S{1,100})$/.exec(text) ?? [];
  return address === '' ? null : { at: new Date(Number(at)), address };
}
