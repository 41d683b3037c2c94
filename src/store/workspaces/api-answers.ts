// Answers to calls of the API that may come again: one for each key that a workspace's own system chose.
import { sql } from 'kysely';
import type { Db, Trx } from '../database/database.ts';

export interface Asked {
  workspaceId: string;
  key: string;
  /** Tells whether the call that comes again is the same one. */
  bodyHash: string;
}

export interface Answered {
  bodyHash: string;
  answer: object | null;
}

/**
 * Takes the key for the caller's transaction, or returns what was answered to it before. A call with the same key waits for the
 * end of that transaction. A key that had its time counts as new.
 */
export async function takeKey(
  trx: Trx,
  { workspaceId, key, bodyHash }: Asked,
  { now, expiresAt }: { now: Date; expiresAt: Date },
): Promise<Answered | null> {
  const { numAffectedRows } = await sql`
    INSERT INTO api_answers (workspace_id, key, body_hash, expires_at)
    VALUES (${workspaceId}, ${key}, ${bodyHash}, ${expiresAt})
    ON CONFLICT (workspace_id, key) DO UPDATE
      SET body_hash = excluded.body_hash, answer = NULL, expires_at = excluded.expires_at
      WHERE api_answers.expires_at <= ${now}`.execute(trx);
  if (numAffectedRows === 1n) return null;
  return findAnswer(trx, { workspaceId, key }, now);
}

/** Null where the key is new, or had its time. */
export async function findAnswer(
  db: Db,
  { workspaceId, key }: Pick<Asked, 'workspaceId' | 'key'>,
  now: Date,
): Promise<Answered | null> {
  const row = await db
    .selectFrom('api_answers')
    .select(['body_hash', 'answer'])
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ? { bodyHash: row.body_hash, answer: row.answer } : null;
}

export async function keepAnswer(trx: Trx, { workspaceId, key }: Asked, answer: object): Promise<void> {
  await trx
    .updateTable('api_answers')
    .set({ answer: JSON.stringify(answer) })
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .execute();
}
