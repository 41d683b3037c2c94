import { type Kysely, sql } from 'kysely';

/** What was missed while the service or Intercom's webhooks were away is read afterwards. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`CREATE TABLE heartbeats (name text PRIMARY KEY, at timestamptz NOT NULL)`.execute(db);
  await sql`
    CREATE TABLE catch_ups (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      reason text NOT NULL,
      since timestamptz NOT NULL,
      until timestamptz NOT NULL,
      asked_at timestamptz NOT NULL,
      resume_at timestamptz NOT NULL,
      pass integer NOT NULL DEFAULT 0,
      cursor text,
      pages integer NOT NULL DEFAULT 0,
      reads integer NOT NULL DEFAULT 0,
      replies integer NOT NULL DEFAULT 0,
      moves integer NOT NULL DEFAULT 0,
      unread integer NOT NULL DEFAULT 0,
      is_cut boolean NOT NULL DEFAULT false,
      ended_at timestamptz,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`CREATE UNIQUE INDEX catch_ups_one ON catch_ups (workspace_id) WHERE ended_at IS NULL`.execute(db);
  await sql`CREATE INDEX catch_ups_age ON catch_ups (asked_at)`.execute(db);
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON catch_ups TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE catch_ups ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON catch_ups TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  await sql`
    CREATE TABLE missed_topics (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      topic text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, topic)
    )`.execute(db);
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON missed_topics TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE missed_topics ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON missed_topics TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  await sql`ALTER TABLE conversations ADD COLUMN read_at timestamptz`.execute(db);
  await sql`
    CREATE INDEX replies_unsettled ON replies (workspace_id, conversation_id) WHERE outcome IS NULL`.execute(db);
}
