// Reads the words of texts into the index that a search uses, many texts at a time.
import { sql } from 'kysely';
import type { Db, Trx } from '../database/database.ts';
import { firstIdAt } from './arrivals.ts';

/**
 * The workspaces that have texts from before this time whose words are not in the index yet. Each is asked for its first such text,
 * so that no plan reads the texts of all.
 */
export async function listUnindexed(db: Db, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT w.id FROM workspaces w LEFT JOIN words_indexed r ON r.workspace_id = w.id, LATERAL (
      SELECT m.id FROM messages m WHERE m.workspace_id = w.id
        AND m.id > coalesce(r.through, ${firstIdAt(0)}::uuid) AND m.id < ${firstIdAt(before.getTime())}::uuid
      ORDER BY m.id LIMIT 1) first
    ORDER BY w.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** A text may be stored behind indexed ones, where the clocks of two processes differ. */
const LOOKED_BACK_MS = 3 * 60_000;

/**
 * Indexes the words of the workspace's oldest unindexed texts from before this time, at most so many; returns their number. The
 * first turn of a run also looks back. Indexes none while texts or the workspace are being deleted, or another process indexes: it
 * waits for nobody.
 */
export async function indexWords(
  trx: Trx,
  workspaceId: string,
  { before, atMost, isFirst }: { before: Date; atMost: number; isFirst: boolean },
): Promise<number> {
  const { rows: turn } = await sql<{ isOurs: boolean; through: string | null }>`
    SELECT pg_try_advisory_xact_lock(hashtext('threadwire indexes words')) AS "isOurs",
      (SELECT through FROM words_indexed WHERE workspace_id = workspaces.id) AS through
    FROM workspaces WHERE id = ${workspaceId} FOR KEY SHARE SKIP LOCKED`.execute(trx);
  if (turn[0]?.isOurs !== true) return 0;
  const { through } = turn[0];
  const after = through === null ? firstIdAt(0) : isFirst ? firstIdAt(timeOf(through) - LOOKED_BACK_MS) : through;
  // A statement of its own sees all that was deleted before the lock was taken.
  const { rows } = await sql<{ count: number }>`
    WITH unindexed AS (
      SELECT m.id, m.body FROM messages m
      WHERE m.workspace_id = ${workspaceId} AND m.id > ${after}::uuid AND m.id < ${firstIdAt(before.getTime())}::uuid
        AND NOT EXISTS (SELECT FROM message_words w WHERE w.workspace_id = ${workspaceId} AND w.message_id = m.id)
      ORDER BY m.id LIMIT ${atMost}
    ), words AS (
      INSERT INTO message_words (workspace_id, message_id, words)
      SELECT ${workspaceId}, id, words_of_text(${workspaceId}, body) FROM unindexed ON CONFLICT DO NOTHING
    ), turn AS (
      INSERT INTO words_indexed (workspace_id, through)
      SELECT ${workspaceId}, id FROM unindexed ORDER BY id DESC LIMIT 1
      ON CONFLICT (workspace_id) DO UPDATE SET through = greatest(words_indexed.through, excluded.through)
    )
    SELECT count(*)::integer AS count FROM unindexed`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** The millisecond of a UUID version 7. */
function timeOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
