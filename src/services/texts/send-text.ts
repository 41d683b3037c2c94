// Sends an agent's text from the panel once, at once or at its time, and shows it in its conversation.
import { type NewJob, newJob } from '../../domain/jobs/jobs.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import { homeOf } from '../../domain/thread.ts';
import { spreadFor } from '../../domain/times/quiet-hours.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { listContactZones } from '../../store/conversations/contacts.ts';
import { adoptConversation, findHomes, markTexted } from '../../store/conversations/conversations.ts';
import { listRelatedThreads } from '../../store/conversations/related-threads.ts';
import { ensureThread, findThread, updateThread } from '../../store/conversations/threads.ts';
import { findMessage } from '../../store/texts/messages.ts';
import { insertSend, lockSend, type NewSend, type Send, updateSend } from '../../store/texts/panel-texts.ts';
import { type Context, nowOf, type Timed, type Transacting, transact, type Unit, type Watched } from '../context.ts';
import { oweFailure, oweNote } from '../conversations/owe-note.ts';
import { clocksOf, openingOf } from './find-window.ts';
import { queueText, whyRefused } from './queue-text.ts';

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
    const reason = await whyRefused(unit.trx, workspace, text);
    if (reason) return { kind: 'refused', reason };
    const now = nowOf(ctx);
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
  return isSameTime && known.body === text.body && known.address === text.address && known.sender === text.sender;
}

function outcomeOf(send: Send): SendOutcome {
  return { kind: send.state === 'scheduled' ? 'scheduled' : 'sent' };
}

export function laterJob(send: { workspaceId: string; id: string }, sendAt: Date, now: Date): NewJob {
  const { workspaceId, id } = send;
  const delayMs = Math.max(0, sendAt.getTime() - now.getTime());
  return newJob('send-later', { workspaceId, sendId: id }, { delayMs });
}

/** Sends a scheduled text whose time has come. One that was moved or cancelled needs nothing now. */
export async function sendScheduled(ctx: Context, input: { workspaceId: string; sendId: string }): Promise<void> {
  const workspace = await ctx.workspaces.get(input.workspaceId);
  await transact(ctx, async (unit) => {
    const send = await lockSend(unit.trx, input.workspaceId, input.sendId);
    const now = nowOf(ctx);
    if (send?.state !== 'scheduled' || (send.sendAt ?? now) > now) return;
    if (await isMoved(ctx, unit, workspace, send)) return;
    const conversationId = await homeOfSend(unit, workspace, send);
    const placed = { ...send, conversationId };
    const refusal = await sendThroughGate(ctx, unit, workspace, placed, null);
    await updateSend(unit.trx, send, { state: refusal ? 'refused' : 'sent', settledAt: now, conversationId });
    if (refusal) await tellRefused(ctx, unit, placed, refusal);
  });
}

/** Moves a scheduled text to the end of quiet hours, and tells its conversation; false outside them. */
async function isMoved(ctx: Context, unit: Unit, workspace: Workspace, send: Send): Promise<boolean> {
  if (!workspace.settings.quietHours) return false;
  const { workspaceId, address, threadId, conversationId, id: subject } = send;
  const now = nowOf(ctx);
  const zones = (await listContactZones(unit.trx, workspaceId, [address])).get(address) ?? null;
  const opening = openingOf(workspace, { address, zones }, now);
  if (opening.isOpen) return false;
  const until = new Date(opening.opensAt.getTime() + spreadFor(threadId));
  await updateSend(unit.trx, send, { sendAt: until });
  await unit.enqueue([laterJob(send, until, now)]);
  const zone = clocksOf(workspace, { address, zones }, opening);
  const told = { workspaceId, conversationId, subject };
  const note = { kind: 'waits', address, until, zone, workspaceZone: workspace.timezone, mayGoNow: false } as const;
  await oweNote(ctx, unit, told, note);
  return true;
}

/** The conversation in which the text was written, or the one that its thread has moved to. */
async function homeOfSend(unit: Unit, workspace: Workspace, send: Send): Promise<string> {
  const { workspaceId, threadId: id, conversationId, createdAt: writtenAt } = send;
  const isShared = workspace.settings.threadPer === 'contact';
  const thread = isShared ? await findThread(unit.trx, workspaceId, { id }) : undefined;
  const related = thread?.contactId ? await listRelatedThreads(unit.trx, thread) : [{ id }];
  const threadIds = related.map((one) => one.id);
  const { written, homes } = await findHomes(unit.trx, workspaceId, { conversationId, threadIds });
  return homeOf({ conversationId, writtenAt }, written, homes);
}

async function tellRefused(ctx: Context, unit: Unit, send: Send, reason: Refusal): Promise<void> {
  const { workspaceId, conversationId, id: subject, address, sender } = send;
  const told = { workspaceId, conversationId, subject, byPerson: true };
  await oweFailure(ctx, unit, told, { kind: 'refused', address, sender, what: 'scheduled', reason });
}

/** Sends the text through the gate, and makes the conversation the thread's own, where its later texts go. */
async function sendThroughGate(
  ctx: SendContext,
  unit: Unit,
  workspace: Workspace,
  send: NewSend,
  contactId: string | null,
): Promise<Refusal | null> {
  const { id: workspaceId } = workspace;
  const { id: sendId, threadId: id, address, sender, body, conversationId } = send;
  const queued = await queueText(ctx, unit, workspace, {
    thread: { workspaceId, id, address, sender },
    body,
    conversationId,
    replyPartId: null,
    sendId,
    retryOf: send.retryOf,
    author: { kind: 'admin', id: send.authorId },
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
