import { type Kysely, sql } from 'kysely';

/** Keys that Twilio signs with where a Webhooks Rule says so, several at once; and which one a refused request names. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE TABLE twilio_shared_keys (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      key_id text NOT NULL,
      sealed text NOT NULL,
      added_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, key_id)
    )`.execute(db);
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON twilio_shared_keys TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE twilio_shared_keys ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON twilio_shared_keys TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  await sql`ALTER TABLE quarantine ADD COLUMN key_id text`.execute(db);
}
