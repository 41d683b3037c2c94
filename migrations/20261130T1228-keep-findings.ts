import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // What the doctor last found: the panel asks no vendor.
  await sql`
    CREATE TABLE examinations (
      workspace_id text PRIMARY KEY REFERENCES workspaces ON DELETE CASCADE,
      findings jsonb NOT NULL,
      at timestamptz NOT NULL
    )`.execute(db);
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON examinations TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE examinations ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON examinations TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  // Words of bots that were not texted, looked for by the panel of their conversation and by the doctor.
  await sql`CREATE INDEX replies_of_bots ON replies (workspace_id, conversation_id) WHERE outcome = 'bot'`.execute(db);
}
