// Calls that a vendor said our credentials may not make, and when it last said so.
import type { Vendor } from '../../domain/vendors.ts';
import type { Db } from '../database/database.ts';

export interface ForbiddenCall {
  operation: string;
  /** The vendor's own, where it gave one. */
  code: string | null;
  at: Date;
}

export async function recordForbidden(
  db: Db,
  workspaceId: string,
  { vendor, operation, code, at }: ForbiddenCall & { vendor: Vendor },
): Promise<void> {
  await db
    .insertInto('forbidden_calls')
    .values({ workspace_id: workspaceId, vendor, operation, code, at })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'vendor', 'operation']).doUpdateSet({ code, at }))
    .execute();
}

/** The calls forbidden since then, the latest first. */
export async function listForbidden(
  db: Db,
  workspaceId: string,
  vendor: Vendor,
  since: Date,
): Promise<ForbiddenCall[]> {
  return db
    .selectFrom('forbidden_calls')
    .select(['operation', 'code', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('vendor', '=', vendor)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .execute();
}

/** Forgets calls that are allowed now; without `operations`, all of them. */
export async function forgetForbidden(
  db: Db,
  workspaceId: string,
  vendor: Vendor,
  operations?: readonly string[],
): Promise<void> {
  if (operations?.length === 0) return;
  const all = db.deleteFrom('forbidden_calls').where('workspace_id', '=', workspaceId).where('vendor', '=', vendor);
  await (operations ? all.where('operation', 'in', [...operations]) : all).execute();
}
