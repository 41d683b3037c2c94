// Gives up a job: keeps it as a dead letter, and owes a note where an agent would wait in vain.
import type { ClaimedJob } from '../../domain/jobs/jobs.ts';
import type { FailureNote } from '../../domain/notes/note.ts';
import { isPersons } from '../../domain/reply.ts';
import { findThreadOfConversation } from '../../store/conversations/conversations.ts';
import { findReply } from '../../store/conversations/replies.ts';
import { listFilesOf, updateFiles } from '../../store/media/files.ts';
import { findMessage, updateMessage } from '../../store/texts/messages.ts';
import { lockSend, updateSend } from '../../store/texts/panel-texts.ts';
import { type Context, nowOf, transact, type Unit } from '../context.ts';
import { oweFailure, oweNote, toldOf, writtenAs } from '../conversations/owe-note.ts';

export async function giveUp(ctx: Context, job: ClaimedJob, reason: string): Promise<void> {
  await transact(ctx, async (unit) => {
    if (!(await ctx.jobs.bury(unit.trx, job, reason, nowOf(ctx)))) return;
    if (job.queue === 'deliver-text') await tellUndelivered(ctx, unit, job.data);
    if (job.queue === 'fetch-media') await loseFiles(ctx, unit, job.data);
    if (job.queue === 'relay-reply') await tellUnrelayed(ctx, unit, job);
    if (job.queue === 'send-later') await holdScheduled(ctx, unit, job.data);
  });
}

async function tellUndelivered(
  ctx: Context,
  unit: Unit,
  data: { workspaceId: string; messageId: string },
): Promise<void> {
  const message = await findMessage(unit.trx, data.workspaceId, data.messageId);
  if (!message) return;
  if (message.state === 'pending') await updateMessage(unit.trx, message, { state: 'given-up', stateAt: nowOf(ctx) });
  const { address } = message;
  const note: FailureNote =
    message.attemptedAt === null
      ? { kind: 'held', address, what: writtenAs(message), hours: 24 }
      : { kind: 'unanswered', address, what: writtenAs(message) };
  await oweFailure(ctx, unit, toldOf(message), note);
}

/** Files that did not come within a day are lost. One that is here and could not be shown stays in the panel. */
async function loseFiles(ctx: Context, unit: Unit, data: { workspaceId: string; messageId: string }): Promise<void> {
  const { workspaceId, messageId } = data;
  const files = await listFilesOf(unit.trx, workspaceId, messageId);
  const waiting = files.filter(({ state }) => state === 'waiting');
  const message = await findMessage(unit.trx, workspaceId, messageId);
  const why = waiting[0]?.problem ?? 'not-there';
  if (!message || waiting.length === 0) return;
  const ids = waiting.map(({ id }) => id);
  await updateFiles(unit.trx, workspaceId, ids, { state: 'gone', problem: why, stateAt: nowOf(ctx) });
  const told = { workspaceId, conversationId: message.conversationId, subject: messageId };
  await oweNote(ctx, unit, told, { kind: 'files-lost', files: waiting.length, why });
}

type RelayJob = Extract<ClaimedJob, { queue: 'relay-reply' }>;

/** A webhook without words may have been about a note, so only a thread's conversation is told. */
async function tellUnrelayed(ctx: Context, unit: Unit, { id, data }: RelayJob): Promise<void> {
  const { workspaceId, conversationId, partId } = data;
  const isThread = (await findThreadOfConversation(unit.trx, workspaceId, conversationId)) !== undefined;
  const reply = partId === null ? undefined : await findReply(unit.trx, workspaceId, partId);
  if (reply === undefined && !isThread) return;
  const told = { workspaceId, conversationId, subject: partId ?? id, byPerson: !reply || isPersons(reply.part) };
  await oweFailure(ctx, unit, told, { kind: 'unread', isReply: reply !== undefined });
}

/** Holds a scheduled text. One that was moved to a later time has another job. */
async function holdScheduled(ctx: Context, unit: Unit, data: { workspaceId: string; sendId: string }): Promise<void> {
  const now = nowOf(ctx);
  const send = await lockSend(unit.trx, data.workspaceId, data.sendId);
  if (send?.state !== 'scheduled' || (send.sendAt ?? now) > now) return;
  await updateSend(unit.trx, send, { state: 'held', settledAt: now });
  const { workspaceId, conversationId, id: subject } = send;
  const told = { workspaceId, conversationId, subject, byPerson: true };
  const what = { scheduledFor: send.sendAt ?? now, zone: send.zone ?? 'UTC' };
  await oweFailure(ctx, unit, told, { kind: 'held', address: send.address, what, hours: 24 });
}
