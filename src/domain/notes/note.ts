// A note that a conversation is owed, as a value: words/notes.ts has its sentences.
import type { FileProblem } from '../media/file.ts';
import type { NotTexted } from '../media/not-texted.ts';
import type { Fault } from '../texts/fault.ts';
import type { LoopKind } from '../texts/loop.ts';
import type { Refusal } from '../texts/refusal.ts';
import type { Remedy } from '../texts/remedies.ts';
import type { TextBefore } from './texts-before.ts';

export type Note = FailureNote | NewsNote;

/** A reply in a conversation, a text from the panel, or one that an agent scheduled there, with its time and the zone of that. */
export type Written = 'reply' | 'text' | { scheduledFor: Date; zone: string };

/** Tells of a text that did not arrive, or may not have. */
export type FailureNote =
  | {
      kind: 'failed';
      address: string;
      fault: Fault;
      remedies: readonly Remedy[];
      what: Written;
      part: PartOfText;
      isRestUnsent: boolean;
    }
  | { kind: 'refused'; address: string; sender: string; what: Written; reason: Refusal }
  | { kind: 'uninstalled'; address: string; what: Written }
  /** It waited for more than `hours`. */
  | { kind: 'held'; address: string; what: Written; hours: number }
  /** The call to Twilio may have been made, and for a day no answer came. */
  | { kind: 'unanswered'; address: string; what: Written }
  /** Twilio's answer was lost, and its list of texts does not tell. */
  | { kind: 'unsure'; address: string; what: Written }
  /** `isReply`: it is certain that there was a reply, and only its words are missing. */
  | { kind: 'unread'; isReply: boolean }
  | { kind: 'no-number'; why: UnreadPhone }
  | FilesNote;

/** `isAnySent`: the words, or other files, were texted. */
interface FilesNote {
  kind: 'files-not-texted';
  files: readonly NotTexted[];
  isAnySent: boolean;
}

export type NewsNote =
  /**
   * `sender` may be one that stands for all numbers. `isOursAlone`: Twilio did not count the words as a stop. `isConfirmed`: a text
   * of ours tells the customer. `coversAll`: it ends texts from every number of the workspace, which has several.
   */
  | {
      kind: 'opted-out';
      address: string;
      sender: string;
      isOursAlone: boolean;
      isConfirmed: boolean;
      coversAll: boolean;
    }
  /** `reason`: in an agent's words, or empty. */
  | { kind: 'opted-out-by-hand'; address: string; reason: string }
  /** `isStillBlocked`: Twilio does not know the word, and blocks the sender as before. `heldBack`: texts refused meanwhile. */
  | { kind: 'opted-in'; address: string; sender: string; isStillBlocked: boolean; heldBack: number }
  | { kind: 'opted-in-by-hand'; address: string; heldBack: number }
  | { kind: 'may-stop'; address: string }
  | { kind: 'not-answerable'; address: string }
  /** So many texts come that those of a minute stand in one message. */
  | { kind: 'flood'; address: string }
  /** Automatic texts are stopped: the other end answers each by itself. */
  | { kind: 'loop'; address: string; how: LoopKind }
  /** Files of a customer's text are not here, and are fetched again (`files-late`) or not (`files-lost`). */
  | { kind: 'files-late' | 'files-lost'; files: number; why: FileProblem }
  /** An automatic answer that was shown here and did not go. */
  | { kind: 'needless'; address: string }
  | FilesNote
  | { kind: 'deleted-in-time' | 'deleted-too-late'; address: string }
  /** Somebody cancelled it before it went; `by`: their name, where it is known. */
  | { kind: 'cancelled'; address: string; what: Written; by: string | null }
  /** `isElsewhere`: from another conversation than the one that is told. */
  | { kind: 'sent-again'; address: string; isElsewhere: boolean }
  /** Better news of a text that was said to have failed (`arrived`), or that nobody knew of (`went-out`). */
  | { kind: 'arrived' | 'went-out'; address: string; what: Written; part: PartOfText; wasSentAgain: boolean }
  /** Quiet hours hold a text until then. The zones are those that decided, and the workspace's. */
  | { kind: 'waits'; address: string; until: Date; zone: string; workspaceZone: string; mayGoNow: boolean }
  /** The limit of the day for texts to this country is reached: an admin decides. */
  | { kind: 'over-limit'; address: string; country: string }
  /** Automatic texts went out that no conversation showed. `more`: earlier ones; the zone is the workspace's. */
  | { kind: 'texts-before'; address: string; texts: readonly TextBefore[]; more: number; zone: string }
  /** An agent says so. */
  | { kind: 'said-arrived'; address: string; what: Written };

export interface PartOfText {
  no: number;
  of: number;
}

/** Why a contact's phone field does not say where to text. */
export type UnreadPhone = 'none' | 'several' | 'unreadable';

/** The kind that a note is stored under: a subject gets one note of each, so notes that exclude one another share it. */
export const storedKinds = {
  arrived: 'arrived',
  cancelled: 'cancelled',
  'deleted-in-time': 'deleted',
  'deleted-too-late': 'deleted',
  failed: 'failed',
  flood: 'flood',
  loop: 'loop',
  'files-late': 'files-late',
  'files-lost': 'files-lost',
  held: 'held',
  'may-stop': 'may-stop',
  needless: 'needless',
  'no-number': 'no-number',
  'not-answerable': 'not-answerable',
  'opted-in': 'opted-in',
  'opted-in-by-hand': 'opted-in',
  'opted-out': 'opted-out',
  'opted-out-by-hand': 'opted-out',
  'over-limit': 'over-limit',
  'files-not-texted': 'pictures',
  refused: 'refused',
  'said-arrived': 'went-out',
  'sent-again': 'sent-again',
  'texts-before': 'texts-before',
  waits: 'waits',
  unanswered: 'held',
  uninstalled: 'refused',
  unread: 'held',
  unsure: 'held',
  'went-out': 'went-out',
} as const satisfies Record<Note['kind'], string>;
