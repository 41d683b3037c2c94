// A file of a text, in either direction.

/**
 * `waiting`: its bytes are still to come, and are asked for again. `kept`: we have them. The others are ends: `gone` came in
 * vain or never came, `too-large` is over the limit, `expired` had its time here.
 */
export type FileState = 'waiting' | 'kept' | 'gone' | 'too-large' | 'expired';

/** Why the bytes are not here: the last try's reason. */
export type FileProblem =
  /** The vendor has no such file, or not yet. */
  | 'not-there'
  /** The vendor refused our credentials for it. */
  | 'refused'
  | 'no-answer'
  /** Its address leads to a private network. */
  | 'private-address'
  /** It alone, or with the other files of its text. */
  | 'too-large'
  /** The place where files are kept does not answer. */
  | 'store-away'
  /** It made room for newer ones. */
  | 'no-room'
  /** Intercom takes no such file. */
  | 'not-taken';

export interface MediaFile {
  workspaceId: string;
  id: string;
  /** Names the text that it belongs to before that text exists: a message's id, a reply's, a send's. */
  subject: string;
  /** Its place among the files of its subject, from 0. */
  position: number;
  direction: 'in' | 'out';
  messageId: string | null;
  /** The place where it was found: Twilio's id of it, or a URL. */
  source: string;
  /** As its sender says. Only a hint. */
  claimedType: string;
  /** As its bytes say; null until they have come. */
  type: string | null;
  name: string | null;
  /** In bytes; null until they have come. */
  size: number | null;
  /** The width and height of a picture, upright; null where its bytes do not say. */
  pixels: { width: number; height: number } | null;
  /** The words of a file that is text. */
  words: string | null;
  state: FileState;
  problem: FileProblem | null;
  stateAt: Date;
  /** When a call began that may have put it into a conversation. */
  attemptedAt: Date | null;
  /** The words of that call say that the file is here. */
  isTold: boolean;
  /** The part of the conversation that shows it. */
  partId: string | null;
  createdAt: Date;
}

/** All files of one text together, in bytes. */
export const MOST_BYTES = 20_000_000;

/** A type that nothing in the bytes tells. */
export const UNKNOWN_TYPE = 'application/octet-stream';
