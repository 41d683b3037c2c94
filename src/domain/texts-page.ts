// The pages of texts as values: the log, its lists, and one text with everything that happened to it.
import type { PageFrame } from './page-frame.ts';
import type { PanelEvent } from './panel.ts';
import type { AskedTexts, AskProblem } from './texts/asked-texts.ts';
import type { Fault } from './texts/fault.ts';
import type { Loop } from './texts/loop.ts';
import type { Message, MessageState, Price } from './texts/message.ts';
import type { Purpose } from './texts/purpose.ts';
import type { TraceFact } from './texts/told-trace.ts';
import type { TotalPrice } from './texts/total-price.ts';

export const textLists = ['failed', 'held', 'scheduled', 'dead-letters'] as const;
export type TextList = (typeof textLists)[number];

/** Each list up to 1,000. `failed`: of the last days, and not sent again. */
export interface TextCounts {
  failed: number;
  held: number;
  waiting: number;
  scheduled: number;
  deadLetters: number;
}

export const MOST_COUNTED = 1_000;

/** A text in a list. */
export interface LoggedText {
  id: string;
  direction: Message['direction'];
  /** The customer's end, and ours. */
  address: string;
  sender: string;
  body: string;
  files: number;
  state: MessageState;
  /** Null when nothing went wrong. */
  fault: Fault | null;
  /** Its place among the SMS of a long text. */
  partNo: number;
  at: Date;
  author: { kind: 'admin' | 'automation'; name: string | null } | null;
  contactName: string | null;
  wasSentAgain: boolean;
}

export interface FoundTexts {
  texts: readonly LoggedText[];
  /** Where older texts begin; null where there are none. */
  older: string | null;
  /** More numbers have these digits than are searched. */
  hasMoreNumbers: boolean;
}

interface TextsFrame extends PageFrame {
  counts: TextCounts;
}

export interface LogPage extends TextsFrame {
  list: 'all' | 'failed' | 'held';
  asked: AskedTexts;
  askProblems: readonly AskProblem[];
  agents: readonly { id: string; name: string }[];
  found: FoundTexts;
}

export interface ScheduledRow {
  id: string;
  address: string;
  sender: string;
  body: string;
  sendAt: Date;
  /** The zone (IANA name) on whose clocks the time was chosen; null where none is known. */
  zone: string | null;
  author: string | null;
  contactName: string | null;
  conversationUrl: string;
}

export interface ScheduledPage extends TextsFrame {
  list: 'scheduled';
  scheduled: readonly ScheduledRow[];
  /** The address of the next page's first text; null where all are shown. */
  later: string | null;
  waiting: FoundTexts;
}

export interface DeadLetterRow {
  id: string;
  queue: string;
  /** As it was stored. */
  reason: string;
  attempts: number;
  enqueuedAt: Date;
  buriedAt: Date;
  /** The text that it is about; null where it is about none. */
  messageId: string | null;
}

export interface DeadLettersPage extends TextsFrame {
  list: 'dead-letters';
  letters: readonly DeadLetterRow[];
}

/** `release`: to let a text go that a limit holds. */
export type TextAct = 'again' | 'cancel' | 'arrived' | 'release' | 'resume-automatic';

/** Why nothing can be done about a text that did not arrive. */
export type NoAct = 'viewer' | 'sent-again' | 'refused' | 'on-its-way' | 'over';

export interface TextPart {
  no: number;
  of: number | null;
  body: string;
  state: MessageState;
  price: Price | null;
  events: readonly PanelEvent[];
}

export interface OneText extends LoggedText {
  parts: readonly TextPart[];
  price: TotalPrice | null;
  sid: string | null;
  conversationUrl: string | null;
  writtenAt: Date;
  /** The text that it replaces, and those that replace it. */
  replaces: string | null;
  replacedBy: readonly { id: string; at: Date; author: string | null }[];
  notes: readonly { at: Date; words: string; isPosted: boolean }[];
  /** Clicks on these pages that changed it. */
  acts: readonly { at: Date; who: string | null; act: TextAct }[];
  /** Automatic texts are stopped in its thread; null where they go. */
  loop: Loop | null;
  mayDo: readonly TextAct[];
  /** Null where something can be done, or nothing has to be. */
  whyNot: NoAct | null;
  purpose: Purpose;
  trace: readonly TraceFact[];
}

export interface TextPage extends PageFrame {
  text: OneText;
}
