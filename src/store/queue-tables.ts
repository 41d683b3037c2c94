// What the queue library's tables have of ours: an index, the rights of those who act for one workspace, and a lock while they are made.
import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Jobs `j` that nobody has claimed, in the words of the indexes over them: PostgreSQL uses none for a question that leaves
 * a word out, and would read every job that was done in the last hour as well.
 */
export const unclaimed = sql`j.state < 'active' AND NOT j.blocked AND j.policy = 'key_strict_fifo'`;

/** Puts off jobs `j`, or brings them forward; each is kept as long after that as it would have been. */
export const moveTo = (time: RawBuilder<unknown>) =>
  sql`start_after = ${time}, keep_until = j.keep_until + (${time} - j.start_after)`;

/**
 * Lets a claim find what is due without reading what is not: the library's own index is in the order of the keys, so it
 * reads every waiting job.
 */
export async function indexDueJobs(database: Database): Promise<void> {
  await sql`
    CREATE INDEX IF NOT EXISTS threadwire_due ON pgboss.job_common (name, start_after)
    WHERE state < 'active' AND NOT blocked AND policy = 'key_strict_fifo'`.execute(database.owner);
}

/**
 * Counts the jobs for the planner, which otherwise learns of a flood after a minute: until then each claim would compare
 * every job with every other, as is best for the few that it believes there are. Left alone while the table is being cleaned:
 * who waits for that ends it.
 */
export async function analyseJobs(database: Database): Promise<void> {
  await sql`ANALYZE (SKIP_LOCKED) pgboss.job_common`.execute(database.owner);
}

/** Of jobs, what the policies let them. */
const mayRead = 'GRANT SELECT ON ALL TABLES IN SCHEMA pgboss TO threadwire_workspace, threadwire_accept';

/**
 * What acts for one workspace sees and settles jobs of its own; who stores texts of many adds jobs. The library's other
 * tables hold nothing of workspaces.
 */
export async function openToScopes(database: Database, hasOwnClock: boolean): Promise<void> {
  // A clock that is moved by hand is a table that the library has made just now.
  if (hasOwnClock) await sql.raw(mayRead).execute(database.owner);
  const { rows } =
    await sql`SELECT FROM pg_policies WHERE schemaname = 'pgboss' AND policyname = 'own_workspace'`.execute(
      database.owner,
    );
  if (rows.length > 0) return;
  await sql`
    DO $$
    BEGIN
      GRANT USAGE ON SCHEMA pgboss TO threadwire_workspace, threadwire_accept;
      ${sql.raw(mayRead)};
      GRANT INSERT, UPDATE ON pgboss.job, pgboss.job_common TO threadwire_workspace;
      GRANT INSERT ON pgboss.job, pgboss.job_common TO threadwire_accept;
      ALTER TABLE pgboss.job_common ENABLE ROW LEVEL SECURITY;
      ALTER TABLE pgboss.job ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own_workspace ON pgboss.job_common TO threadwire_workspace
        USING (data->>'workspaceId' = current_setting('threadwire.workspace', true));
      CREATE POLICY own_workspace ON pgboss.job TO threadwire_workspace
        USING (data->>'workspaceId' = current_setting('threadwire.workspace', true));
      CREATE POLICY accepted ON pgboss.job_common FOR INSERT TO threadwire_accept WITH CHECK (true);
      CREATE POLICY accepted ON pgboss.job FOR INSERT TO threadwire_accept WITH CHECK (true);
    END $$`.execute(database.owner);
}

/** Any number, the same in every process. */
const START_LOCK = 7_204_411;

/** Processes that start at once on an empty PostgreSQL would trip over each other while they make the same tables. */
export async function alone(database: Database, work: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ made: boolean }>`SELECT to_regclass('pgboss.version') IS NOT NULL AS made`.execute(
    database.owner,
  );
  if (database.kind === 'embedded' || rows[0]?.made) return work();
  await database.owner.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${START_LOCK})`.execute(trx);
    await work();
  });
}
