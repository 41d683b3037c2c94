// The agents that we have met: their names, and the lines that end their texts.
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

export async function findAdmin(
  db: Db,
  workspaceId: string,
  adminId: string,
): Promise<{ name: string; signature: string | null } | undefined> {
  return db
    .selectFrom('admins')
    .select(['name', 'signature'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', adminId)
    .executeTakeFirst();
}

/** Null: none of their own. False for an agent whose name is not stored. */
export async function saveSignature(
  db: Db,
  workspaceId: string,
  adminId: string,
  signature: string | null,
): Promise<boolean> {
  const result = await db
    .updateTable('admins')
    .set({ signature })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', adminId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findAdminName(db: Db, workspaceId: string, adminId: string): Promise<string | null> {
  return (await findAdmin(db, workspaceId, adminId))?.name ?? null;
}

/** More than a list can show. */
const MOST = 500;

/** The agents whose names we know, by name. */
export async function listAdminNames(db: Db, workspaceId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('admins')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('id')
    .limit(MOST)
    .execute();
}
