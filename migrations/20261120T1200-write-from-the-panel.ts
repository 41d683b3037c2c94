import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE TABLE sends (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      thread_id uuid NOT NULL,
      address text NOT NULL,
      sender text NOT NULL,
      conversation_id text NOT NULL,
      body text NOT NULL,
      author_id text,
      state text NOT NULL,
      send_at timestamptz,
      retry_of uuid,
      part_id text,
      attempted_at timestamptz,
      created_at timestamptz NOT NULL,
      settled_at timestamptz,
      PRIMARY KEY (workspace_id, id),
      FOREIGN KEY (workspace_id, thread_id) REFERENCES threads ON DELETE CASCADE
    )`.execute(db);
  await sql`CREATE INDEX sends_by_part ON sends (workspace_id, part_id) WHERE part_id IS NOT NULL`.execute(db);
  await sql`
    CREATE INDEX sends_in_flight ON sends (workspace_id, conversation_id) WHERE attempted_at IS NOT NULL`.execute(db);
  await sql`
    CREATE INDEX sends_scheduled ON sends (workspace_id, conversation_id, send_at) WHERE state = 'scheduled'`.execute(
    db,
  );
  await sql`
    CREATE TABLE admins (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id text NOT NULL,
      name text NOT NULL,
      changed_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`
    CREATE TABLE templates (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      name text NOT NULL,
      body text NOT NULL,
      archived_at timestamptz,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`
    ALTER TABLE messages
      ADD COLUMN send_id uuid,
      ADD COLUMN retry_of uuid,
      ADD COLUMN author_kind text,
      ADD COLUMN price text,
      ADD COLUMN price_unit text`.execute(db);
  await sql`CREATE UNIQUE INDEX messages_by_send ON messages (workspace_id, send_id, part_no) WHERE send_id IS NOT NULL`.execute(
    db,
  );
  await sql`CREATE INDEX messages_by_retry ON messages (workspace_id, retry_of) WHERE retry_of IS NOT NULL`.execute(db);
  await sql`
    CREATE INDEX messages_blocked ON messages (workspace_id, sender, state_at)
    WHERE direction = 'out' AND error_code IS NOT NULL`.execute(db);
  await sql`ALTER TABLE contacts ADD COLUMN has_email boolean NOT NULL DEFAULT false`.execute(db);
  await sql`
    ALTER TABLE conversations
      ADD COLUMN joined_at timestamptz,
      ADD COLUMN contact_part_id text,
      ADD COLUMN contact_part_at timestamptz`.execute(db);
  await sql`CREATE INDEX threads_by_conversation ON threads (workspace_id, conversation_id) WHERE conversation_id IS NOT NULL`.execute(
    db,
  );
  await sql`ALTER TABLE consents ADD COLUMN reason text, ADD COLUMN by_admin text`.execute(db);
  await sql`ALTER TABLE consent_events ADD COLUMN reason text, ADD COLUMN by_admin text`.execute(db);
  await sql`CREATE INDEX consent_events_by_pair ON consent_events (workspace_id, address, sender, at)`.execute(db);
}
