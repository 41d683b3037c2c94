// Texts the files of a reply that did not come while its words went.

import { NotYet } from '../../domain/errors.ts';
import type { MediaFile } from '../../domain/media/file.ts';
import { lostFile } from '../../domain/media/not-texted.ts';
import { allFiles, withLinks } from '../../domain/media/texts-with-files.ts';
import { isPersons } from '../../domain/reply.ts';
import type { Author } from '../../domain/texts/message.ts';
import { findThreadOfConversation } from '../../store/conversations/conversations.ts';
import { findReply, type StoredReply } from '../../store/conversations/replies.ts';
import { listFilesOf, lockFilesOf, updateFiles } from '../../store/media/files.ts';
import { listParts } from '../../store/texts/part-texts.ts';
import { type Context, nowOf, type OpenWorkspace, transact, type Unit } from '../context.ts';
import { oweFailure } from '../conversations/owe-note.ts';
import { copyAgain } from '../media/copy-files.ts';
import { type Ends, layOut, pictureBytesFor } from '../media/prepare-files.ts';
import { queueText } from '../texts/queue-text.ts';
import { tellNotTexted } from './reply-files.ts';

/** A file that has not come by then never will: Intercom's addresses expire. */
const GIVE_UP_AFTER_MS = 2 * 3_600_000;

const TOTAL_MS = 60_000;
const OFTENEST_MS = 5_000;
const RAREST_MS = 5 * 60_000;

export async function textFiles(ctx: Context, input: { workspaceId: string; partId: string }): Promise<void> {
  const { workspaceId, partId } = input;
  const reply = await findReply(ctx.db, workspaceId, partId);
  const known = reply && (await findThreadOfConversation(ctx.db, workspaceId, reply.conversationId));
  if (!reply || !known) return;
  const workspace = await ctx.workspaces.get(workspaceId);
  const { thread } = known;
  const stored = await listFilesOf(ctx.db, workspaceId, partId);
  const pictureBytes = pictureBytesFor(workspace, thread, stored.length);
  const files = await copyAgain(ctx, { sources: [], pictureBytes, totalMs: TOTAL_MS }, stored);
  const waiting = files.filter(({ state }) => state === 'waiting');
  const ageMs = ctx.clock.now() - reply.receivedAt.getTime();
  if (waiting.length > 0 && ageMs < GIVE_UP_AFTER_MS)
    throw new NotYet('files-on-their-way', Math.min(RAREST_MS, Math.max(OFTENEST_MS, ageMs / 4)));
  await transact(ctx, (unit) => textRest(ctx, unit, workspace, reply, thread));
}

/** Whoever holds the lock finds which files a text has already. */
async function textRest(
  ctx: Context,
  unit: Unit,
  workspace: OpenWorkspace,
  reply: StoredReply,
  thread: Ends & { id: string },
): Promise<void> {
  const { partId, conversationId, part } = reply;
  const { id: workspaceId } = workspace;
  const files = await lockFilesOf(unit.trx, workspaceId, partId);
  const late = files.filter(({ state }) => state === 'waiting');
  await updateFiles(
    unit.trx,
    workspaceId,
    late.map(({ id }) => id),
    { state: 'gone', stateAt: nowOf(ctx) },
  );
  const here = files.filter(({ state, messageId }) => state === 'kept' && messageId === null);
  const prepared = layOut(ctx, workspace, thread, here);
  const parts = await listParts(unit.trx, { workspaceId, id: '', replyPartId: partId, sendId: null });
  const told = { workspaceId, conversationId, subject: partId, byPerson: isPersons(part) };
  if (allFiles(prepared.files).length > 0) {
    const { address, sender } = thread;
    const author: Author = { kind: isPersons(part) ? 'admin' : 'automation', id: part.author.id };
    const queued = await queueText(ctx, unit, workspace, {
      thread: { workspaceId, id: thread.id, address, sender },
      body: withLinks('', prepared.files.links),
      files: prepared.files,
      partsBefore: parts.length,
      conversationId,
      replyPartId: partId,
      sendId: null,
      retryOf: null,
      author,
      purpose: 'conversation',
      writtenAt: part.createdAt,
      ifRefused: 'keep',
    });
    if (queued.kind === 'refused')
      await oweFailure(ctx, unit, told, { kind: 'refused', address, sender, what: 'reply', reason: queued.reason });
  }
  const lost = [...prepared.notTexted, ...late.map((file: MediaFile) => lostFile(file))];
  if (lost.length > 0) await tellNotTexted(ctx, unit, told, lost, parts.length + here.length > 0);
}
