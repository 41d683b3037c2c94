// The automatic texts that a note tells of when the customer writes: those of the last days that no conversation showed.
import { isDeliveryState, isFailure } from '../texts/delivery.ts';
import type { Message } from '../texts/message.ts';

export interface TextBefore {
  at: Date;
  /** The number of ours that it came from; null where the customer writes to that number. */
  from: string | null;
  words: string;
  /** `unsure`: nobody can tell whether it went out. */
  outcome: 'went-out' | 'failed' | 'unsure';
}

/** An older text has no part in what the customer writes now. */
const TOLD_MS = 7 * 86_400_000;
const MOST_TEXTS = 10;

export function untoldSince(now: Date): Date {
  return new Date(now.getTime() - TOLD_MS);
}

/** False for most texts: nothing is read for them. */
export function isUntold(untoldAt: Date | null, now: Date): boolean {
  return untoldAt !== null && untoldAt > untoldSince(now);
}

/** A text that still waits is told of later; one that never went out is not told of. */
export function hasGone({ state }: Pick<Message, 'state'>): boolean {
  return state === 'given-up' || (isDeliveryState(state) && state !== 'canceled');
}

type Sent = Pick<Message, 'state' | 'sender' | 'body' | 'partNo' | 'createdAt'>;

/** `sent`: oldest first, the parts of a text in their order. `sender`: the number that the customer writes to. */
export function textsBefore(sent: readonly Sent[], sender: string): { texts: TextBefore[]; more: number } {
  const texts: TextBefore[] = [];
  for (const part of sent) {
    const first = texts.at(-1);
    if (part.partNo > 1 && first !== undefined) first.words += ` ${part.body}`;
    else texts.push(toTextBefore(part, sender));
  }
  const more = Math.max(0, texts.length - MOST_TEXTS);
  return { texts: texts.slice(more), more };
}

function toTextBefore({ createdAt: at, sender, body: words, state }: Sent, to: string): TextBefore {
  const isLost = isDeliveryState(state) && isFailure(state);
  const outcome = isLost ? 'failed' : state === 'given-up' ? 'unsure' : 'went-out';
  return { at, from: sender === to ? null : sender, words, outcome };
}
