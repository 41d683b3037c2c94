// A customer's text goes into the conversation its thread lives in.
import type { Message } from '../domain/message.ts';
import type { Thread } from '../domain/thread.ts';
import type { IntercomClient } from '../intercom/client.ts';
import { IntercomError } from '../intercom/errors.ts';
import { markContactGone } from '../store/contacts.ts';
import { moveThreads, updateConversationStates } from '../store/threads.ts';
import { type Context, nowOf } from './context.ts';
import { findOwnPart } from './find-own-part.ts';

/** Where a text ended up. */
export interface Placed {
  conversationId: string;
  partId: string | null;
  /** By Intercom's clock. */
  at: Date;
}

export interface Join {
  intercom: IntercomClient;
  thread: Thread;
  message: Message;
  body: string;
  contactId: string;
  conversationId: string;
  /** An earlier try may have put it there. */
  repeated: boolean;
}

/** Null when the conversation, or the contact it belongs to, no longer exists: the text needs another place. */
export async function joinConversation(ctx: Pick<Context, 'db' | 'clock'>, join: Join): Promise<Placed | null> {
  const { intercom, conversationId, contactId, body } = join;
  try {
    if (join.repeated) {
      const found = await findOwnText(ctx, join);
      if (found) return found;
    }
    const part = await intercom.replyAsContact(conversationId, { contactId, body });
    return { conversationId, partId: part?.id ?? null, at: part?.createdAt ?? nowOf(ctx) };
  } catch (error) {
    if (!isGone(error)) throw error;
    return afterLoss(ctx, join);
  }
}

async function findOwnText(ctx: Pick<Context, 'db'>, join: Join): Promise<Placed | null> {
  const { message, body } = join;
  const conversation = await join.intercom.getConversation(join.conversationId);
  const wanted = { kind: 'other', by: 'contact', body, since: message.createdAt } as const;
  const part = await findOwnPart(ctx.db, message.workspaceId, conversation, wanted);
  return part ? { conversationId: conversation.id, partId: part.id, at: part.createdAt } : null;
}

/** Learns which of the two is gone; a contact that was merged is followed and the text put where it belongs. */
async function afterLoss(ctx: Pick<Context, 'db' | 'clock'>, join: Join): Promise<Placed | null> {
  const { intercom, thread, conversationId, contactId } = join;
  const { workspaceId } = thread;
  const conversation = await exists(() => intercom.getConversation(conversationId));
  if (conversation === null) {
    await ctx.db
      .transaction()
      .execute((trx) =>
        updateConversationStates(trx, [{ workspaceId, conversationId, state: 'deleted', at: nowOf(ctx) }]),
      );
    return null;
  }
  const into = await mergedInto(intercom, contactId);
  await markContactGone(ctx.db, workspaceId, contactId);
  await moveThreads(ctx.db, workspaceId, contactId, into);
  if (into === null) return null;
  const part = await intercom.replyAsContact(conversationId, { contactId: into, body: join.body });
  return { conversationId, partId: part?.id ?? null, at: part?.createdAt ?? nowOf(ctx) };
}

/** The contact that this one became, or null when it is simply gone. */
export async function mergedInto(intercom: IntercomClient, contactId: string): Promise<string | null> {
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

export function isGone(error: unknown): boolean {
  return error instanceof IntercomError && (error.status === 404 || error.status === 410);
}
