// Texts by what they were made of: the parts of a conversation, or a text that they replace.
import { sql } from 'kysely';
import type { Message } from '../../domain/texts/message.ts';
import type { RefusedFor } from '../../domain/texts/refusal.ts';
import type { Db, Trx } from '../database/database.ts';
import { toMessage } from './message-row.ts';

/** Refuses our texts that wait and certainly were not handed over; returns them. */
export async function refusePendingOf(trx: Trx, workspaceId: string, at: Date): Promise<Message[]> {
  const rows = await refusingPending(trx, workspaceId, { at, refusedFor: 'uninstalled' }).returningAll().execute();
  return rows.map(toMessage);
}

/** The same, only for the texts of these parts. */
export async function refuseUnsentOf(
  trx: Trx,
  workspaceId: string,
  partIds: readonly string[],
  at: Date,
): Promise<Message[]> {
  if (partIds.length === 0) return [];
  const rows = await refusingPending(trx, workspaceId, { at, refusedFor: 'deleted' })
    .where(ofParts(workspaceId, partIds))
    .returningAll()
    .execute();
  return rows.map(toMessage);
}

function refusingPending(trx: Trx, workspaceId: string, { at, refusedFor }: { at: Date; refusedFor: RefusedFor }) {
  return trx
    .updateTable('messages')
    .set({ state: 'refused', state_at: at, refused_for: refusedFor })
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'out')
    .where(sql<boolean>`(state = 'pending' OR (state = 'held' AND held_for IS NOT NULL))`)
    .where('attempted_at', 'is', null);
}

/** Keeps refused texts of these parts from ever being sent. */
export async function forgetRefusedOf(trx: Trx, workspaceId: string, partIds: readonly string[]): Promise<void> {
  if (partIds.length === 0) return;
  await trx
    .updateTable('messages')
    .set({ refused_for: 'deleted' })
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'out')
    .where('state', '=', 'refused')
    .where(ofParts(workspaceId, partIds))
    .execute();
}

/** The texts of these parts that are on their way to the customer, or have arrived. */
export async function listGoneOf(trx: Trx, workspaceId: string, partIds: readonly string[]): Promise<Message[]> {
  if (partIds.length === 0) return [];
  const rows = await trx
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'out')
    .where('state', 'in', ['accepted', 'queued', 'sending', 'sent', 'delivered', 'read'])
    .where(ofParts(workspaceId, partIds))
    .execute();
  return rows.map(toMessage);
}

/** Texts of a reply's part, or of the comment that shows a panel text, with those that were sent again for them. */
function ofParts(workspaceId: string, partIds: readonly string[]) {
  const ids = [...partIds];
  return sql<boolean>`messages.id IN (
    WITH RECURSIVE said AS (
      SELECT m.id FROM messages m WHERE m.workspace_id = ${workspaceId} AND (m.reply_part_id = ANY(${ids}::text[])
        OR m.send_id IN (SELECT s.id FROM sends s WHERE s.workspace_id = ${workspaceId} AND s.part_id = ANY(${ids}::text[])))
      UNION
      SELECT m.id FROM messages m JOIN said ON m.retry_of = said.id WHERE m.workspace_id = ${workspaceId})
    SELECT id FROM said)`;
}

/** The text parts of one reply or panel text, in order. */
export async function listParts(
  db: Db,
  message: Pick<Message, 'workspaceId' | 'id' | 'replyPartId' | 'sendId'>,
): Promise<Message[]> {
  const base = db.selectFrom('messages').selectAll().where('workspace_id', '=', message.workspaceId);
  const { replyPartId, sendId } = message;
  const parts =
    replyPartId !== null
      ? base.where('reply_part_id', '=', replyPartId)
      : sendId !== null
        ? base.where('send_id', '=', sendId)
        : base.where('id', '=', message.id);
  return (await parts.orderBy('part_no').execute()).map(toMessage);
}

/** The parts among these that are texts of ours already, or show files of texts. */
export async function knownParts(db: Db, workspaceId: string, partIds: readonly string[]): Promise<Set<string>> {
  if (partIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('messages')
    .select('part_id')
    .where('workspace_id', '=', workspaceId)
    .where('part_id', 'in', [...partIds])
    .unionAll(
      db
        .selectFrom('files')
        .select('part_id')
        .where('workspace_id', '=', workspaceId)
        .where('part_id', 'in', [...partIds]),
    )
    .execute();
  return new Set(rows.flatMap(({ part_id }) => part_id ?? []));
}

/** The texts among these that were sent again. */
export async function retriedMessages(db: Db, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('messages')
    .select('retry_of')
    .where('workspace_id', '=', workspaceId)
    .where('retry_of', 'in', [...ids])
    .execute();
  return new Set(rows.flatMap(({ retry_of }) => retry_of ?? []));
}
