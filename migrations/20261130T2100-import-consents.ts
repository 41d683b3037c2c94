import { type Kysely, sql } from 'kysely';

/** Consent also comes from files that admins import, and from contacts' subscriptions in Intercom. */
export async function up(db: Kysely<never>): Promise<void> {
  // The name of the file, or of the subscription type.
  await sql`ALTER TABLE consent_events ADD COLUMN origin text`.execute(db);
  // The choice that was last seen in Intercom, and the one that we are making there.
  await sql`ALTER TABLE contacts ADD COLUMN subscription jsonb`.execute(db);
  // The customer's word that this text of ours confirms.
  await sql`ALTER TABLE messages ADD COLUMN confirms uuid`.execute(db);
  await sql`
    CREATE TABLE consent_imports (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      file_name text NOT NULL,
      by_admin text,
      started_at timestamptz NOT NULL,
      ended_at timestamptz,
      problem text,
      accepted integer NOT NULL,
      known integer NOT NULL,
      rejected jsonb NOT NULL,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`CREATE INDEX consent_imports_started ON consent_imports (started_at)`.execute(db);
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON consent_imports TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE consent_imports ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON consent_imports TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
}
