// A customer's text goes into the conversation its thread lives in.
import type { Message } from '../../domain/message.ts';
import { parseAddress } from '../../domain/phone-number.ts';
import type { Thread } from '../../domain/thread.ts';
import type { IntercomClient } from '../../intercom/client.ts';
import { IntercomError, isGone } from '../../intercom/errors.ts';
import { markContactGone } from '../../store/conversations/contacts.ts';
import { updateConversationStates } from '../../store/conversations/conversations.ts';
import { moveThreads, updateThread } from '../../store/conversations/threads.ts';
import { findContact } from '../contacts/find-contact.ts';
import { nowOf, type OpenWorkspace, type Storing, type Timed, transact } from '../context.ts';
import { lookFrom, once } from '../once.ts';
import { findOwnPart } from './find-own-part.ts';

/** Where a text ended up. */
export interface Placed {
  conversationId: string;
  partId: string | null;
  /** By Intercom's clock. */
  at: Date;
}

export interface Join {
  workspace: OpenWorkspace;
  intercom: IntercomClient;
  thread: Thread;
  message: Message;
  body: string;
  conversationId: string;
  /** An earlier try may have put it there. */
  repeated: boolean;
}

/** Null when the conversation no longer exists, or nobody in it has the number any more: the text needs another place. */
export async function joinConversation(ctx: Storing & Timed, join: Join): Promise<Placed | null> {
  const { contactId } = join.thread;
  const { message, repeated } = join;
  try {
    if (contactId !== null) return await reply(ctx, join, contactId, repeated ? message.createdAt : null);
    const found = repeated ? await findOwnText(ctx, join) : null;
    if (found) return found;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  return afterLoss(ctx, join);
}

/** The job's claim says that a try began: a mark of its own would cost each text a statement. */
async function reply(ctx: Storing & Timed, join: Join, contactId: string, triedAt: Date | null): Promise<Placed> {
  const { intercom, conversationId, body } = join;
  const made = await once<Placed>(ctx, {
    triedAt,
    look: (since) => findOwnText(ctx, join, since),
    async make(attempt) {
      const part = await intercom.replyAsContact(conversationId, { contactId, body }, attempt);
      return { conversationId, partId: part?.id ?? null, at: part?.createdAt ?? nowOf(ctx) };
    },
  });
  return made.value;
}

/** Where an earlier try put the text, if it did. */
export async function findOwnText(
  ctx: Storing,
  join: Omit<Join, 'repeated'>,
  since = lookFrom(join.message.createdAt),
): Promise<Placed | null> {
  const { message, body } = join;
  const conversation = await exists(() => join.intercom.getConversation(join.conversationId));
  if (conversation === null) return null;
  const wanted = { kind: 'other', by: 'contact', body, since } as const;
  const part = await findOwnPart(ctx.db, message.workspaceId, conversation, wanted);
  return part ? { conversationId: conversation.id, partId: part.id, at: part.createdAt } : null;
}

/** Learns which of the two is gone; a contact that was merged is followed and the text put where it belongs. */
async function afterLoss(ctx: Storing & Timed, join: Join): Promise<Placed | null> {
  const { intercom, thread, conversationId } = join;
  const { workspaceId } = thread;
  const conversation = await exists(() => intercom.getConversation(conversationId));
  if (conversation === null) {
    const gone = { workspaceId, conversationId, state: 'deleted', at: nowOf(ctx) } as const;
    await transact(ctx, ({ trx }) => updateConversationStates(trx, [gone]));
    return null;
  }
  const former = thread.contactId === null ? null : await forgetContact(ctx, intercom, workspaceId, thread.contactId);
  const isIn = (id: string) => conversation.contactIds.includes(id);
  if (former !== null && former !== thread.contactId && isIn(former)) return reply(ctx, join, former, null);
  const { id } = await findContact(ctx, intercom, join.workspace, parseAddress(thread.address), former);
  if (!isIn(id)) return null;
  await updateThread(ctx.db, thread, { contactId: id });
  return reply(ctx, join, id, null);
}

/** The contact cannot be written as any more; returns the one whose threads these are now, or the lost one to begin with. */
export async function forgetContact(
  ctx: Storing,
  intercom: IntercomClient,
  workspaceId: string,
  contactId: string,
): Promise<string> {
  const into = await mergedInto(intercom, contactId);
  await markContactGone(ctx.db, workspaceId, contactId);
  await moveThreads(ctx.db, workspaceId, contactId, into);
  return into ?? contactId;
}

/** The contact that this one became, or null when it is simply gone. */
async function mergedInto(intercom: IntercomClient, contactId: string): Promise<string | null> {
  try {
    await intercom.getContact(contactId);
    return null;
  } catch (error) {
    if (error instanceof IntercomError && error.movedTo !== null) return error.movedTo;
    if (isGone(error)) return null;
    throw error;
  }
}

async function exists<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}
