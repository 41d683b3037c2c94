import { type Kysely, sql } from 'kysely';

/**
 * The calls of busy API keys in the present minute, for every process. The package rate-limiter-flexible names the first three
 * columns and writes them; its key is the workspace, a slash and the id of the API key.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE TABLE api_calls (
      key varchar(255) PRIMARY KEY,
      points integer NOT NULL DEFAULT 0,
      expire bigint NOT NULL,
      workspace_id text GENERATED ALWAYS AS (left(key, -37)) STORED REFERENCES workspaces ON DELETE CASCADE,
      expires_at timestamptz GENERATED ALWAYS AS (to_timestamp(expire / 1000.0)) STORED
    )`.execute(db);
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON api_calls TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE api_calls ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON api_calls TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
}
