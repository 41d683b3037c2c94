// Adds to the queue library's tables: an index, the grants and policies of our roles, and a lock while these are made.
import { type RawBuilder, sql } from 'kysely';
import type { Database, Db } from '../database/database.ts';

/**
 * Jobs `j` that are not claimed, in the exact condition of the indexes over them. With any other condition PostgreSQL uses none
 * of these and reads the finished jobs of the last hour as well.
 */
export const unclaimed = sql`j.state < 'active' AND NOT j.blocked AND j.policy = 'key_strict_fifo'`;

/** A job that is due after this time rests. */
export const RESTING = sql`interval '2 years'`;

/** Puts off jobs `j`, or brings them forward, and moves the end of their retention with them. */
export const moveTo = (time: RawBuilder<unknown>) =>
  sql`start_after = ${time}, keep_until = j.keep_until + (${time} - j.start_after)`;

/**
 * Lets a claim read due jobs only. The library's own index is in the order of the keys, so a claim would read every waiting
 * job.
 */
export async function indexDueJobs(database: Database): Promise<void> {
  await sql`
    CREATE INDEX IF NOT EXISTS threadwire_due ON pgboss.job_common (name, start_after)
    WHERE state < 'active' AND NOT blocked AND policy = 'key_strict_fifo'`.execute(database.owner);
}

/**
 * Counts the jobs for the planner, which otherwise learns of a flood after a minute: until then, planned for a small table, each
 * claim would compare every job with every other. SKIP_LOCKED, because waiting for the lock would cancel a running autovacuum.
 */
export async function analyseJobs(database: Database): Promise<void> {
  await sql`ANALYZE (SKIP_LOCKED) pgboss.job_common`.execute(database.owner);
}

/** Lets our roles use jobs as far as the policies allow. */
const mayRead = 'GRANT SELECT ON ALL TABLES IN SCHEMA pgboss TO threadwire_workspace, threadwire_accept';

/** Checks for the policy that is made last. Rename it whenever a grant or policy below changes, so that all of this runs again. */
async function isOpenToScopes(database: Database): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM pg_policies WHERE schemaname = 'pgboss' AND tablename = 'job' AND policyname = 'accepted_texts'`.execute(
    database.owner,
  );
  return rows.length > 0;
}

/**
 * The role of one workspace sees and settles its own jobs; the role that stores texts of many adds the jobs that receive them.
 * The library's other tables have no rows of workspaces.
 */
export async function openToScopes(database: Database, hasOwnClock: boolean): Promise<void> {
  // A clock that tests move by hand is a table that the library has just made.
  if (hasOwnClock) await sql.raw(mayRead).execute(database.owner);
  if (await isOpenToScopes(database)) return;
  await sql`
    DO $$
    DECLARE job_table text;
    BEGIN
      GRANT USAGE ON SCHEMA pgboss TO threadwire_workspace, threadwire_accept;
      ${sql.raw(mayRead)};
      FOREACH job_table IN ARRAY ARRAY['job_common', 'job'] LOOP
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON pgboss.%I TO threadwire_workspace', job_table);
        EXECUTE format('GRANT INSERT ON pgboss.%I TO threadwire_accept', job_table);
        EXECUTE format('ALTER TABLE pgboss.%I ENABLE ROW LEVEL SECURITY', job_table);
        EXECUTE format('DROP POLICY IF EXISTS own_workspace ON pgboss.%I', job_table);
        EXECUTE format('DROP POLICY IF EXISTS accepted ON pgboss.%I', job_table);
        EXECUTE format('DROP POLICY IF EXISTS accepted_texts ON pgboss.%I', job_table);
        EXECUTE format(
          'CREATE POLICY own_workspace ON pgboss.%I TO threadwire_workspace USING (data->>''workspaceId'' = current_setting(''threadwire.workspace'', true))',
          job_table);
        EXECUTE format(
          'CREATE POLICY accepted_texts ON pgboss.%I FOR INSERT TO threadwire_accept WITH CHECK (name = ''receive-text'')',
          job_table);
      END LOOP;
    END $$`.execute(database.owner);
}

/** An arbitrary number, the same in every process. */
const START_LOCK = 7_204_411;

/** Locks, so that processes that start together do not make the same things twice. */
export async function withTableLock(database: Database, work: () => Promise<void>): Promise<void> {
  if (await isOpenToScopes(database)) return work();
  await database.owner.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${START_LOCK})`.execute(trx);
    await work();
  });
}

/**
 * Sets the queue's own clock so far ahead of PostgreSQL's, where the service's was set forward: every time of the queue is told by
 * this function of the library. Running jobs were alive a moment ago.
 */
export async function setClockAhead(db: Db, aheadMs: number): Promise<void> {
  const ahead = sql.raw(`interval '${Math.floor(aheadMs)} milliseconds'`);
  const movedBy = sql`pgboss.job_now() - before.at`;
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ at: Date }>`SELECT pgboss.job_now() AS at`.execute(trx);
    await sql`
      CREATE OR REPLACE FUNCTION pgboss.job_now() RETURNS timestamp with time zone
      AS $$ SELECT pg_catalog.now() + ${ahead} $$ LANGUAGE sql STABLE`.execute(trx);
    await sql`
      UPDATE pgboss.job j SET heartbeat_on = j.heartbeat_on + (${movedBy}), started_on = j.started_on + (${movedBy})
      FROM (SELECT ${rows[0]?.at}::timestamptz AS at) before WHERE j.state = 'active'`.execute(trx);
  });
}
