// The threads of one customer: with every number of ours that their texts went to or came from.
import { sql } from 'kysely';
import type { Thread } from '../../domain/thread.ts';
import type { ContactZones } from '../../domain/times/customer-zone.ts';
import type { Db, Trx } from '../database/database.ts';
import { joinConversation, type ThreadRow, threadColumns, toThread } from './threads.ts';

/** A thread and all others of its contact, from any address; the one with the latest text, in either direction, first. */
export async function listRelatedThreads(
  db: Db,
  thread: Pick<Thread, 'workspaceId' | 'id' | 'contactId'>,
): Promise<Thread[]> {
  const { workspaceId, id, contactId } = thread;
  const { rows } = await sql<ThreadRow>`
    SELECT ${threadColumns} FROM threads t ${joinConversation}
    WHERE t.workspace_id = ${workspaceId} AND (t.id = ${id}::uuid OR t.contact_id = ${contactId})
    ORDER BY (
      SELECT m.id FROM messages m WHERE m.workspace_id = t.workspace_id AND m.thread_id = t.id ORDER BY m.id DESC LIMIT 1
    ) DESC NULLS LAST, t.id`.execute(db);
  return rows.map((row) => toThread(workspaceId, row, row.t_id ?? ''));
}

export async function listThreadsOfAddress(
  db: Db,
  { workspaceId, address }: Pick<Thread, 'workspaceId' | 'address'>,
): Promise<Pick<Thread, 'workspaceId' | 'id' | 'address' | 'sender'>[]> {
  const rows = await db
    .selectFrom('threads')
    .select(['id', 'sender'])
    .where('workspace_id', '=', workspaceId)
    .where('address', '=', address)
    .execute();
  return rows.map(({ id, sender }) => ({ workspaceId, id, address, sender }));
}

/** The threads of an address, the one that it was in touch with last first, each with the zones that its contact names. */
export async function listThreadsTo(
  db: Db,
  workspaceId: string,
  address: string,
): Promise<{ thread: Thread; zones: ContactZones | null }[]> {
  const { rows } = await sql<ThreadRow & { k_zones: ContactZones | null }>`
    SELECT ${threadColumns}, k.zones AS k_zones FROM threads t ${joinConversation}
    LEFT JOIN contacts k ON k.workspace_id = t.workspace_id AND k.contact_id = t.contact_id
    WHERE t.workspace_id = ${workspaceId} AND t.address = ${address}
    ORDER BY t.last_inbound_at DESC NULLS LAST, t.created_at DESC`.execute(db);
  return rows.map((row) => ({ thread: toThread(workspaceId, row, row.t_id ?? ''), zones: row.k_zones }));
}

/** Leaves a shared conversation to the thread whose number the customer texted last; the other threads start new ones. */
export async function partThreads(trx: Trx, workspaceId: string): Promise<void> {
  await sql`
    UPDATE threads t SET conversation_id = NULL FROM conversations c
    WHERE t.workspace_id = ${workspaceId} AND c.workspace_id = t.workspace_id
      AND c.conversation_id = t.conversation_id AND c.thread_id <> t.id`.execute(trx);
}
