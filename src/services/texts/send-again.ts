// Sends a failed text again on an agent's click: as new texts that are linked to those that they replace.
import { newJob } from '../../domain/jobs/jobs.ts';
import { filesOfTexts } from '../../domain/media/texts-with-files.ts';
import { isStopped, type Message } from '../../domain/texts/message.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Db } from '../../store/database/database.ts';
import { lockMessage } from '../../store/texts/messages.ts';
import { findSend, insertSend } from '../../store/texts/panel-texts.ts';
import { listParts, retriedMessages } from '../../store/texts/part-texts.ts';
import { nowOf, type Storing, type Timed, transact, type Unit, type Watched } from '../context.ts';
import { oweNote } from '../conversations/owe-note.ts';
import { queueText, whyRefused } from './queue-text.ts';
import { joinThread } from './send-text.ts';

export type AgainOutcome = { kind: 'sent' | 'already' | 'not-failed' } | { kind: 'refused'; reason: Refusal };

type AgainContext = Storing & Timed & Watched;

/** `messageId`: of the text's first part. `conversationId`: of the panel in which the agent clicked. */
export interface Again {
  messageId: string;
  conversationId: string | null;
  adminId: string | null;
}

export function sendAgain(ctx: AgainContext, workspace: Workspace, input: Again): Promise<AgainOutcome> {
  return transact(ctx, (unit) => sendAgainIn(ctx, unit, workspace, input));
}

/** The same within a transaction. */
export async function sendAgainIn(
  ctx: AgainContext,
  unit: Unit,
  workspace: Workspace,
  input: Again,
): Promise<AgainOutcome> {
  const { id: workspaceId } = workspace;
  // The lock makes two clicks one: the second finds what the first has done.
  const first = await lockMessage(unit.trx, workspaceId, { id: input.messageId, sid: '' });
  const failed = first && (await failedParts(unit.trx, first))[0];
  if (!failed || failed.threadId === null || failed.refusedFor === 'deleted') return { kind: 'not-failed' };
  // It goes by itself once an admin says so.
  if (failed.state === 'held' && failed.heldFor !== null) return { kind: 'not-failed' };
  if ((await retriedMessages(unit.trx, workspaceId, [failed.id])).size > 0) return { kind: 'already' };
  const reason = await whyRefused(unit.trx, workspace, failed, nowOf(ctx));
  if (reason) return { kind: 'refused', reason };
  await repeatText(ctx, unit, workspace, { ...failed, threadId: failed.threadId }, input);
  return { kind: 'sent' };
}

/** The failed parts, and those after them, which did not go either; in order. */
export async function failedParts(db: Db, message: Message): Promise<Message[]> {
  if (message.direction === 'in') return [];
  const parts = await listParts(db, message);
  const from = parts.find(isStopped)?.partNo ?? Number.POSITIVE_INFINITY;
  return parts.filter((part) => part.partNo >= from && isStopped(part));
}

/**
 * Sends the failed parts and those after them once more. The new text belongs to the conversation in which the agent clicked;
 * where that is another one, it is shown there, and the first conversation gets a note.
 */
export async function repeatText(
  ctx: AgainContext,
  unit: Unit,
  workspace: Workspace,
  failed: Message & { threadId: string },
  input: { conversationId: string | null; adminId: string | null },
): Promise<void> {
  const { workspaceId, address, sender, threadId } = failed;
  const { conversationId, adminId: authorId } = input;
  const now = nowOf(ctx);
  const parts = await failedParts(unit.trx, failed);
  const body = parts
    .map((part) => part.body)
    .filter((words) => words !== '')
    .join('\n');
  // A text outside of conversations is shown in none.
  const sendId = conversationId === null ? null : ctx.newId();
  if (conversationId !== null && sendId !== null) {
    const send = { workspaceId, id: sendId, threadId, address, sender, conversationId, body, authorId } as const;
    await insertSend(unit.trx, {
      ...send,
      state: 'sent',
      sendAt: null,
      zone: null,
      retryOf: failed.id,
      createdAt: now,
    });
  }
  await queueText(ctx, unit, workspace, {
    thread: { workspaceId, id: threadId, address, sender },
    body,
    files: filesOfTexts(parts),
    conversationId,
    replyPartId: null,
    sendId,
    retryOf: failed.id,
    author: { kind: 'admin', id: authorId },
    purpose: failed.purpose,
    writtenAt: now,
    ifRefused: 'drop',
  });
  if (conversationId === null || sendId === null) return;
  // A scheduled text that was refused at its time is not shown in the conversation yet.
  const isUnshown =
    failed.sendId !== null && (await findSend(unit.trx, workspaceId, failed.sendId))?.state === 'refused';
  const isElsewhere = failed.conversationId !== null && failed.conversationId !== conversationId;
  const told = { workspaceId, conversationId: failed.conversationId ?? conversationId, subject: failed.id };
  await oweNote(ctx, unit, told, { kind: 'sent-again', address, isElsewhere });
  if (!isElsewhere && !isUnshown) return;
  await joinThread(ctx, unit, { workspaceId, id: threadId }, conversationId, null);
  await unit.enqueue([newJob('post-comment', { workspaceId, conversationId, sendId })]);
}
