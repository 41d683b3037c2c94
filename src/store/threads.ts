// Threads and the conversations they live in.
import { type Selectable, sql } from 'kysely';
import type { ConversationState } from '../domain/conversation.ts';
import type { Message } from '../domain/message.ts';
import type { Thread } from '../domain/thread.ts';
import type { Db, Trx } from './database.ts';
import { toMessage } from './messages.ts';
import { recordset } from './rows.ts';
import type { MessageTable } from './tables.ts';

export interface ThreadRow {
  t_id: string | null;
  t_address: string;
  t_sender: string;
  t_contact_id: string | null;
  t_creating_since: Date | null;
  c_id: string | null;
  c_state: string | null;
  c_closed_at: Date | null;
  c_tagged_at: Date | null;
}

export const threadColumns =
  sql.raw(`t.id AS t_id, t.address AS t_address, t.sender AS t_sender, t.contact_id AS t_contact_id,
  t.creating_since AS t_creating_since, c.conversation_id AS c_id, c.state AS c_state, c.closed_at AS c_closed_at,
  c.tagged_at AS c_tagged_at`);

export const joinConversation = sql.raw(`LEFT JOIN conversations c
  ON c.workspace_id = t.workspace_id AND c.conversation_id = t.conversation_id`);

/** A customer's text and the thread it belongs to, if there is one, in one query. */
export async function loadInbound(
  db: Db,
  workspaceId: string,
  messageId: string,
): Promise<{ message: Message; thread: Thread | null } | undefined> {
  const { rows } = await sql<Selectable<MessageTable> & ThreadRow>`
    SELECT m.*, ${threadColumns} FROM messages m
    LEFT JOIN threads t ON t.workspace_id = m.workspace_id AND t.address = m.address AND t.sender = m.sender
    ${joinConversation}
    WHERE m.workspace_id = ${workspaceId} AND m.id = ${messageId}`.execute(db);
  const [row] = rows;
  return row && { message: toMessage(row), thread: row.t_id === null ? null : toThread(workspaceId, row, row.t_id) };
}

export async function findThread(db: Db, workspaceId: string, by: { id: string }): Promise<Thread | undefined> {
  const { rows } = await sql<ThreadRow>`
    SELECT ${threadColumns} FROM threads t ${joinConversation}
    WHERE t.workspace_id = ${workspaceId} AND t.id = ${by.id}`.execute(db);
  const [row] = rows;
  return row?.t_id ? toThread(workspaceId, row, row.t_id) : undefined;
}

/** The thread of an address and a sender, made when it is new. */
export async function ensureThread(
  db: Db,
  thread: { workspaceId: string; id: string; address: string; sender: string },
  now: Date,
): Promise<Thread> {
  await db
    .insertInto('threads')
    .values({
      workspace_id: thread.workspaceId,
      id: thread.id,
      address: thread.address,
      sender: thread.sender,
      contact_id: null,
      conversation_id: null,
      last_inbound_at: null,
      creating_since: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'address', 'sender']).doNothing())
    .execute();
  const { rows } = await sql<ThreadRow>`
    SELECT ${threadColumns} FROM threads t ${joinConversation}
    WHERE t.workspace_id = ${thread.workspaceId} AND t.address = ${thread.address} AND t.sender = ${thread.sender}`.execute(
    db,
  );
  const [row] = rows;
  if (!row?.t_id) throw new Error('A thread that was just made cannot be found.');
  return toThread(thread.workspaceId, row, row.t_id);
}

/** Threads of any of these contacts, by contact. */
export async function listThreadsOfContacts(
  db: Db,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Thread[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await sql<ThreadRow>`
    SELECT ${threadColumns} FROM threads t ${joinConversation}
    WHERE t.workspace_id = ${workspaceId} AND t.contact_id = ANY(${[...contactIds]})
    ORDER BY t.last_inbound_at DESC NULLS LAST`.execute(db);
  return rows.map((row) => toThread(workspaceId, row, row.t_id ?? ''));
}

export async function updateThread(
  db: Db,
  thread: { workspaceId: string; id: string },
  changes: { contactId?: string | null; conversationId?: string | null; creatingSince?: Date | null },
): Promise<void> {
  await db
    .updateTable('threads')
    .set({
      ...(changes.contactId === undefined ? {} : { contact_id: changes.contactId }),
      ...(changes.conversationId === undefined ? {} : { conversation_id: changes.conversationId }),
      ...(changes.creatingSince === undefined ? {} : { creating_since: changes.creatingSince }),
    })
    .where('workspace_id', '=', thread.workspaceId)
    .where('id', '=', thread.id)
    .execute();
}

/** Moves every thread of one contact to another. */
export async function moveThreads(db: Db, workspaceId: string, from: string, to: string | null): Promise<void> {
  await db
    .updateTable('threads')
    .set({ contact_id: to })
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', from)
    .execute();
}

/** A text is in its conversation, which is open and the thread's own from now on; one statement. */
export async function recordThreaded(
  db: Db,
  threaded: {
    message: Message;
    threadId: string;
    conversationId: string;
    partId: string | null;
    at: Date;
    /** By Intercom's clock, which its later news of the conversation is compared with. */
    conversationAt: Date;
  },
): Promise<void> {
  const { message, threadId, conversationId, partId, at, conversationAt } = threaded;
  const { workspaceId } = message;
  await sql`
    WITH conversation AS (
      INSERT INTO conversations (workspace_id, conversation_id, thread_id, state, state_at, created_at)
      VALUES (${workspaceId}, ${conversationId}, ${threadId}::uuid, 'open', date_trunc('second', ${conversationAt}::timestamptz), ${at})
      ON CONFLICT (workspace_id, conversation_id) DO UPDATE
        SET state = 'open', closed_at = NULL, state_at = excluded.state_at, thread_id = excluded.thread_id
        WHERE conversations.state <> 'open' OR conversations.thread_id <> excluded.thread_id
    ), thread AS (
      UPDATE threads SET conversation_id = ${conversationId}, last_inbound_at = ${at}, creating_since = NULL
      WHERE workspace_id = ${workspaceId} AND id = ${threadId}::uuid
    )
    UPDATE messages SET state = 'threaded', state_at = ${at}, thread_id = ${threadId}::uuid,
      conversation_id = ${conversationId}, part_id = ${partId}, attempted_at = NULL
    WHERE workspace_id = ${workspaceId} AND id = ${message.id}::uuid`.execute(db);
}

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

/** Takes over what Intercom says of conversations we know; news older than what we have is left out. */
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
 * Makes a conversation that was not made by texts the thread's own: one that an admin started, or a chat (`joined`).
 * One that belongs to another thread stays with it while the customer has written there. True when it is new to us.
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

/** What contacts said last in chats that texts joined. */
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
  /** What the contact said last since then, by whatever channel. */
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

export function toThread(workspaceId: string, row: ThreadRow, id: string): Thread {
  return {
    workspaceId,
    id,
    address: row.t_address,
    sender: row.t_sender,
    contactId: row.t_contact_id,
    creatingSince: row.t_creating_since,
    conversation:
      row.c_id === null
        ? null
        : {
            id: row.c_id,
            state: (row.c_state ?? 'open') as ConversationState | 'deleted',
            closedAt: row.c_closed_at,
            tagged: row.c_tagged_at !== null,
          },
  };
}
