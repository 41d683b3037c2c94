// An agent's reply becomes texts, or a note that says why it did not.
import type { Conversation, Part } from '../../domain/conversation.ts';
import { AppError, NotYet } from '../../domain/errors.ts';
import { GIVE_UP_AFTER_MS, type QueuedJob } from '../../domain/jobs/jobs.ts';
import { withLinks } from '../../domain/media/texts-with-files.ts';
import type { FailureNote } from '../../domain/notes/note.ts';
import { isFromOurSide, isPersons, type Unsent, whyUnsent } from '../../domain/reply.ts';
import { inboundKeys, isChangingOver, type Thread } from '../../domain/thread.ts';
import { commentToText, sameText, startsAsHtml } from '../../intercom/comments/comment-text.ts';
import { rememberAdmin } from '../../store/conversations/admins.ts';
import {
  findThreadOfConversation,
  markTexted,
  type ThreadOfConversation,
} from '../../store/conversations/conversations.ts';
import {
  FOUND,
  findReply,
  findReplyInLine,
  insertReplies,
  lockUnsettled,
  type StoredReply,
  settleReply,
} from '../../store/conversations/replies.ts';
import { listThreadsOfContacts } from '../../store/conversations/threads.ts';
import { knownSendParts, listUnsureComments, updateSend } from '../../store/texts/panel-texts.ts';
import { knownParts } from '../../store/texts/part-texts.ts';
import { readBefore } from '../catch-up/read-before.ts';
import { type Context, nowOf, type OpenWorkspace, transact, type Unit } from '../context.ts';
import { oweFailure } from '../conversations/owe-note.ts';
import { MOMENT_MS, readWordsNow, wordsIn } from '../conversations/read-words.ts';
import type { PreparedFiles } from '../media/prepare-files.ts';
import { keepOutboundOrder } from '../texts/keep-order.ts';
import { type Queued, queueText } from '../texts/queue-text.ts';
import { filesOfReply, settleFiles } from './reply-files.ts';
import { threadForOutbound } from './thread-for-outbound.ts';

interface Input {
  workspaceId: string;
  conversationId: string;
  /** Null: the webhook named no part. */
  partId: string | null;
  job: QueuedJob;
}

export async function relayReply(ctx: Context, input: Input): Promise<void> {
  const workspace = await ctx.workspaces.get(input.workspaceId);
  if (isChangingOver(workspace, nowOf(ctx))) {
    const known = await findThreadOfConversation(ctx.db, workspace.id, input.conversationId);
    if (known) await keepOutboundOrder(ctx, workspace, 'relay-reply', known.thread.address, input.job);
  }
  if (input.partId === null) return relayUnseen(ctx, workspace, input.conversationId);
  const { conversationId, partId } = input;
  const { reply, before } = await inLine(ctx, workspace, { conversationId, partId });
  if (!reply || reply.outcome !== null) return;
  for (const found of before) await relayFound(ctx, workspace, found);
  await relay(ctx, workspace, reply, null);
}

/** The reply, with older ones that go first. After an outage the conversation is read before. */
async function inLine(ctx: Context, workspace: OpenWorkspace, of: { conversationId: string; partId: string }) {
  const known = await findReplyInLine(ctx.db, workspace.id, of, nowOf(ctx));
  if (!known.isBehind || known.reply?.outcome !== null) return known;
  const isRead = await readBefore(ctx, workspace, of.conversationId);
  return isRead ? findReplyInLine(ctx.db, workspace.id, of, nowOf(ctx)) : known;
}

/** Relays an older reply first. One that can never go is left to its own job, and delays nothing. */
async function relayFound(ctx: Context, workspace: OpenWorkspace, found: StoredReply): Promise<void> {
  try {
    await relay(ctx, workspace, found, null);
  } catch (error) {
    if (!(error instanceof AppError && error.retry === 'never')) throw error;
  }
}

/** Reads the conversation, and relays our side's unseen messages since it became a thread. */
async function relayUnseen(ctx: Context, workspace: OpenWorkspace, conversationId: string): Promise<void> {
  const conversation = await ctx.intercom(workspace).getConversation(conversationId);
  const known = await findThreadOfConversation(ctx.db, workspace.id, conversationId);
  const opening = conversation.startedByAdmin && conversation.source ? [conversation.source] : [];
  const written = [...opening, ...conversation.parts].filter(isFromOurSide);
  // A conversation that a customer's text started is a thread from its first moment, whenever we learned of it.
  const knownFrom = conversation.startedByAdmin ? (known?.conversationCreatedAt.getTime() ?? 0) : 0;
  const since = Math.floor(knownFrom / 1000) * 1000;
  // In a conversation that is no thread yet, only the last message can be news, and others of the same instant.
  const last = Math.max(0, ...written.map((part) => part.createdAt.getTime()));
  const parts = written.filter((part) => part.createdAt.getTime() >= (known ? since : last));
  const replies = parts.map((part) => ({
    workspaceId: workspace.id,
    conversationId,
    topic: 'read',
    contactIds: conversation.contactIds,
    part,
    receivedAt: nowOf(ctx),
  }));
  await transact(ctx, ({ trx }) => insertReplies(trx, replies));
  for (const part of parts) {
    const reply = await findReply(ctx.db, workspace.id, part.id);
    if (reply && reply.outcome === null) await relay(ctx, workspace, reply, conversation);
  }
}

async function relay(
  ctx: Context,
  workspace: OpenWorkspace,
  reply: StoredReply,
  read: Conversation | null,
): Promise<void> {
  const unsent = whyUnsent(reply.part, workspace.settings) ?? (await whyEcho(ctx, workspace, reply));
  if (unsent) return settleUnsent(ctx, workspace, reply, unsent);
  const known = await findThreadOfConversation(ctx.db, workspace.id, reply.conversationId);
  if (known && (await isChat(ctx, workspace, known))) return settleUnsent(ctx, workspace, reply, 'chat');
  const thread = known?.thread ?? (await threadInTheMaking(ctx, workspace, reply));
  if (!thread) return settleUnsent(ctx, workspace, reply, 'not-sms');
  const words = await wordsOf(ctx, workspace, reply, read);
  if (words === null) return settleUnsent(ctx, workspace, reply, 'taken-back');
  const comment = commentToText(words.body ?? '');
  const isNothing = comment.text === '' && comment.images.length === 0 && words.files === 0;
  if (isNothing) return settleUnsent(ctx, workspace, reply, 'nothing-said');
  const files = await filesOfReply(ctx, workspace, { partId: reply.partId, part: words, comment }, thread);
  await settleRelayed(ctx, workspace, reply, thread, { text: comment.text, files });
}

async function whyEcho(ctx: Context, workspace: OpenWorkspace, reply: StoredReply): Promise<Unsent | null> {
  const { partId, conversationId } = reply;
  if ((await knownParts(ctx.db, workspace.id, [partId])).size > 0) return 'echo';
  // This order matters: a comment is in flight until its id is stored.
  const unsure = await listUnsureComments(ctx.db, workspace.id, conversationId);
  if ((await knownSendParts(ctx.db, workspace.id, [partId])).size > 0) return 'echo';
  const made = unsure.unknown.find(({ body }) => sameText(reply.part.body ?? '', body));
  if (made) {
    // A comment explains one part: an agent who writes the same words later means them for the customer.
    await updateSend(ctx.db, { workspaceId: workspace.id, id: made.id }, { partId });
    return 'echo';
  }
  if (unsure.inFlight) throw new NotYet('comment-being-posted');
  return null;
}

/** A chat that a text from the panel joined stays a chat while the customer's last words there were no text. */
async function isChat(ctx: Context, workspace: OpenWorkspace, known: ThreadOfConversation): Promise<boolean> {
  const { thread, joinedAt, contactPartId } = known;
  if (joinedAt === null || contactPartId === null) return false;
  // This order matters: a text is under way until its part is stored.
  const mayBeText = await ctx.jobs.isUnderWay('receive-text', inboundKeys(thread));
  if ((await knownParts(ctx.db, workspace.id, [contactPartId])).size > 0) return false;
  if (!mayBeText) return true;
  throw new NotYet('channel-undecided');
}

async function threadInTheMaking(ctx: Context, workspace: OpenWorkspace, reply: StoredReply): Promise<Thread | null> {
  if (await mayBeInTheMaking(ctx, workspace, reply)) throw new NotYet('conversation-being-started');
  return workspace.settings.outboundFirst ? threadForOutbound(ctx, workspace, reply) : null;
}

/** A reply can be faster than the answer to our call that made its conversation, and that answer can be lost. */
async function mayBeInTheMaking(ctx: Context, workspace: OpenWorkspace, reply: StoredReply): Promise<boolean> {
  const threads = await listThreadsOfContacts(ctx.db, workspace.id, reply.contactIds);
  // After this the text that would make it was given up, unless its job rests.
  const longAgo = ctx.clock.now() - GIVE_UP_AFTER_MS;
  for (const thread of threads) {
    if (thread.creatingSince === null) continue;
    if (thread.creatingSince.getTime() > longAgo) return true;
    if (await ctx.jobs.isUnderWay('receive-text', inboundKeys(thread))) return true;
  }
  return false;
}

/** A notification may come late, and Intercom's clock may differ from ours by this much. */
const LATE_MS = 60_000;

/**
 * The words to text; null where the agent deleted them. An HTML body is whole, and a part written just now still stands. Any
 * other has lost its links and lists, or may have been changed or deleted while it waited, so the conversation is read.
 */
async function wordsOf(
  ctx: Context,
  workspace: OpenWorkspace,
  reply: StoredReply,
  read: Conversation | null,
): Promise<Part | null> {
  const { part, partId, conversationId, receivedAt, topic } = reply;
  const waitedMs = ctx.clock.now() - receivedAt.getTime();
  // A part that we found by reading was current then, however old it is.
  const isLate = topic !== FOUND && ctx.clock.now() - part.createdAt.getTime() >= LATE_MS;
  const hasWaited = waitedMs >= MOMENT_MS || isLate;
  const isWhole = startsAsHtml(part.body ?? '');
  if (!read && !hasWaited && isWhole) return part;
  // Whole words go although Intercom does not answer. Words that lost their links wait for it.
  const seen = read ?? (isWhole ? null : await ctx.intercom(workspace).getConversation(conversationId));
  const asked = { conversationId, partId, waitedMs, byPerson: isPersons(part) };
  const words = seen ? wordsIn(seen, partId) : await readWordsNow(ctx, workspace, asked);
  if (words.kind === 'stand') return words.part;
  // A part that was written just now may not be readable yet.
  return words.kind === 'unknown' || (words.kind === 'missing' && !hasWaited) ? part : null;
}

async function settleUnsent(ctx: Context, workspace: OpenWorkspace, reply: StoredReply, why: Unsent): Promise<void> {
  await settleReply(ctx.db, { workspaceId: workspace.id, partId: reply.partId }, why, nowOf(ctx));
  ctx.metrics.replies.inc({ outcome: why });
}

async function settleRelayed(
  ctx: Context,
  workspace: OpenWorkspace,
  reply: StoredReply,
  thread: Thread,
  said: { text: string; files: PreparedFiles | null },
): Promise<void> {
  const { conversationId, partId, part } = reply;
  const workspaceId = workspace.id;
  const outcome = await transact(ctx, async (unit) => {
    // A process that stood still may be overtaken by the one that was given its job.
    if (!(await lockUnsettled(unit.trx, { workspaceId, partId }))) return null;
    // Before the text, which their first name may end.
    const { id: adminId, name } = part.author;
    if (adminId !== null && name) await rememberAdmin(unit.trx, { workspaceId, adminId, name }, nowOf(ctx));
    const queued = await queueReply(ctx, unit, workspace, reply, thread, said);
    const told = { workspaceId, conversationId, subject: partId, byPerson: isPersons(part) };
    if (queued.kind === 'refused') {
      const { address, sender } = thread;
      const note: FailureNote = { kind: 'refused', address, sender, what: 'reply', reason: queued.reason };
      // One note has told of the loop.
      if (queued.reason !== 'loop') await oweFailure(ctx, unit, told, note);
    }
    if (said.files !== null) await settleFiles(ctx, unit, told, said.files, queued.kind !== 'nothing-yet');
    if (
      queued.kind === 'queued' &&
      thread.conversation?.id === conversationId &&
      thread.conversation.state === 'closed'
    )
      await markTexted(unit.trx, workspaceId, conversationId, nowOf(ctx));
    const result = resultOf(queued, said.files);
    await settleReply(unit.trx, { workspaceId, partId }, result, nowOf(ctx));
    return result;
  });
  if (outcome !== null) ctx.metrics.replies.inc({ outcome });
}

/** `nothing-yet`: it has no words, and none of its files is here. */
async function queueReply(
  ctx: Context,
  unit: Unit,
  workspace: OpenWorkspace,
  { conversationId, partId, part }: StoredReply,
  thread: Thread,
  { text, files }: { text: string; files: PreparedFiles | null },
): Promise<Queued | { kind: 'nothing-yet' }> {
  const body = files === null ? text : withLinks(text, files.files.links);
  if (files !== null && body === '' && files.files.messages.length === 0) return { kind: 'nothing-yet' };
  return queueText(ctx, unit, workspace, {
    thread,
    body,
    ...(files === null ? {} : { files: files.files }),
    conversationId,
    replyPartId: partId,
    sendId: null,
    retryOf: null,
    author: { kind: isPersons(part) ? 'admin' : 'automation', id: part.author.id },
    purpose: 'conversation',
    writtenAt: part.createdAt,
    ifRefused: 'keep',
  });
}

/** The outcome to keep of the reply. Files that come later are as good as texted: their own job tells of those that never come. */
function resultOf(queued: Queued | { kind: 'nothing-yet' }, files: PreparedFiles | null): string {
  if (queued.kind === 'refused') return queued.reason;
  return queued.kind === 'queued' || files?.areLate === true ? 'texted' : 'nothing-to-text';
}
