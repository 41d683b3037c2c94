import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // Which form of the settings a change was made with.
  await sql`ALTER TABLE audit ADD COLUMN form text`.execute(db);
  // A request that is sent again is kept once.
  await sql`ALTER TABLE quarantine ADD COLUMN digest text`.execute(db);
  await sql`CREATE UNIQUE INDEX quarantine_by_digest ON quarantine (workspace_id, digest)`.execute(db);
  // What is kept for a time only is found by its age.
  await sql`CREATE INDEX refusals_by_minute ON refusals (minute)`.execute(db);
  await sql`CREATE INDEX quarantine_by_age ON quarantine (at)`.execute(db);
  await sql`CREATE INDEX sessions_by_expiry ON sessions (expires_at)`.execute(db);
  await sql`CREATE INDEX oauth_states_by_expiry ON oauth_states (expires_at)`.execute(db);
}
