// Keys of a workspace for its own systems: only their hashes, and how they end.
import type { Db } from '../database/database.ts';

export interface StoredApiKey {
  id: string;
  name: string;
  end: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export async function insertApiKey(
  db: Db,
  key: { workspaceId: string; id: string; name: string; hash: string; end: string; at: Date },
): Promise<void> {
  const { workspaceId, id, name, hash, end, at } = key;
  await db
    .insertInto('api_keys')
    .values({
      workspace_id: workspaceId,
      id,
      name,
      hash,
      ending: end,
      created_at: at,
      last_used_at: null,
      revoked_at: null,
    })
    .execute();
}

/** Those in force, the newest first. */
export async function listApiKeys(db: Db, workspaceId: string): Promise<StoredApiKey[]> {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    end: row.ending,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }));
}

export async function revokeApiKey(db: Db, workspaceId: string, id: string, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
