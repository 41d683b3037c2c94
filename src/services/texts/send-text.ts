// Sends an agent's text from the panel once, at once or at its time, and shows it in its conversation.
import { type NewJob, newJob } from '../../domain/jobs/jobs.ts';
import { areSameFiles, type SendFiles } from '../../domain/media/send-files.ts';
import { type FilesToText, filesOfTexts, withLinks } from '../../domain/media/texts-with-files.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { adoptConversation, markTexted } from '../../store/conversations/conversations.ts';
import { ensureThread, findThread, updateThread } from '../../store/conversations/threads.ts';
import { findMessage } from '../../store/texts/messages.ts';
import { insertSend, lockSend, type NewSend, type Send } from '../../store/texts/panel-texts.ts';
import { listParts } from '../../store/texts/part-texts.ts';
import { nowOf, type Timed, type Transacting, transact, type Unit, type Watched } from '../context.ts';
import { oweNote } from '../conversations/owe-note.ts';
import { queueText, whyRefused, whyTooLong } from './queue-text.ts';

export interface TextToSend {
  /** The id of the click, which makes one text however often it arrives. */
  id: string;
  address: string;
  sender: string;
  body: string;
  conversationId: string;
  /** The contact in whose conversation it is written; null where that is unknown. */
  contactId: string | null;
  authorId: string | null;
  /** Null: at once. `zone`: the clocks on which the time was chosen. */
  later: { at: Date; zone: string } | null;
  /** The failed text that it replaces. */
  retryOf: string | null;
  /** Absent: it has none. */
  files?: SendFiles | null;
}

export type SendOutcome =
  | { kind: 'sent' | 'scheduled' }
  | { kind: 'refused'; reason: Refusal }
  /** The click was used for something else: this text was not sent. */
  | { kind: 'used'; by: Send };

export type SendContext = Transacting & Timed & Watched;

export async function sendText(ctx: SendContext, workspace: Workspace, text: TextToSend): Promise<SendOutcome> {
  return transact(ctx, async (unit): Promise<SendOutcome> => {
    const { id, later, contactId, ...rest } = text;
    const { id: workspaceId } = workspace;
    const known = await lockSend(unit.trx, workspaceId, id);
    if (known) return sameClick(known, text) ? outcomeOf(known) : { kind: 'used', by: known };
    const now = nowOf(ctx);
    const author = { kind: 'admin', id: text.authorId } as const;
    const reason =
      (await whyRefused(unit.trx, workspace, { ...text, purpose: 'conversation' }, now)) ??
      (await whyTooLong(unit, workspace, { ...text, author }));
    if (reason) return { kind: 'refused', reason };
    const pair = { workspaceId, id: ctx.newId(), address: text.address, sender: text.sender };
    const thread = await ensureThread(unit.trx, pair, now);
    const [sendAt, zone] = [later?.at ?? null, later?.zone ?? null];
    const state = sendAt === null ? 'sent' : 'scheduled';
    const send = { ...rest, workspaceId, id, threadId: thread.id, state, sendAt, zone, createdAt: now } as const;
    if (!(await insertSend(unit.trx, send))) return sendOfSameClick(unit, workspaceId, text);
    if (contactId !== null && thread.contactId === null) await updateThread(unit.trx, thread, { contactId });
    if (sendAt !== null) await unit.enqueue([laterJob(send, sendAt, now)]);
    else await sendThroughGate(ctx, unit, workspace, send, contactId);
    return { kind: state };
  });
}

/** The text of the same click, which another request has committed meanwhile. */
async function sendOfSameClick(unit: Unit, workspaceId: string, text: TextToSend): Promise<SendOutcome> {
  const known = await lockSend(unit.trx, workspaceId, text.id);
  if (!known) throw new Error('A text that was asked for a moment ago cannot be found.');
  return sameClick(known, text) ? outcomeOf(known) : { kind: 'used', by: known };
}

function sameClick(known: Send, text: TextToSend): boolean {
  const isSameTime = known.sendAt?.getTime() === text.later?.at.getTime();
  const isSame = isSameTime && areSameFiles(known.files, text.files ?? null);
  return isSame && known.body === text.body && known.address === text.address && known.sender === text.sender;
}

function outcomeOf(send: Send): SendOutcome {
  return { kind: send.state === 'scheduled' ? 'scheduled' : 'sent' };
}

export function laterJob(send: { workspaceId: string; id: string }, sendAt: Date, now: Date): NewJob {
  const { workspaceId, id } = send;
  const delayMs = Math.max(0, sendAt.getTime() - now.getTime());
  return newJob('send-later', { workspaceId, sendId: id }, { delayMs });
}

/** Sends the text through the gate, and makes the conversation the thread's own, where its later texts go. */
export async function sendThroughGate(
  ctx: SendContext,
  unit: Unit,
  workspace: Workspace,
  send: NewSend,
  contactId: string | null,
): Promise<Refusal | null> {
  const { id: workspaceId } = workspace;
  const { id: sendId, threadId: id, address, sender, conversationId } = send;
  const files = send.files ?? (send.retryOf === null ? null : await filesAgain(unit, workspaceId, send.retryOf));
  const queued = await queueText(ctx, unit, workspace, {
    thread: { workspaceId, id, address, sender },
    body: withLinks(send.body, send.files?.links ?? []),
    ...(files === null ? {} : { files }),
    conversationId,
    replyPartId: null,
    sendId,
    retryOf: send.retryOf,
    author: { kind: 'admin', id: send.authorId },
    purpose: 'conversation',
    // A text that waited for its time grows old from then on.
    writtenAt: send.sendAt ?? nowOf(ctx),
    // The panel still shows the words of a text that was to go at once.
    ifRefused: send.sendAt === null ? 'drop' : 'keep',
  });
  if (queued.kind === 'refused') return queued.reason;
  if (send.retryOf !== null) await tellReplaced(ctx, unit, { ...send, messageId: send.retryOf });
  await joinThread(ctx, unit, { workspaceId, id }, conversationId, contactId);
  await unit.enqueue([newJob('post-comment', { workspaceId, conversationId, sendId })]);
  return null;
}

/** The pictures of the failed text that is written anew. Its links stand in its words. */
async function filesAgain({ trx }: Unit, workspaceId: string, messageId: string): Promise<FilesToText | null> {
  const failed = await findMessage(trx, workspaceId, messageId);
  if (!failed) return null;
  const { messages } = filesOfTexts(await listParts(trx, failed));
  return messages.length === 0 ? null : { messages, links: [] };
}

/** Tells another conversation that its failed text was replaced, so that no agent there sends it again. */
async function tellReplaced(
  ctx: Timed,
  unit: Unit,
  by: { workspaceId: string; conversationId: string; messageId: string },
): Promise<void> {
  const { workspaceId, messageId } = by;
  const failed = await findMessage(unit.trx, workspaceId, messageId);
  if (!failed || failed.conversationId === null || failed.conversationId === by.conversationId) return;
  const { conversationId } = failed;
  await oweNote(
    ctx,
    unit,
    { workspaceId, conversationId, subject: failed.id },
    { kind: 'sent-again', address: failed.address, isElsewhere: true },
  );
}

/** Makes the conversation the thread's own: its later texts and the answer to this one go there. */
export async function joinThread(
  ctx: Timed,
  unit: Unit,
  thread: { workspaceId: string; id: string },
  conversationId: string,
  contactId: string | null,
): Promise<void> {
  const { workspaceId } = thread;
  const before = await findThread(unit.trx, workspaceId, { id: thread.id });
  const isNew = await adoptConversation(unit.trx, thread, conversationId, nowOf(ctx), true);
  if (!isNew) await markTexted(unit.trx, workspaceId, conversationId, nowOf(ctx));
  // The customer's texts must be written as a contact of that conversation: Intercom refuses any other.
  const moves = before?.conversation?.id !== conversationId;
  if (moves && contactId !== null) await updateThread(unit.trx, thread, { contactId });
  if (!isNew) return;
  await unit.enqueue([newJob('tag-conversation', { workspaceId, conversationId })]);
}
