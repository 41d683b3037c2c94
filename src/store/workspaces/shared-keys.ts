// The keys that Twilio may sign a workspace's webhooks with beside its Auth Token, sealed.
import type { Db, Trx } from '../database/database.ts';

export interface SealedSharedKey {
  /** Twilio's: it stands in each request that the key has signed. */
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

/** One of that id is replaced. */
export async function putSharedKey(trx: Trx, workspaceId: string, key: SealedSharedKey): Promise<void> {
  const { id, sealed, addedAt } = key;
  await trx
    .insertInto('twilio_shared_keys')
    .values({ workspace_id: workspaceId, key_id: id, sealed, added_at: addedAt })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key_id']).doUpdateSet({ sealed, added_at: addedAt }))
    .execute();
}

/** False where there was none. */
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
