// Deletes rows whose retention period has ended, a bounded number at a time.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

/** A table and the column by which its rows grow old. */
const columns = {
  automatic_texts: 'expires_at',
  refusals: 'minute',
  quarantine: 'at',
  catch_ups: 'asked_at',
  missed_topics: 'at',
  country_prices: 'wanted_at',
  number_registrations: 'read_at',
  consent_imports: 'started_at',
  spend_days: 'made_at',
  rule_runs: 'expires_at',
  told_events: 'expires_at',
  api_answers: 'expires_at',
  api_calls: 'expires_at',
  endpoint_events: 'expires_at',
  customer_runs: 'expires_at',
  customer_changes: 'expires_at',
  customer_conflicts: 'expires_at',
  sessions: 'expires_at',
  oauth_states: 'expires_at',
} as const;

export type Expiring = keyof typeof columns;

/**
 * Deletes for every workspace in one statement: one statement a workspace would be thousands that find nothing. It skips rows
 * that another process is deleting. Returns the number of deleted rows.
 */
export async function deleteOlder(db: Db, table: Expiring, before: Date, atMost: number): Promise<number> {
  const name = sql.table(table);
  const result = await sql`
    DELETE FROM ${name} WHERE ctid IN (
      SELECT ctid FROM ${name} WHERE ${sql.ref(columns[table])} < ${before} LIMIT ${atMost} FOR UPDATE SKIP LOCKED)`.execute(
    db,
  );
  return Number(result.numAffectedRows ?? 0n);
}

/** Workspaces that were uninstalled before that time and that no job has erased. */
export async function listToErase(db: Db, before: Date, atMost: number): Promise<string[]> {
  const rows = await db
    .selectFrom('workspaces')
    .select('id')
    .where('uninstalled_at', '<', before)
    .orderBy('uninstalled_at')
    .limit(atMost)
    .execute();
  return rows.map(({ id }) => id);
}
