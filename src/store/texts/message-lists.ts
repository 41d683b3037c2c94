// Lists texts for people to read, and counts them.
import { sql } from 'kysely';
import type { Message } from '../../domain/texts/message.ts';
import type { Db } from '../database/database.ts';
import { toMessage } from './message-row.ts';

/** The newest texts of these threads, newest first, with their authors' names and whether they were sent again. */
export async function listThreadMessages(
  db: Db,
  workspaceId: string,
  threadIds: readonly string[],
  page: { limit: number; olderThan: string | null },
): Promise<{ message: Message; authorName: string | null; retried: boolean }[]> {
  if (threadIds.length === 0) return [];
  const { limit, olderThan } = page;
  const rows = await db
    .selectFrom('messages as m')
    .leftJoin('admins as a', (join) =>
      join.onRef('a.workspace_id', '=', 'm.workspace_id').onRef('a.id', '=', 'm.author_id'),
    )
    .selectAll('m')
    .select((expression) => [
      'a.name as author_name',
      expression
        .exists(
          expression
            .selectFrom('messages as r')
            .select('r.id')
            .whereRef('r.workspace_id', '=', 'm.workspace_id')
            .whereRef('r.retry_of', '=', 'm.id'),
        )
        .as('retried'),
    ])
    .where('m.workspace_id', '=', workspaceId)
    .where('m.thread_id', 'in', [...threadIds])
    .$if(olderThan !== null, (query) => query.where('m.id', '<', olderThan ?? ''))
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ author_name: authorName, retried, ...row }) => ({
    message: toMessage(row),
    authorName,
    retried: Boolean(retried),
  }));
}

/** The last text handed to Twilio for a contact, in any of its threads, and when we first heard that Twilio has it. */
export async function findLastSent(
  db: Db,
  workspaceId: string,
  contactId: string,
): Promise<{ message: Message; sentAt: Date } | undefined> {
  const row = await db
    .selectFrom('messages as m')
    .innerJoin('threads as t', (join) =>
      join.onRef('t.workspace_id', '=', 'm.workspace_id').onRef('t.id', '=', 'm.thread_id'),
    )
    .selectAll('m')
    .select((expression) =>
      expression
        .selectFrom('message_events as e')
        .select((event) => event.fn.min('e.at').as('at'))
        .whereRef('e.workspace_id', '=', 'm.workspace_id')
        .whereRef('e.message_id', '=', 'm.id')
        .as('sent_at'),
    )
    .where('m.workspace_id', '=', workspaceId)
    .where('t.contact_id', '=', contactId)
    .where('m.direction', '=', 'out')
    .where('m.twilio_sid', 'is not', null)
    .orderBy('m.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { message: toMessage(row), sentAt: row.sent_at ?? row.created_at };
}

/** The number of these faults, or of all others, for each sender since then; the most frequent first. */
export async function countFaults(
  db: Db,
  workspaceId: string,
  { codes, except, since }: { codes?: readonly number[]; except?: readonly number[]; since: Date },
): Promise<{ sender: string; code: number; times: number }[]> {
  const rows = await db
    .selectFrom('messages')
    .select((select) => ['sender', 'error_code', select.fn.countAll<string | number>().as('times')])
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'out')
    .where('error_code', 'is not', null)
    .$if(codes !== undefined, (query) => query.where('error_code', 'in', [...(codes ?? [])]))
    .$if(except !== undefined, (query) => query.where('error_code', 'not in', [...(except ?? [])]))
    .where('state_at', '>=', since)
    .groupBy(['sender', 'error_code'])
    .orderBy('times', 'desc')
    .execute();
  return rows.map((row) => ({ sender: row.sender, code: row.error_code ?? 0, times: Number(row.times) }));
}

/** True once a customer's text stood in a conversation, or one of ours reached a phone or its carrier. */
export async function hasAnyGoneThrough(db: Db, workspaceId: string): Promise<boolean> {
  const row = await db
    .selectFrom('messages')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('state', 'in', ['threaded', 'sent', 'delivered', 'read'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The numbers of ours that customers have texted, so that we know their texts reach us. */
export async function sendersTexted(db: Db, workspaceId: string, senders: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ sender: string }>`
    SELECT DISTINCT sender FROM messages
    WHERE workspace_id = ${workspaceId} AND direction = 'in' AND sender = ANY(${[...senders]})`.execute(db);
  return rows.map((row) => row.sender);
}

/** The addresses that were texted since then. */
export async function listTexted(db: Db, workspaceId: string, since: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('messages')
    .select('address')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'out')
    .where('created_at', '>=', since)
    .where('state', '!=', 'refused')
    .execute();
  return rows.map(({ address }) => address);
}
