// The conversations that threads are in now, or were in before.
import { sql } from 'kysely';
import type { ConversationState } from '../../domain/conversation.ts';
import type { Home, Thread } from '../../domain/thread.ts';
import type { Db, Trx } from '../database/database.ts';
import { recordset } from '../database/rows.ts';
import { findThread, updateThread } from './threads.ts';

export interface KnownConversation {
  workspaceId: string;
  conversationId: string;
  threadId: string;
  address: string;
  createdAt: Date;
}

export async function listConversations(
  db: Db,
  wanted: readonly { workspaceId: string; conversationId: string }[],
): Promise<KnownConversation[]> {
  if (wanted.length === 0) return [];
  const rows = wanted.map((one) => ({ workspace_id: one.workspaceId, conversation_id: one.conversationId }));
  const result = await sql<{
    workspace_id: string;
    conversation_id: string;
    thread_id: string;
    address: string;
    created_at: Date;
  }>`
    SELECT c.workspace_id, c.conversation_id, c.thread_id, t.address, c.created_at
    FROM ${recordset('r', rows, 'workspace_id text, conversation_id text')}
    JOIN conversations c ON c.workspace_id = r.workspace_id AND c.conversation_id = r.conversation_id
    JOIN threads t ON t.workspace_id = c.workspace_id AND t.id = c.thread_id`.execute(db);
  return result.rows.map((row) => ({
    workspaceId: row.workspace_id,
    conversationId: row.conversation_id,
    threadId: row.thread_id,
    address: row.address,
    createdAt: row.created_at,
  }));
}

export interface ConversationChange {
  workspaceId: string;
  conversationId: string;
  state: ConversationState | 'deleted';
  at: Date;
}

/** Stores Intercom's news of conversations that we know, except news that is older than ours. */
export async function updateConversationStates(trx: Trx, changes: readonly ConversationChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => ({
    workspace_id: change.workspaceId,
    conversation_id: change.conversationId,
    state: change.state,
    at: change.at,
  }));
  await sql`
    UPDATE conversations c SET state = r.state, state_at = r.at,
      closed_at = CASE WHEN r.state <> 'closed' THEN NULL WHEN c.state = 'closed' THEN c.closed_at ELSE r.at END
    FROM ${recordset('r', rows, 'workspace_id text, conversation_id text, state text, at timestamptz')}
    WHERE c.workspace_id = r.workspace_id AND c.conversation_id = r.conversation_id AND c.state_at <= r.at`.execute(
    trx,
  );
}

/**
 * Gives the thread a conversation that texts did not start: one that an agent started, or a chat (`joined`). A conversation of
 * another thread stays there if the customer has written in it. True when the conversation is new to us.
 */
export async function adoptConversation(
  trx: Trx,
  thread: { workspaceId: string; id: string },
  conversationId: string,
  at: Date,
  joined = false,
): Promise<boolean> {
  const result = await trx
    .insertInto('conversations')
    .values({
      workspace_id: thread.workspaceId,
      conversation_id: conversationId,
      thread_id: thread.id,
      state: 'open',
      state_at: at,
      closed_at: null,
      tagged_at: null,
      joined_at: joined ? at : null,
      texted_at: null,
      contact_part_id: null,
      contact_part_at: null,
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'conversation_id']).doNothing())
    .executeTakeFirst();
  await updateThread(trx, thread, { conversationId });
  if ((result.numInsertedOrUpdatedRows ?? 0n) > 0n) return true;
  await sql`
    UPDATE conversations c SET thread_id = ${thread.id}::uuid FROM threads t
    WHERE c.workspace_id = ${thread.workspaceId} AND c.conversation_id = ${conversationId}
      AND t.workspace_id = c.workspace_id AND t.id = c.thread_id AND t.last_inbound_at IS NULL`.execute(trx);
  return false;
}

/** Notes that a text was sent from a closed conversation, so that the answer comes there too. */
export async function markTexted(trx: Trx, workspaceId: string, conversationId: string, at: Date): Promise<void> {
  await trx
    .updateTable('conversations')
    .set({ texted_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'closed')
    .execute();
}

/** The conversation where a waiting text was written, and the one where each of these threads is, with since when. */
export async function findHomes(
  db: Db,
  workspaceId: string,
  from: { conversationId: string; threadIds: readonly string[] },
): Promise<{ written: ConversationState | 'deleted' | null; homes: Home[] }> {
  const { conversationId, threadIds } = from;
  const { rows } = await sql<{ written: string | null; id: string | null; state: string | null; used_at: Date | null }>`
    SELECT (SELECT w.state FROM conversations w
        WHERE w.workspace_id = ${workspaceId} AND w.conversation_id = ${conversationId}) AS written,
      c.conversation_id AS id, c.state, GREATEST(c.created_at, c.texted_at, t.last_inbound_at) AS used_at
    FROM threads t
    LEFT JOIN conversations c ON c.workspace_id = t.workspace_id AND c.conversation_id = t.conversation_id
    WHERE t.workspace_id = ${workspaceId} AND t.id = ANY(${[...threadIds]}::uuid[])`.execute(db);
  return {
    written: (rows[0]?.written ?? null) as ConversationState | 'deleted' | null,
    homes: rows.flatMap(({ id, state, used_at: usedAt }) =>
      id === null ? [] : [{ id, state: (state ?? 'open') as Home['state'], usedAt: usedAt ?? new Date(0) }],
    ),
  };
}

/** Stores the contacts' last words in chats that texts joined. */
export async function recordContactParts(
  trx: Trx,
  parts: readonly { workspaceId: string; conversationId: string; partId: string; at: Date }[],
): Promise<void> {
  for (const { workspaceId, conversationId, partId, at } of parts) {
    await trx
      .updateTable('conversations')
      .set({ contact_part_id: partId, contact_part_at: at })
      .where('workspace_id', '=', workspaceId)
      .where('conversation_id', '=', conversationId)
      .where('joined_at', 'is not', null)
      .where((where) => where.or([where('contact_part_at', 'is', null), where('contact_part_at', '<=', at)]))
      .execute();
  }
}

export async function markConversationTagged(db: Db, workspaceId: string, conversationId: string, at: Date) {
  await db
    .updateTable('conversations')
    .set({ tagged_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .execute();
}

export interface ThreadOfConversation {
  thread: Thread;
  conversationTagged: boolean;
  conversationCreatedAt: Date;
  /** When a text from the panel made this chat the thread's own; null where texts made the conversation. */
  joinedAt: Date | null;
  /** The contact's last words since then, by any channel. */
  contactPartId: string | null;
}

/** The thread that a conversation belongs to. */
export async function findThreadOfConversation(
  db: Db,
  workspaceId: string,
  conversationId: string,
): Promise<ThreadOfConversation | undefined> {
  const conversation = await db
    .selectFrom('conversations')
    .select(['thread_id', 'tagged_at', 'created_at', 'joined_at', 'contact_part_id'])
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  if (!conversation) return undefined;
  const thread = await findThread(db, workspaceId, { id: conversation.thread_id });
  if (!thread) return undefined;
  return {
    thread,
    conversationTagged: conversation.tagged_at !== null,
    conversationCreatedAt: conversation.created_at,
    joinedAt: conversation.joined_at,
    contactPartId: conversation.contact_part_id,
  };
}
