// What a database holds, table by table, the queue's included: to show that a request left nothing behind.
import { sql } from 'kysely';
import type { Db } from '../../src/store/database.ts';

async function listTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname = 'public' OR (schemaname = 'pgboss' AND tablename = 'job') ORDER BY 1`.execute(db);
  return rows.map((row) => row.name);
}

/** Tables in which any row shows `words`. */
export async function tablesThatHold(db: Db, words: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of await listTables(db)) {
    const like = `%${words}%`;
    const { rows } = await sql`SELECT 1 FROM ${sql.raw(table)} AS t WHERE t::text LIKE ${like} LIMIT 1`.execute(db);
    if (rows.length > 0) found.push(table);
  }
  return found;
}

/** How many rows each table has; what is kept of refusals is left out, since it is meant to grow. */
export async function countRows(db: Db): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of await listTables(db)) {
    if (table === 'public.refusals' || table === 'public.quarantine') continue;
    const { rows } = await sql<{ count: string | number }>`SELECT count(*) AS count FROM ${sql.raw(table)}`.execute(db);
    counts[table] = Number(rows[0]?.count ?? 0);
  }
  return counts;
}
