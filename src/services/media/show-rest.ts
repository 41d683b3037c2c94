// Shows the files that a customer's text came without in its conversation: those that came later, and those that no call took along.
import { newJob } from '../../domain/jobs/jobs.ts';
import type { MediaFile } from '../../domain/media/file.ts';
import { isAttachable, isLost, isUnshown } from '../../domain/media/received-files.ts';
import { beginTelling, listFilesOf, updateFiles } from '../../store/media/files.ts';
import { lockReceived } from '../../store/texts/messages.ts';
import { filesInWords, linkedFile, withoutLink } from '../../words/received-files.ts';
import { type Context, nowOf, transact } from '../context.ts';
import { FilesNotTaken, type Join, joinConversation } from '../conversations/join-conversation.ts';
import { oweNote } from '../conversations/owe-note.ts';
import { areReadable } from './are-readable.ts';
import { MOST_ATTACHED, recordShown, refuseUploads, uploadsOf } from './tell-files.ts';

const DAY_MS = 24 * 3_600_000;

export type Place = Pick<Join, 'workspace' | 'intercom' | 'thread' | 'message' | 'conversationId'>;

/** In the order of the thread: it runs in the text's own turn, or in another one of its line. */
export async function showRest(ctx: Context, place: Place): Promise<void> {
  const { workspaceId, id: subject } = place.message;
  // A batch that Intercom refuses comes back as links.
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
    const files = await listFilesOf(ctx.db, workspaceId, subject);
    if (rounds === 0) await tellLost(ctx, place, files);
    const begun = files.filter((file) => isUnshown(file) && file.attemptedAt !== null && file.isTold);
    const batch = begun.length > 0 ? begun : files.filter(isUnshown).slice(0, MOST_ATTACHED);
    if (batch.length === 0 || !(await showBatch(ctx, place, batch, begun.length > 0))) return;
  }
}

/** A text has at most 20 files, in batches of ten, each of which may be refused once. */
const MOST_ROUNDS = 6;

/** False where the store is away: a job waits for it, and the thread goes on. */
async function showBatch(ctx: Context, place: Place, batch: readonly MediaFile[], repeated: boolean): Promise<boolean> {
  const { message, conversationId } = place;
  const { workspaceId, id: subject } = message;
  // A call with files that got no answer may be too long for Intercom.
  if (repeated) await refuseUploads(ctx, batch);
  const told = await Promise.all(batch.map((file) => withLink(ctx, place, file, repeated)));
  if (!(await areReadable(ctx, told.filter(isAttachable)))) {
    await transact(ctx, (unit) => unit.enqueue([newJob('fetch-media', { workspaceId, messageId: subject })]));
    return false;
  }
  const ids = told.map(({ id }) => id);
  await beginTelling(ctx.db, { workspaceId, subject }, ids, nowOf(ctx));
  const files = told.map((file) => ({ ...file, isTold: true }));
  const uploads = await uploadsOf(ctx, files);
  const [body, orBody] = [filesInWords(files), filesInWords(batch.map(withoutLink))];
  try {
    const placed = await joinConversation(ctx, { ...place, body, orBody, uploads, repeated });
    if (placed === null) ctx.log.warn({ workspaceId, conversationId }, 'files have no conversation to go to any more');
    await transact(ctx, async ({ trx }) => {
      const text = await lockReceived(trx, workspaceId, subject);
      const all = await listFilesOf(trx, workspaceId, subject);
      if (text) await recordShown(trx, text, all, { partId: placed?.partId ?? null, shown: files });
    });
  } catch (error) {
    if (!(error instanceof FilesNotTaken)) throw error;
    await refuseUploads(ctx, files);
  }
  return true;
}

/** A file that Intercom does not take is shown by its link, which opens it for as long as it is kept. */
async function withLink(ctx: Context, { workspace }: Place, file: MediaFile, repeated: boolean): Promise<MediaFile> {
  const { workspaceId, id, createdAt } = file;
  const isRefused = file.problem === 'not-taken' || (repeated && isAttachable(file));
  if (!isRefused || (file.words ?? '').includes(`${ctx.publicUrl}/media/`)) return file;
  const until = new Date(createdAt.getTime() + workspace.settings.keepFilesDays * DAY_MS);
  const link = `${ctx.publicUrl}/media/${ctx.mediaTokens.make({ workspaceId, fileId: id }, until)}`;
  // A later try must find the words of this one.
  const words = linkedFile(file, link);
  await updateFiles(ctx.db, workspaceId, [id], { words });
  return { ...file, words, problem: 'not-taken' };
}

/** Tells agents of files that will not come. */
async function tellLost(ctx: Context, { message, conversationId }: Place, files: readonly MediaFile[]): Promise<void> {
  const lost = files.filter(isLost);
  const why = lost[0]?.problem;
  if (!why) return;
  const told = { workspaceId: message.workspaceId, conversationId, subject: message.id };
  await transact(ctx, (unit) => oweNote(ctx, unit, told, { kind: 'files-lost', files: lost.length, why }));
}
