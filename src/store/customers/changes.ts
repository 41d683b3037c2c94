// Values that were pulled from Intercom, in the order in which they were, and conflicts.
import { sql } from 'kysely';
import type { Change, Conflict } from '../../domain/customers/customer.ts';
import type { Db, Trx } from '../database/database.ts';

const KEPT_DAYS = 90;

/** Changes of a workspace commit in the order of their numbers, so that no reader passes one that is still to come. */
export async function insertChange(
  trx: Trx,
  { workspaceId, externalId, contactId, pulled }: Omit<Change, 'seq' | 'at'> & { workspaceId: string },
  now: Date,
): Promise<string> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('customer-changes ' || ${workspaceId}, 0))`.execute(trx);
  const { seq } = await trx
    .insertInto('customer_changes')
    .values({
      ...{ workspace_id: workspaceId, external_id: externalId, contact_id: contactId, at: now },
      ...{ pulled: JSON.stringify(pulled), expires_at: kept(now) },
    })
    .returning('seq')
    .executeTakeFirstOrThrow();
  return seq;
}

/** Those after this number, in order. */
export async function listChanges(db: Db, workspaceId: string, after: string, limit: number): Promise<Change[]> {
  const rows = await db
    .selectFrom('customer_changes')
    .select(['seq', 'external_id', 'contact_id', 'pulled', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...{ seq: String(row.seq), externalId: row.external_id, contactId: row.contact_id, pulled: row.pulled, at: row.at },
  }));
}

export async function insertConflict(
  trx: Trx,
  row: { workspaceId: string; id: string; externalId: string; conflict: Conflict },
  now: Date,
): Promise<void> {
  await trx
    .insertInto('customer_conflicts')
    .values({
      ...{ workspace_id: row.workspaceId, id: row.id, external_id: row.externalId, at: now, expires_at: kept(now) },
      conflict: JSON.stringify(row.conflict),
    })
    .execute();
}

/** The newest first. */
export async function listConflicts(db: Db, workspaceId: string, limit: number) {
  const rows = await db
    .selectFrom('customer_conflicts')
    .select(['id', 'external_id', 'conflict', 'at'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, external_id: externalId, conflict, at }) => ({ id, externalId, conflict, at }));
}

function kept(now: Date): Date {
  return new Date(now.getTime() + KEPT_DAYS * 86_400_000);
}
