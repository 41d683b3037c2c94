// What the queue library's tables have of ours: an index, the rights of those who act for one workspace, and a lock while they are made.
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/database.ts';

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

/** Asked for is what is made last; it is to have another name once anything of it is made differently. */
async function isOpenToScopes(database: Database): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM pg_policies WHERE schemaname = 'pgboss' AND tablename = 'job' AND policyname = 'accepted_texts'`.execute(
    database.owner,
  );
  return rows.length > 0;
}

/**
 * What acts for one workspace sees and settles jobs of its own; who stores texts of many adds the jobs that receive them.
 * The library's other tables hold nothing of workspaces.
 */
export async function openToScopes(database: Database, hasOwnClock: boolean): Promise<void> {
  // A clock that is moved by hand is a table that the library has made just now.
  if (hasOwnClock) await sql.raw(mayRead).execute(database.owner);
  if (await isOpenToScopes(database)) return;
  await sql`
    DO $$
    DECLARE place text;
    BEGIN
      GRANT USAGE ON SCHEMA pgboss TO threadwire_workspace, threadwire_accept;
      ${sql.raw(mayRead)};
      FOREACH place IN ARRAY ARRAY['job_common', 'job'] LOOP
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON pgboss.%I TO threadwire_workspace', place);
        EXECUTE format('GRANT INSERT ON pgboss.%I TO threadwire_accept', place);
        EXECUTE format('ALTER TABLE pgboss.%I ENABLE ROW LEVEL SECURITY', place);
        EXECUTE format('DROP POLICY IF EXISTS own_workspace ON pgboss.%I', place);
        EXECUTE format('DROP POLICY IF EXISTS accepted ON pgboss.%I', place);
        EXECUTE format('DROP POLICY IF EXISTS accepted_texts ON pgboss.%I', place);
        EXECUTE format(
          'CREATE POLICY own_workspace ON pgboss.%I TO threadwire_workspace USING (data->>''workspaceId'' = current_setting(''threadwire.workspace'', true))',
          place);
        EXECUTE format(
          'CREATE POLICY accepted_texts ON pgboss.%I FOR INSERT TO threadwire_accept WITH CHECK (name = ''receive-text'')',
          place);
      END LOOP;
    END $$`.execute(database.owner);
}

/** Any number, the same in every process. */
const START_LOCK = 7_204_411;

/** Processes that start at once where something is still to be made would trip over each other. */
export async function alone(database: Database, work: () => Promise<void>): Promise<void> {
  if (await isOpenToScopes(database)) return work();
  await database.owner.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${START_LOCK})`.execute(trx);
    await work();
  });
}
