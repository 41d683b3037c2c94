// Requests that were refused for their signature, sealed, for a day: so that none is lost to a set-up that was wrong.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

export interface Quarantined {
  id: string;
  sealed: string;
  at: Date;
}

/** Keeps this one unless `most` are there since then, or it is; one that is there from before is made new. */
export async function insertQuarantined(
  db: Db,
  request: Quarantined & { workspaceId: string; digest: string },
  limits: { since: Date; most: number },
): Promise<void> {
  const { workspaceId, id, sealed, digest, at } = request;
  const { since, most } = limits;
  await sql`
    INSERT INTO quarantine (workspace_id, id, sealed, digest, at)
    SELECT ${workspaceId}, ${id}::uuid, ${sealed}, ${digest}, ${at}
    WHERE (SELECT count(*) FROM quarantine WHERE workspace_id = ${workspaceId} AND at >= ${since}) < ${most}
    ON CONFLICT (workspace_id, digest) DO UPDATE SET id = excluded.id, sealed = excluded.sealed, at = excluded.at
      WHERE quarantine.at < ${since}`.execute(db);
}

/** In the order in which they came. */
export async function listQuarantined(db: Db, workspaceId: string, since: Date): Promise<Quarantined[]> {
  return db
    .selectFrom('quarantine')
    .select(['id', 'sealed', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('at', '>=', since)
    .orderBy('id')
    .execute();
}

export async function deleteQuarantined(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.deleteFrom('quarantine').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}
