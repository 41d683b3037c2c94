// Texts that go by themselves: which customer's text gets one, what it says, and until when it is wanted.

import { parseAddress } from '../numbers/phone-number.ts';
import type { Closed } from '../times/office-hours.ts';
import { isAutoReply } from './auto-reply.ts';
import type { Message } from './message.ts';
import type { AnswerKind } from './trace.ts';

/** These happen once: an answer, and the line about opting out at the end of the first automatic text. */
export type AutomaticKind = AnswerKind | 'opt-out-words';

export interface Answer {
  kind: AnswerKind;
  words: string;
  /** It happens once a person and this time: the closing of the hours. */
  onceAt: Date;
  /** Somebody who answered since then makes it needless. */
  unlessAnsweredSince: Date;
  /** The next opening; null where none is in sight. */
  opensAt: Date | null;
}

/** Stands for the time of what happens once ever. */
export const ONCE_EVER = new Date(0);

/** Nobody expects an automatic answer later than this. */
const DUE_FOR_MS = 3_600_000;

/** An agent who answered within this time is still there, whatever the hours say. */
const STAYS_MS = 2 * 3_600_000;

/** The words of the settings; empty: none goes. */
interface Answering {
  afterHoursReply: string;
  greeting: string;
}

/** False for most texts, without asking anybody. `isFirst`: the thread has none of the customer's yet. */
export function mayAnswer(
  { afterHoursReply, greeting }: Answering,
  message: Pick<Message, 'address' | 'body' | 'keyword' | 'createdAt'>,
  { isFirst, now }: { isFirst: boolean; now: Date },
): boolean {
  if (afterHoursReply === '' && (greeting === '' || !isFirst)) return false;
  // A short code or a name is a machine, and cannot be answered by a person's number.
  if (message.keyword !== null || parseAddress(message.address).phone === null) return false;
  return isDue(message.createdAt, now) && !isAutoReply(message.body);
}

export function isDue(textedAt: Date, now: Date): boolean {
  return now.getTime() - textedAt.getTime() <= DUE_FOR_MS;
}

/** One text gets one answer: outside the hours that says so, also to a stranger. `closed`: null while they are open. */
export function answerTo(
  { afterHoursReply, greeting }: Answering,
  { closed, isFirst, textedAt }: { closed: Closed | null; isFirst: boolean; textedAt: Date },
): Answer | null {
  if (closed !== null && afterHoursReply !== '') {
    const { since, opensAt } = closed;
    const stayed = textedAt.getTime() - STAYS_MS;
    const unlessAnsweredSince = new Date(Math.max(since?.getTime() ?? 0, stayed));
    return { kind: 'after-hours', words: afterHoursReply, onceAt: since ?? ONCE_EVER, unlessAnsweredSince, opensAt };
  }
  if (!isFirst || greeting === '') return null;
  const opensAt = closed?.opensAt ?? null;
  return { kind: 'greeting', words: greeting, onceAt: ONCE_EVER, unlessAnsweredSince: textedAt, opensAt };
}

/** Stands in the words for the time at which the hours open next. */
export const OPENS_FIELD = '{{opens}}';

/** On a line of its own, unless the words have it already. */
export function withOptOutLine(body: string, line: string): string {
  return body.toLowerCase().includes(line.toLowerCase()) ? body : [body, line].join('\n');
}
