// Texts of a flood that share a part of a conversation.
import { sql } from 'kysely';
import type { Joining } from '../../domain/texts/flood.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Db } from '../database/database.ts';
import { toMessage } from './message-row.ts';

/** More than one part holds. */
const READ = 300;

/** The customer's texts to any of our numbers that came before that time and stand in no conversation, in their order. */
export async function listUnthreaded(
  db: Db,
  { workspaceId, address }: { workspaceId: string; address: string },
  before: Date,
): Promise<Joining[]> {
  const { rows } = await sql<Joining>`
    SELECT id, sender, length(body) AS characters, COALESCE(jsonb_array_length(media), 0) AS files FROM messages
    WHERE workspace_id = ${workspaceId} AND state = 'received' AND address = ${address} AND created_at < ${before}
      AND joined_to IS NULL
    ORDER BY created_at, id LIMIT ${READ}`.execute(db);
  return rows;
}

/** Binds texts to the first of them before they are put anywhere, so that every try puts the same ones there. */
export async function joinTexts(
  db: Db,
  first: { workspaceId: string; id: string },
  ids: readonly string[],
): Promise<Message[]> {
  const rows = await db
    .updateTable('messages')
    .set({ joined_to: first.id })
    .where('workspace_id', '=', first.workspaceId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'received')
    .where('joined_to', 'is', null)
    .returningAll()
    .execute();
  return inOrder(rows.map(toMessage), first.id);
}

/** The texts that were bound to that one, with itself as the first. */
export async function listJoined(db: Db, workspaceId: string, firstId: string): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('joined_to', '=', firstId)
    .execute();
  return inOrder(rows.map(toMessage), firstId);
}

function inOrder(texts: readonly Message[], firstId: string): Message[] {
  const order = ({ id, createdAt }: Message) => (id === firstId ? 0 : createdAt.getTime());
  return texts.toSorted((a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1));
}
