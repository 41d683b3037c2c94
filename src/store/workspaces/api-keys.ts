// The keys of a workspace's API: their hashes, never themselves.
import type { Selectable } from 'kysely';
import { type ApiKey, isScope } from '../../domain/api-keys.ts';
import type { Db, Trx } from '../database/database.ts';
import type { ApiKeyTable } from '../database/tables/workspaces.ts';

export interface NewApiKey extends Omit<ApiKey, 'lastUsedAt' | 'revokedAt'> {
  workspaceId: string;
  hash: string;
  /** The admin; null for the operator. */
  madeBy: string | null;
}

export async function insertApiKey(trx: Trx, key: NewApiKey): Promise<void> {
  const { workspaceId, id, name, hash, ending, scopes, createdAt, expiresAt, madeBy } = key;
  await trx
    .insertInto('api_keys')
    .values({
      ...{ workspace_id: workspaceId, id, name, hash, ending, scopes: [...scopes], expires_at: expiresAt },
      ...{ made_by: madeBy, created_at: createdAt, last_used_at: null, revoked_at: null },
    })
    .execute();
}

/** All of them, the newest first. */
export async function listApiKeys(db: Db, workspaceId: string): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toKey);
}

export async function findApiKey(db: Db, workspaceId: string, hash: string): Promise<ApiKey | undefined> {
  const row = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row && toKey(row);
}

/** False where there is none, or it was revoked before. */
export async function revokeApiKey(trx: Trx, workspaceId: string, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function markKeyUsed(db: Db, workspaceId: string, id: string, at: Date): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

function toKey(row: Selectable<ApiKeyTable>): ApiKey {
  const { id, name, ending, created_at: createdAt, last_used_at: lastUsedAt, revoked_at: revokedAt } = row;
  const scopes = row.scopes.filter(isScope);
  return { id, name, scopes, ending, createdAt, expiresAt: row.expires_at, lastUsedAt, revokedAt };
}
