// Reads one conversation, and stores our side's unreported parts, each with its job, in order.
import type { Conversation, Part } from '../../domain/conversation.ts';
import { type CatchUpReason, readFrom } from '../../domain/doctor/outage.ts';
import { toldBefore } from '../../domain/doctor/webhooks-overdue.ts';
import { NotYet } from '../../domain/errors.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { isFromOurSide, whyUnsent } from '../../domain/reply.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { topicOfReply } from '../../intercom/topics.ts';
import { recordContactParts, updateConversationStates } from '../../store/conversations/conversations.ts';
import { FOUND, insertReplies, replyKey } from '../../store/conversations/replies.ts';
import { type CatchUp, countFound, markRead, type ToRead } from '../../store/evidence/catch-ups.ts';
import { recordMissedTopics } from '../../store/evidence/missed-topics.ts';
import { knownSendParts, listUnsureComments } from '../../store/texts/panel-texts.ts';
import { knownParts } from '../../store/texts/part-texts.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';

interface Input {
  workspace: OpenWorkspace;
  catchUp: CatchUp;
  known: ToRead;
  intercom: IntercomClient;
}

/** Throws NotYet while a comment of ours is being posted there, whose part would pass for an agent's. */
export async function readConversation(ctx: Context, { workspace, catchUp, known, intercom }: Input): Promise<void> {
  const { id: workspaceId } = workspace;
  const { conversationId } = known;
  // This order matters: a comment is in flight until its part is stored.
  const { inFlight } = await listUnsureComments(ctx.db, workspaceId, conversationId);
  if (inFlight) throw new NotYet('comment-being-posted');
  const conversation = await intercom.getConversation(conversationId);
  const parts = await unheardParts(ctx, workspace, conversation, earliest(ctx, catchUp, known));
  const { reason } = catchUp;
  // A webhook for a newer part may still come.
  const due = reason === 'daily' ? parts.filter(({ createdAt }) => createdAt < toldBefore(nowOf(ctx))) : parts;
  const found = await transact(ctx, async (unit) => {
    const { trx, enqueue } = unit;
    const now = nowOf(ctx);
    const { contactIds } = conversation;
    const replies = due.map((part) => ({
      workspaceId,
      conversationId,
      topic: FOUND,
      contactIds,
      part,
      receivedAt: now,
    }));
    const fresh = await insertReplies(trx, replies);
    const news = due.filter(({ id }) => fresh.has(replyKey(workspaceId, id)));
    const { threadId: id, address } = known;
    const { threadPer } = workspace.settings;
    // Present replies of people do not wait behind a catch-up elsewhere.
    await enqueue(
      news.map((part) =>
        newJob(
          'relay-reply',
          { workspaceId, conversationId, partId: part.id, id, address, threadPer },
          { rank: 'automation' },
        ),
      ),
    );
    await storeState(trx, workspaceId, conversation);
    await markRead(trx, workspaceId, conversationId, now);
    await countFound(trx, catchUp, { reads: 1, replies: news.length });
    if (reason === 'daily') await recordMissedTopics(trx, workspaceId, news.map(topicOfReply), now);
    return news.length;
  });
  noteFound(ctx, 'reply', reason, found);
}

export function noteFound(ctx: Pick<Context, 'metrics'>, what: 'reply' | 'move', after: CatchUpReason, count: number) {
  if (count > 0) ctx.metrics.found.inc({ what, after }, count);
}

/** Stores the conversation's state, and the contact's last part. */
async function storeState(
  trx: Parameters<typeof markRead>[0],
  workspaceId: string,
  { id: conversationId, state, updatedAt, parts }: Conversation,
): Promise<void> {
  if (state !== null) await updateConversationStates(trx, [{ workspaceId, conversationId, state, at: updatedAt }]);
  const last = parts.findLast((part) => part.author.type === 'contact' && part.body !== null);
  if (last) await recordContactParts(trx, [{ workspaceId, conversationId, partId: last.id, at: last.createdAt }]);
}

/** The earliest time of a part that may be texted: that at which the conversation became a thread. */
function earliest(ctx: Context, catchUp: CatchUp, known: ToRead): (conversation: Conversation) => number {
  const from = readFrom(catchUp, nowOf(ctx)).getTime();
  return ({ startedByAdmin }) => {
    const threadFrom = known.joinedAt ?? (startedByAdmin ? known.createdAt : null);
    const second = threadFrom === null ? 0 : Math.floor(threadFrom.getTime() / 1_000) * 1_000;
    return Math.max(from, second);
  };
}

/** Our side's parts to text, without our own comments. */
async function unheardParts(
  ctx: Context,
  { id: workspaceId, settings }: OpenWorkspace,
  conversation: Conversation,
  from: (conversation: Conversation) => number,
): Promise<Part[]> {
  const since = from(conversation);
  const opening = conversation.startedByAdmin && conversation.source ? [conversation.source] : [];
  const written = [...opening, ...conversation.parts].filter(
    (part) => isFromOurSide(part) && whyUnsent(part, settings) === null && part.createdAt.getTime() >= since,
  );
  const ids = written.map(({ id }) => id);
  const own = new Set([
    ...(await knownParts(ctx.db, workspaceId, ids)),
    ...(await knownSendParts(ctx.db, workspaceId, ids)),
  ]);
  return written.filter(({ id }) => !own.has(id));
}
