// A customer's text starts a conversation: looked for first when an earlier try may have started it.
import { AppError, VendorError } from '../../domain/errors.ts';
import type { Message } from '../../domain/message.ts';
import type { Thread } from '../../domain/thread.ts';
import type { IntercomClient } from '../../intercom/client.ts';
import { listConversations } from '../../store/conversations/conversations.ts';
import { updateThread } from '../../store/conversations/threads.ts';
import { updateMessage } from '../../store/texts/messages.ts';
import type { FoundContact } from '../contacts/find-contact.ts';
import { nowOf, type Storing, type Timed, transact } from '../context.ts';
import { findOwnPart } from './find-own-part.ts';
import type { Placed } from './join-conversation.ts';

const LOOK_AGAIN_MS = 15_000;

export interface Start {
  intercom: IntercomClient;
  thread: Thread;
  message: Message;
  body: string;
  contact: FoundContact;
}

export async function startConversation(ctx: Storing & Timed, start: Start): Promise<Placed> {
  const { intercom, message, body, contact } = start;
  if (message.attemptedAt !== null) {
    const found = await findStarted(ctx, start, message.attemptedAt);
    if (found) return found;
    if (ctx.clock.now() - message.attemptedAt.getTime() < ctx.searchLagMs)
      throw new AppError('vendor-unavailable', 'A conversation may have been made that cannot be searched yet.', {
        retry: 'later',
        retryAfterMs: Math.min(LOOK_AGAIN_MS, ctx.searchLagMs),
      });
  }
  await markAttempt(ctx, start, nowOf(ctx));
  try {
    const { conversationId, partId } = await intercom.createConversation({
      contactId: contact.id,
      role: contact.role,
      body,
    });
    return { conversationId, partId, at: nowOf(ctx) };
  } catch (error) {
    if (error instanceof VendorError && error.certainty !== 'unknown') await markAttempt(ctx, start, null);
    throw error;
  }
}

/** Stored before the call: a crash in between is then seen, and a reply to a conversation in the making waits. */
async function markAttempt(ctx: Storing, { thread, message }: Start, at: Date | null): Promise<void> {
  await transact(ctx, async ({ trx }) => {
    await updateThread(trx, thread, { creatingSince: at });
    await updateMessage(trx, message, { attemptedAt: at });
  });
}

async function findStarted(ctx: Storing, start: Start, since: Date): Promise<Placed | undefined> {
  const { intercom, message, contact, body } = start;
  const { workspaceId } = message;
  const candidates = await intercom.findConversations({
    contactId: contact.id,
    since: new Date(since.getTime() - 60_000),
  });
  const wanted = candidates.map((conversation) => ({ workspaceId, conversationId: conversation.id }));
  const taken = new Set((await listConversations(ctx.db, wanted)).map((known) => known.conversationId));
  for (const conversation of candidates.filter((candidate) => !taken.has(candidate.id))) {
    const part = await findOwnPart(
      ctx.db,
      workspaceId,
      { ...conversation, parts: [] },
      {
        kind: 'other',
        by: 'contact',
        body,
        since,
      },
    );
    if (part) return { conversationId: conversation.id, partId: part.id, at: part.createdAt };
  }
  return undefined;
}
