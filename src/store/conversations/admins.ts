// The names of the agents that we have met.
import type { Db } from '../database/database.ts';

/** Writes only a name that is new. */
export async function rememberAdmin(
  db: Db,
  admin: { workspaceId: string; adminId: string; name: string },
  at: Date,
): Promise<void> {
  await db
    .insertInto('admins')
    .values({ workspace_id: admin.workspaceId, id: admin.adminId, name: admin.name, changed_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'id'])
        .doUpdateSet({ name: admin.name, changed_at: at })
        .where('admins.name', '<>', admin.name),
    )
    .execute();
}

export async function findAdminName(db: Db, workspaceId: string, adminId: string): Promise<string | null> {
  const row = await db
    .selectFrom('admins')
    .select('name')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', adminId)
    .executeTakeFirst();
  return row?.name ?? null;
}
