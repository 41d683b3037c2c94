// Runs: a file, a batch or a pass over a source, with what became of its records.
import { sql } from 'kysely';
import type { Outcome } from '../../domain/customers/customer.ts';
import type { RunKind, SyncRun } from '../../domain/customers/run.ts';
import type { Db, Trx } from '../database/database.ts';

const KEPT_DAYS = 90;

export async function beginRun(
  db: Db,
  { workspaceId, id, kind, name }: { workspaceId: string; id: string; kind: RunKind; name: string },
  now: Date,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + KEPT_DAYS * 86_400_000);
  await db
    .insertInto('customer_runs')
    .values({ workspace_id: workspaceId, id, kind, name, started_at: now, ended_at: null, expires_at: expiresAt })
    .execute();
}

export interface Counted {
  taken?: number;
  outcomes?: Partial<Readonly<Record<Outcome, number>>>;
}

/** Adds to the counts of a run. */
export async function countInRun(
  trx: Trx,
  { workspaceId, id }: { workspaceId: string; id: string },
  { taken = 0, outcomes: { created = 0, updated = 0, unchanged = 0, merged = 0, refused = 0 } = {} }: Counted,
): Promise<void> {
  await sql`
    UPDATE customer_runs SET taken = taken + ${taken}, created = created + ${created}, updated = updated + ${updated},
      unchanged = unchanged + ${unchanged}, merged = merged + ${merged}, refused = refused + ${refused}
    WHERE workspace_id = ${workspaceId} AND id = ${id}::uuid`.execute(trx);
}

/** All records of it were taken; some may still wait. */
export async function endRun(db: Db, workspaceId: string, id: string, at: Date): Promise<void> {
  await db
    .updateTable('customer_runs')
    .set({ ended_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** The newest first. */
export async function listRuns(db: Db, workspaceId: string, limit: number): Promise<SyncRun[]> {
  const rows = await db
    .selectFrom('customer_runs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, kind, name, started_at, ended_at, taken, created, updated, unchanged, merged, refused }) => ({
    ...{ id, kind: kind as RunKind, name, startedAt: started_at, endedAt: ended_at, taken },
    outcomes: { created, updated, unchanged, merged, refused },
  }));
}
