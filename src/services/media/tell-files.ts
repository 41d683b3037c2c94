// Has a customer's text tell of its files: those that are here go into its conversation with it.
import { NotYet } from '../../domain/errors.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import type { MediaFile } from '../../domain/media/file.ts';
import { isAttachable, isSettled, isToldWhole, mediaOf, waitsForFiles } from '../../domain/media/received-files.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { UploadedBytes } from '../../intercom/calls/upload.ts';
import type { Trx } from '../../store/database/database.ts';
import { addFiles, beginTelling, endTelling, listFilesOf, updateFiles } from '../../store/media/files.ts';
import { updateContent } from '../../store/texts/messages.ts';
import { fileName, saidWithFiles } from '../../words/received-files.ts';
import { type Context, nowOf, transact, type Unit } from '../context.ts';
import { areReadable } from './are-readable.ts';

/** The files of a text, as the call that is about to begin tells of them. */
export interface Telling {
  files: readonly MediaFile[];
  uploads: readonly UploadedBytes[];
  /** An earlier try may have put the text there. It told of the files in the same way. */
  repeated: boolean;
}

/** A part of a conversation takes so many. */
export const MOST_ATTACHED = 10;

/** Null for a text without files. Throws NotYet while they are on their way, for a moment at most. */
export async function tellFiles(ctx: Context, message: Message): Promise<Telling | null> {
  if (message.media.length === 0) return null;
  const { workspaceId, id: subject } = message;
  const files = await listFilesOf(ctx.db, workspaceId, subject);
  const now = nowOf(ctx);
  if (files.length === 0) await transact(ctx, (unit) => askForFiles(ctx, unit, message));
  const isComplete = files.length > 0 && files.every((file) => isSettled(file, now));
  if (!isComplete && waitsForFiles(message, now)) throw new NotYet('files-on-their-way');
  if (files.some(({ attemptedAt }) => attemptedAt !== null)) return { files, uploads: [], repeated: true };
  const told = files.filter(({ state }) => state === 'kept').map(({ id }) => id);
  await beginTelling(ctx.db, { workspaceId, subject }, told, now);
  const asTold = files.map((file) => ({ ...file, isTold: told.includes(file.id) }));
  return { files: asTold, uploads: await uploadsOf(ctx, asTold), repeated: false };
}

/** Twilio's copy is fetched by a job of its own, so that no slow file holds up other texts. */
export async function askForFiles(ctx: Context, { trx, enqueue }: Unit, message: Message): Promise<void> {
  const { workspaceId, id: messageId, media } = message;
  if (media.length === 0) return;
  const common = { workspaceId, subject: messageId, messageId, direction: 'in', name: null } as const;
  const files = media.map(({ id: source, contentType: claimedType }, position) => {
    return { ...common, id: ctx.newId(), position, source, claimedType };
  });
  await addFiles(trx, files, nowOf(ctx));
  await enqueue([newJob('fetch-media', { workspaceId, messageId })]);
}

/** The files to attach; none where the store is away, and then they follow once it is back. */
export async function uploadsOf(ctx: Context, files: readonly MediaFile[]): Promise<UploadedBytes[]> {
  const attached = files.filter((file) => file.isTold && isAttachable(file)).slice(0, MOST_ATTACHED);
  return (await areReadable(ctx, attached)) ? attached.map((file) => toUpload(ctx, file)) : [];
}

function toUpload(ctx: Context, file: MediaFile): UploadedBytes {
  const size = file.size ?? 0;
  const read = () => ctx.media.read(file, { start: 0, end: size });
  return { name: fileName(file), contentType: file.type ?? file.claimedType, size, read };
}

/** Records in the text's own transaction what its part shows. `hasFiles`: the part has those that were told of. */
export async function recordBeside(
  trx: Trx,
  message: Message,
  files: readonly MediaFile[],
  { partId, hasFiles }: { partId: string | null; hasFiles: boolean },
): Promise<void> {
  const shown = files.filter(
    (file) => file.isTold && (isToldWhole(file) || file.size === 0 || (hasFiles && isAttachable(file))),
  );
  await recordShown(trx, message, files, { partId, shown });
}

/** `files`: all of the text. Their words become words of the text. */
export async function recordShown(
  trx: Trx,
  message: Message,
  files: readonly MediaFile[],
  { partId, shown }: { partId: string | null; shown: readonly MediaFile[] },
): Promise<void> {
  const { workspaceId, id: subject } = message;
  const ids = shown.map(({ id }) => id);
  await endTelling(trx, { workspaceId, subject }, ids, partId ?? 'unknown');
  // A link is no word of the customer's.
  const told = files.filter(({ isTold, problem }) => isTold && problem !== 'not-taken');
  await updateContent(trx, message, { body: saidWithFiles(message.body, told), media: mediaOf(files) });
}

/** Intercom does not take these: the next part has links instead. */
export async function refuseUploads(ctx: Context, files: readonly MediaFile[]): Promise<void> {
  const refused = files.filter((file) => file.isTold && isAttachable(file)).map(({ id }) => id);
  const [first] = files;
  if (first) await updateFiles(ctx.db, first.workspaceId, refused, { problem: 'not-taken' });
}
