// The files whose bytes are here: their sum, the oldest of them, and those that had their time.
import { sql } from 'kysely';
import type { FileProblem } from '../../domain/media/file.ts';
import type { Db } from '../database/database.ts';
import type { StoredFile } from './media-store.ts';

/** Files a call, few enough that nothing else waits for long. */
const BATCH = 200;

/** In bytes. */
export async function sumKept(db: Db, workspaceId: string): Promise<number> {
  const row = await db
    .selectFrom('files')
    .select(({ fn }) => fn.sum<string | null>('size').as('bytes'))
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'kept')
    .executeTakeFirst();
  return Number(row?.bytes ?? 0);
}

/** The oldest that together have so many bytes, or the first of them. */
export async function oldestKept(
  db: Db,
  workspaceId: string,
  bytes: number,
): Promise<(StoredFile & { size: number })[]> {
  const rows = await db
    .selectFrom('files')
    .select(['id', 'size'])
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'kept')
    .orderBy('state_at')
    .orderBy('id')
    .limit(BATCH)
    .execute();
  const files = rows.map(({ id, size }) => ({ workspaceId, id, size: size ?? 0 }));
  let sum = 0;
  const enough = files.findIndex(({ size }) => {
    sum += size;
    return sum >= bytes;
  });
  return enough < 0 ? files : files.slice(0, enough + 1);
}

/**
 * Files that are kept for longer than their workspace wants, but for those of a text that is still to go. `usual`: the days of
 * one that never chose.
 */
export async function listOverdue(db: Db, now: Date, usual: number): Promise<StoredFile[]> {
  const { rows } = await sql<StoredFile>`
    SELECT overdue.workspace_id AS "workspaceId", overdue.id FROM workspaces
    CROSS JOIN LATERAL (
      SELECT workspace_id, id FROM files
      WHERE workspace_id = workspaces.id AND state = 'kept'
        AND state_at < ${now}::timestamptz
          - make_interval(days => coalesce((workspaces.settings->>'keepFilesDays')::integer, ${usual}::integer))
        AND NOT EXISTS (
          SELECT FROM messages AS m
          WHERE m.workspace_id = files.workspace_id AND m.id = files.message_id AND m.state = 'pending')
        AND NOT EXISTS (
          SELECT FROM sends AS s
          WHERE s.workspace_id = files.workspace_id AND s.id::text = files.subject AND s.state = 'scheduled'
            AND files.message_id IS NULL)
      ORDER BY state_at LIMIT ${BATCH}
    ) AS overdue LIMIT ${BATCH}`.execute(db);
  return rows;
}

/** Files of a workspace that was uninstalled before that time, whose bytes may be here. */
export async function listToRemove(db: Db, workspaceId: string, uninstalledBefore: Date): Promise<StoredFile[]> {
  const rows = await db
    .selectFrom('files')
    .innerJoin('workspaces', 'workspaces.id', 'files.workspace_id')
    .select('files.id')
    .where('files.workspace_id', '=', workspaceId)
    .where('files.state', '!=', 'expired')
    .where('workspaces.uninstalled_at', '<=', uninstalledBefore)
    .limit(BATCH)
    .execute();
  return rows.map(({ id }) => ({ workspaceId, id }));
}

/** Says of files that their bytes are here no more. A file that no text has goes altogether. */
export async function expireFiles(
  db: Db,
  files: readonly StoredFile[],
  problem: FileProblem | null,
  now: Date,
): Promise<void> {
  const workspaceIds = files.map(({ workspaceId }) => workspaceId);
  const ids = files.map(({ id }) => id);
  const these = sql`(workspace_id, id) IN (SELECT * FROM unnest(${workspaceIds}::text[], ${ids}::uuid[]))`;
  await sql`DELETE FROM files WHERE message_id IS NULL AND ${these}`.execute(db);
  await sql`UPDATE files SET state = 'expired', problem = ${problem}, state_at = ${now} WHERE ${these}`.execute(db);
}
