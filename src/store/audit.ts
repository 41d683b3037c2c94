// Who changed what in a workspace's settings.
import type { Db } from './database.ts';

export async function insertAudit(
  db: Db,
  line: { workspaceId: string; id: string; adminId: string | null; what: string; at: Date },
): Promise<void> {
  const { workspaceId, id, adminId, what, at } = line;
  await db.insertInto('audit').values({ workspace_id: workspaceId, id, admin: adminId, what, at }).execute();
}

/** Newest first, with names. */
export async function listAudit(
  db: Db,
  workspaceId: string,
  limit: number,
): Promise<{ at: Date; name: string | null; what: string }[]> {
  return db
    .selectFrom('audit as a')
    .leftJoin('members as m', (join) =>
      join.onRef('m.workspace_id', '=', 'a.workspace_id').onRef('m.admin', '=', 'a.admin'),
    )
    .select(['a.at', 'm.name', 'a.what'])
    .where('a.workspace_id', '=', workspaceId)
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute();
}
