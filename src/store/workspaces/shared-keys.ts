// The sealed shared keys with which Twilio may sign a workspace's webhooks, in addition to its Auth Token.
import type { Db, Trx } from '../database/database.ts';

export interface SealedSharedKey {
  /** Twilio's id, which each request signed with the key names. */
  id: string;
  sealed: string;
  addedAt: Date;
}

/** The oldest first. */
export async function listSharedKeys(db: Db, workspaceId: string): Promise<SealedSharedKey[]> {
  const rows = await db
    .selectFrom('twilio_shared_keys')
    .select(['key_id', 'sealed', 'added_at'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('added_at')
    .orderBy('key_id')
    .execute();
  return rows.map(({ key_id: id, sealed, added_at: addedAt }) => ({ id, sealed, addedAt }));
}

/** Stores a key, and replaces one of the same id. */
export async function putSharedKey(trx: Trx, workspaceId: string, key: SealedSharedKey): Promise<void> {
  const { id, sealed, addedAt } = key;
  await trx
    .insertInto('twilio_shared_keys')
    .values({ workspace_id: workspaceId, key_id: id, sealed, added_at: addedAt })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key_id']).doUpdateSet({ sealed, added_at: addedAt }))
    .execute();
}

/** False if there was none. */
export async function deleteSharedKey(trx: Trx, workspaceId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('twilio_shared_keys')
    .where('workspace_id', '=', workspaceId)
    .where('key_id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function deleteSharedKeys(trx: Trx, workspaceId: string): Promise<void> {
  await trx.deleteFrom('twilio_shared_keys').where('workspace_id', '=', workspaceId).execute();
}
