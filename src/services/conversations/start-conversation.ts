// A customer's text starts a conversation, unless an earlier try has started it already.
import type { Message } from '../../domain/texts/message.ts';
import type { Thread } from '../../domain/thread.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { listConversations } from '../../store/conversations/conversations.ts';
import { updateThread } from '../../store/conversations/threads.ts';
import { updateMessage } from '../../store/texts/messages.ts';
import type { FoundContact } from '../contacts/find-contact.ts';
import { nowOf, type Storing, type Timed, transact } from '../context.ts';
import { once } from '../once.ts';
import { findOwnPart } from './find-own-part.ts';
import type { Placed } from './join-conversation.ts';

export interface Start {
  intercom: IntercomClient;
  thread: Thread;
  message: Message;
  body: string;
  /** Other words that an earlier try may have used. */
  orBody: string;
  contact: FoundContact;
}

export async function startConversation(ctx: Storing & Timed, start: Start): Promise<Placed> {
  const { intercom, message, body, contact } = start;
  const made = await once<Placed>(ctx, {
    triedAt: message.attemptedAt,
    mark: (at) => markAttempt(ctx, start, at),
    look: (since) => findStarted(ctx, start, since),
    lagMs: ctx.searchLagMs,
    async make(attempt) {
      const opening = { contactId: contact.id, role: contact.role, body };
      // This call takes no files but pictures at addresses, which Intercom may forget to copy: they follow in a reply.
      const created = await intercom.createConversation(opening, attempt);
      return { ...created, at: nowOf(ctx), contact, hasFiles: false };
    },
  });
  return made.value;
}

/** Stores the try before the call: a crash in between is seen later, and replies in the new conversation wait. */
async function markAttempt(ctx: Storing, { thread, message }: Start, at: Date | null): Promise<void> {
  await transact(ctx, async ({ trx }) => {
    await updateThread(trx, thread, { creatingSince: at });
    await updateMessage(trx, message, { attemptedAt: at });
  });
}

async function findStarted(ctx: Storing, start: Start, since: Date): Promise<Placed | null> {
  const { intercom, message, contact, body, orBody } = start;
  const { workspaceId } = message;
  const candidates = await intercom.findConversations({ contactId: contact.id, since });
  const wanted = candidates.map((conversation) => ({ workspaceId, conversationId: conversation.id }));
  const taken = new Set((await listConversations(ctx.db, wanted)).map((known) => known.conversationId));
  for (const conversation of candidates.filter((candidate) => !taken.has(candidate.id))) {
    const opening = conversation.source ? [conversation.source] : [];
    const part = await findOwnPart(ctx.db, workspaceId, opening, {
      kind: 'message',
      by: 'contact',
      body,
      orBody,
      since,
    });
    if (part) return { conversationId: conversation.id, partId: part.id, at: part.createdAt, contact, hasFiles: false };
  }
  return null;
}
