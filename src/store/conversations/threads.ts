// Threads: an address and a sender, each with the conversation where they are now.
import { type Selectable, sql } from 'kysely';
import type { ConversationState } from '../../domain/conversation.ts';
import type { Pace } from '../../domain/texts/flood.ts';
import type { Said } from '../../domain/texts/loop.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Aside, Step } from '../../domain/texts/trace.ts';
import type { Thread } from '../../domain/thread.ts';
import type { Db } from '../database/database.ts';
import type { MessageTable } from '../database/tables/texts.ts';
import { type SaidRow, saidLately, toSaid } from '../texts/loops.ts';
import { toMessage } from '../texts/message-row.ts';

export interface ThreadRow {
  t_id: string | null;
  t_address: string;
  t_sender: string;
  t_contact_id: string | null;
  t_creating_since: Date | null;
  c_id: string | null;
  c_state: string | null;
  c_closed_at: Date | null;
  c_texted_at: Date | null;
  c_tagged_at: Date | null;
}

export const threadColumns =
  sql.raw(`t.id AS t_id, t.address AS t_address, t.sender AS t_sender, t.contact_id AS t_contact_id,
  t.creating_since AS t_creating_since, c.conversation_id AS c_id, c.state AS c_state, c.closed_at AS c_closed_at, c.texted_at AS c_texted_at,
  c.tagged_at AS c_tagged_at`);

export const joinConversation = sql.raw(`LEFT JOIN conversations c
  ON c.workspace_id = t.workspace_id AND c.conversation_id = t.conversation_id`);

/** The numbers that a text meets in its thread. */
export interface Met {
  /** It has no text of the customer's yet. */
  isFirst: boolean;
  /** The number that its conversation belongs to now. */
  numberThere: string | null;
  /** When an automatic text last went to the address that no conversation shows; null where a note has told of all. */
  untoldAt: Date | null;
}

interface MetRow {
  u_untold_at: Date | null;
  t_last_inbound_at: Date | null;
  t_minute_at: Date | null;
  t_minute_texts: number;
  t_minute_before: number;
  said: SaidRow[] | null;
  o_address: string | null;
}

/** Reads a customer's text and its thread, if there is one, in one query. */
export async function loadInbound(
  db: Db,
  workspaceId: string,
  messageId: string,
): Promise<{ message: Message; thread: Thread | null; met: Met; pace: Pace | null; said: Said[] } | undefined> {
  const { rows } = await sql<Selectable<MessageTable> & ThreadRow & MetRow>`
    SELECT m.*, ${threadColumns}, t.last_inbound_at AS t_last_inbound_at, t.minute_at AS t_minute_at,
      t.minute_texts AS t_minute_texts, t.minute_before AS t_minute_before, ${saidLately} AS said,
      CASE WHEN c.thread_id = t.id THEN t.address ELSE (
        SELECT o.address FROM threads o WHERE o.workspace_id = c.workspace_id AND o.id = c.thread_id) END AS o_address,
      (SELECT max(u.untold_at) FROM threads u
        WHERE u.workspace_id = m.workspace_id AND u.address = m.address) AS u_untold_at
    FROM messages m
    LEFT JOIN threads t ON t.workspace_id = m.workspace_id AND t.address = m.address AND t.sender = m.sender
    ${joinConversation}
    WHERE m.workspace_id = ${workspaceId} AND m.id = ${messageId}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  return {
    message: toMessage(row),
    thread: row.t_id === null ? null : toThread(workspaceId, row, row.t_id),
    met: { isFirst: row.t_last_inbound_at === null, numberThere: row.o_address, untoldAt: row.u_untold_at },
    pace: paceOf(row),
    said: toSaid(row.said ?? []),
  };
}

function paceOf({ t_minute_at: minute, t_minute_texts: texts, t_minute_before: before }: MetRow): Pace | null {
  return minute === null ? null : { minute, texts, before };
}

export async function findThread(db: Db, workspaceId: string, by: { id: string }): Promise<Thread | undefined> {
  const { rows } = await sql<ThreadRow>`
    SELECT ${threadColumns} FROM threads t ${joinConversation}
    WHERE t.workspace_id = ${workspaceId} AND t.id = ${by.id}`.execute(db);
  const [row] = rows;
  return row?.t_id ? toThread(workspaceId, row, row.t_id) : undefined;
}

/** True where somebody has texted any of our numbers from this address. */
export async function hasWritten(db: Db, workspaceId: string, address: string): Promise<boolean> {
  const row = await db
    .selectFrom('threads')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('address', '=', address)
    .where('last_inbound_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The thread of an address and a sender, which it makes if there is none. */
export async function ensureThread(
  db: Db,
  thread: { workspaceId: string; id: string; address: string; sender: string },
  now: Date,
): Promise<Thread> {
  const made = await db
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
    .returning('id')
    .executeTakeFirst();
  if (made) return { ...thread, contactId: null, creatingSince: null, conversation: null };
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

/** Records in one statement that texts are in their conversation, which is open and the thread's own from now on. */
export async function recordThreaded(
  db: Db,
  threaded: {
    /** At least one; they share the part. */
    texts: readonly Message[];
    workspaceId: string;
    pace: Pace;
    threadId: string;
    conversationId: string;
    partId: string | null;
    at: Date;
    /** A time of Intercom's clock, to compare with its later news of the conversation. */
    conversationAt: Date;
    trace: readonly Step[];
  },
): Promise<void> {
  const { texts, workspaceId, pace, threadId, conversationId, partId, at, conversationAt, trace } = threaded;
  const ids = texts.map(({ id }) => id);
  await sql`
    WITH conversation AS (
      INSERT INTO conversations (workspace_id, conversation_id, thread_id, state, state_at, created_at)
      VALUES (${workspaceId}, ${conversationId}, ${threadId}::uuid, 'open', date_trunc('second', ${conversationAt}::timestamptz), ${at})
      ON CONFLICT (workspace_id, conversation_id) DO UPDATE
        SET state = 'open', closed_at = NULL, state_at = excluded.state_at, thread_id = excluded.thread_id
        WHERE conversations.state <> 'open' OR conversations.thread_id <> excluded.thread_id
    ), thread AS (
      UPDATE threads SET conversation_id = ${conversationId}, last_inbound_at = ${at}, creating_since = NULL,
        minute_at = ${pace.minute}, minute_texts = ${pace.texts}, minute_before = ${pace.before}
      WHERE workspace_id = ${workspaceId} AND id = ${threadId}::uuid
    )
    UPDATE messages SET state = 'threaded', state_at = ${at}, thread_id = ${threadId}::uuid,
      conversation_id = ${conversationId}, part_id = ${partId}, attempted_at = NULL,
      trace = COALESCE(messages.trace, '[]') || ${JSON.stringify(trace)}::text::jsonb
    WHERE workspace_id = ${workspaceId} AND id = ANY(${ids}::uuid[])`.execute(db);
}

/** Gives texts their thread, though they stand in no conversation. */
export async function recordAside(
  db: Db,
  workspaceId: string,
  texts: readonly Message[],
  threadId: string,
  at: Date,
  why: Aside,
): Promise<void> {
  await db
    .updateTable('messages')
    .set({
      state: why === 'blocked' ? 'blocked' : 'threaded',
      state_at: at,
      thread_id: threadId,
      attempted_at: null,
      trace: JSON.stringify([{ kind: 'aside', why } satisfies Step]),
    })
    .where('workspace_id', '=', workspaceId)
    .where(
      'id',
      'in',
      texts.map(({ id }) => id),
    )
    .execute();
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
            textedAt: row.c_texted_at,
            tagged: row.c_tagged_at !== null,
          },
  };
}
