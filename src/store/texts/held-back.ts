// Texts that the gate refused for an opt-out, and that may be sent once it has ended.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

/** Reasons that end with an opt-out. */
const reasons = ['opted-out', 'opted-out-by-hand', 'blocked-by-twilio'];

/**
 * The number of replies and panel texts to an address that were refused since it last opted in, and not sent again since.
 * `startId`: the customer's text that opts it in now; null for an opt-in by hand.
 */
export async function countHeldBack(
  db: Db,
  { workspaceId, address }: { workspaceId: string; address: string },
  startId: string | null,
): Promise<number> {
  const { rows } = await sql<{ held: number }>`
    SELECT count(DISTINCT COALESCE(m.reply_part_id, m.send_id::text, m.id::text))::integer AS held
    FROM threads t JOIN messages m ON m.workspace_id = ${workspaceId} AND m.thread_id = t.id
    WHERE t.workspace_id = ${workspaceId} AND t.address = ${address}
      AND m.direction = 'out' AND m.state = 'refused' AND m.refused_for = ANY(${reasons})
      AND m.created_at > COALESCE((SELECT max(e.at) FROM consent_events e
        WHERE e.workspace_id = ${workspaceId} AND e.address = ${address} AND NOT e.opted_out
          AND (e.message_id IS NULL OR e.message_id IS DISTINCT FROM ${startId}::uuid)), '-infinity')
      AND NOT EXISTS (SELECT FROM messages r WHERE r.workspace_id = ${workspaceId} AND r.retry_of = m.id)`.execute(db);
  return rows[0]?.held ?? 0;
}
