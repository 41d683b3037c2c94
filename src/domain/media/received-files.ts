// How a customer's files are told in their conversation: as words, as attachments, or as missing.
import type { Media } from '../texts/message.ts';
import type { MediaFile } from './file.ts';

/** A text waits so long for its files, in milliseconds. Those that come later follow it. */
export const FILES_MAY_TAKE_MS = 7_000;

/** A text file up to this many bytes is shown as words alone; of a longer one the beginning is, beside the file. */
export const MOST_TEXT_BYTES = 8_000;

/** No longer text file is read for its words. */
export const LONGEST_READ_BYTES = 256_000;

export function mayHaveWords({ type, size }: Pick<MediaFile, 'type' | 'size'>): boolean {
  return (type ?? '').startsWith('text/') && size !== null && size <= LONGEST_READ_BYTES;
}

/** Its words tell all that is in it, so that nobody needs the file. */
export function isToldWhole({ type, size }: Pick<MediaFile, 'type' | 'size'>): boolean {
  return type === 'text/plain' && size !== null && size <= MOST_TEXT_BYTES;
}

/** It goes into the conversation as a file. An empty one cannot, nor one that Intercom did not take. */
export function isAttachable(file: Pick<MediaFile, 'state' | 'problem' | 'type' | 'size'>): boolean {
  return file.state === 'kept' && file.problem !== 'not-taken' && file.size !== 0 && !isToldWhole(file);
}

/** A text that is late already waits for no file. */
const WAITS_WHILE_NEW_MS = 3_600_000;

export function waitsForFiles({ createdAt }: { createdAt: Date }, now: Date): boolean {
  return now.getTime() - createdAt.getTime() < WAITS_WHILE_NEW_MS;
}

/** The text need not wait for it any longer. */
export function isSettled({ state, createdAt }: Pick<MediaFile, 'state' | 'createdAt'>, now: Date): boolean {
  return state !== 'waiting' || now.getTime() - createdAt.getTime() >= FILES_MAY_TAKE_MS;
}

/** Its bytes are here, and no part of the conversation shows it yet. */
export function isUnshown({ state, partId }: Pick<MediaFile, 'state' | 'partId'>): boolean {
  return state === 'kept' && partId === null;
}

/** A text's list of its files, without those whose words are among its own now. */
export function mediaOf(files: readonly MediaFile[]): Media[] {
  return files
    .filter((file) => !isToldWhole(file))
    .map(({ id, source, state, type, claimedType, name, size }) => ({
      id: source,
      contentType: type ?? claimedType,
      ...(state === 'kept' ? { fileId: id } : {}),
      ...(name === null ? {} : { name }),
      ...(size === null ? {} : { bytes: size }),
    }));
}

/** It did not come in time, and will not. */
export function isLost({ state }: Pick<MediaFile, 'state'>): boolean {
  return state === 'gone' || state === 'too-large';
}
