import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE TABLE workspaces (
      id text PRIMARY KEY,
      name text NOT NULL,
      region text NOT NULL,
      timezone text NOT NULL,
      source text NOT NULL,
      acting_admin_id text NOT NULL,
      intercom_token text NOT NULL,
      twilio_account_sid text NOT NULL,
      twilio_auth_token text NOT NULL,
      settings jsonb NOT NULL DEFAULT '{}',
      tag_id text,
      attribute_style text,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL
    )`.execute(db);
  await sql`
    CREATE TABLE senders (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      address text NOT NULL,
      position integer NOT NULL,
      PRIMARY KEY (workspace_id, address)
    )`.execute(db);
  await sql`
    CREATE TABLE contacts (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      contact_id text NOT NULL,
      role text NOT NULL,
      name text,
      address text,
      seen_at timestamptz,
      gone boolean NOT NULL DEFAULT false,
      tagged_at timestamptz,
      written_status text,
      changed_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, contact_id)
    )`.execute(db);
  await sql`CREATE INDEX contacts_by_address ON contacts (workspace_id, address) WHERE address IS NOT NULL`.execute(db);
  await sql`
    CREATE TABLE threads (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      address text NOT NULL,
      sender text NOT NULL,
      contact_id text,
      conversation_id text,
      last_inbound_at timestamptz,
      creating_since timestamptz,
      created_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, id),
      UNIQUE (workspace_id, address, sender)
    )`.execute(db);
  await sql`CREATE INDEX threads_by_contact ON threads (workspace_id, contact_id) WHERE contact_id IS NOT NULL`.execute(
    db,
  );
  await sql`
    CREATE TABLE conversations (
      workspace_id text NOT NULL,
      conversation_id text NOT NULL,
      thread_id uuid NOT NULL,
      state text NOT NULL,
      state_at timestamptz NOT NULL,
      closed_at timestamptz,
      tagged_at timestamptz,
      created_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, conversation_id),
      FOREIGN KEY (workspace_id, thread_id) REFERENCES threads ON DELETE CASCADE
    )`.execute(db);
  await sql`CREATE INDEX conversations_by_thread ON conversations (workspace_id, thread_id)`.execute(db);
  await sql`
    CREATE TABLE messages (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      direction text NOT NULL,
      thread_id uuid,
      address text NOT NULL,
      sender text NOT NULL,
      body text NOT NULL,
      media jsonb,
      keyword text,
      state text NOT NULL,
      state_at timestamptz NOT NULL,
      error_code integer,
      twilio_sid text,
      conversation_id text,
      part_id text,
      reply_part_id text,
      part_no integer NOT NULL DEFAULT 1,
      author_id text,
      written_at timestamptz NOT NULL,
      attempted_at timestamptz,
      created_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`CREATE UNIQUE INDEX messages_by_sid ON messages (workspace_id, twilio_sid) WHERE twilio_sid IS NOT NULL`.execute(
    db,
  );
  await sql`CREATE UNIQUE INDEX messages_by_reply ON messages (workspace_id, reply_part_id, part_no) WHERE reply_part_id IS NOT NULL`.execute(
    db,
  );
  await sql`CREATE INDEX messages_by_part ON messages (workspace_id, part_id) WHERE part_id IS NOT NULL`.execute(db);
  await sql`CREATE INDEX messages_by_thread ON messages (workspace_id, thread_id, id) WHERE thread_id IS NOT NULL`.execute(
    db,
  );
  await sql`
    CREATE TABLE message_events (
      workspace_id text NOT NULL,
      message_id uuid NOT NULL,
      id uuid NOT NULL,
      state text NOT NULL,
      source text NOT NULL,
      error_code integer,
      at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, message_id, id),
      FOREIGN KEY (workspace_id, message_id) REFERENCES messages ON DELETE CASCADE
    )`.execute(db);
  await sql`
    CREATE TABLE replies (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      part_id text NOT NULL,
      conversation_id text NOT NULL,
      topic text NOT NULL,
      contact_ids text[] NOT NULL,
      part jsonb NOT NULL,
      outcome text,
      received_at timestamptz NOT NULL,
      settled_at timestamptz,
      PRIMARY KEY (workspace_id, part_id)
    )`.execute(db);
  await sql`
    CREATE TABLE consents (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      address text NOT NULL,
      sender text NOT NULL,
      opted_out boolean NOT NULL,
      source text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, address, sender)
    )`.execute(db);
  await sql`
    CREATE TABLE consent_events (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      address text NOT NULL,
      sender text NOT NULL,
      opted_out boolean NOT NULL,
      source text NOT NULL,
      message_id uuid,
      at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`
    CREATE TABLE notes (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      conversation_id text NOT NULL,
      kind text NOT NULL,
      subject text NOT NULL,
      body text NOT NULL,
      part_id text,
      attempted_at timestamptz,
      created_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, id),
      UNIQUE (workspace_id, kind, subject)
    )`.execute(db);
  await sql`CREATE INDEX notes_by_conversation ON notes (workspace_id, conversation_id)`.execute(db);
  await sql`
    CREATE TABLE dead_letters (
      workspace_id text NOT NULL,
      id uuid NOT NULL,
      queue text NOT NULL,
      key text NOT NULL,
      data jsonb NOT NULL,
      reason text NOT NULL,
      attempts integer NOT NULL,
      enqueued_at timestamptz NOT NULL,
      buried_at timestamptz NOT NULL,
      PRIMARY KEY (id)
    )`.execute(db);
  await sql`
    CREATE TABLE refusals (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      route text NOT NULL,
      reason text NOT NULL,
      minute timestamptz NOT NULL,
      times integer NOT NULL,
      PRIMARY KEY (workspace_id, route, reason, minute)
    )`.execute(db);
}
