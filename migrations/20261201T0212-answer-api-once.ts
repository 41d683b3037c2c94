import { type Kysely, sql } from 'kysely';

/** The answers to calls of the API that a system may send again with the same key, so that it gets the same answer. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE TABLE api_answers (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      key text NOT NULL,
      body_hash text NOT NULL,
      answer jsonb,
      expires_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, key)
    )`.execute(db);
  await sql`CREATE INDEX api_answers_expiring ON api_answers (expires_at)`.execute(db);
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON api_answers TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE api_answers ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON api_answers TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
}
