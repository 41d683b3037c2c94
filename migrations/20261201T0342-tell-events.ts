import { type Kysely, sql } from 'kysely';

/** What Intercom was told of a text as an event. `at`: the event's own second, since Intercom takes two in one for the same. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE TABLE told_events (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      message_id uuid NOT NULL,
      name text NOT NULL,
      contact_id text NOT NULL,
      at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, message_id, name)
    )`.execute(db);
  await sql`CREATE UNIQUE INDEX told_events_seconds ON told_events (workspace_id, contact_id, name, at)`.execute(db);
  await sql`CREATE INDEX told_events_expiring ON told_events (expires_at)`.execute(db);
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON told_events TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE told_events ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON told_events TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
}
