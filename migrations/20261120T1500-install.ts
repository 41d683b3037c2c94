import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    ALTER TABLE workspaces
      ALTER COLUMN intercom_token DROP NOT NULL,
      ALTER COLUMN twilio_account_sid DROP NOT NULL,
      ALTER COLUMN twilio_auth_token DROP NOT NULL,
      ADD COLUMN twilio_next_auth_token text,
      ADD COLUMN twilio_api_key text,
      ADD COLUMN twilio_api_secret text,
      ADD COLUMN twilio_account_name text,
      ADD COLUMN uninstalled_at timestamptz`.execute(db);
  await sql`
    ALTER TABLE senders
      ADD COLUMN sid text,
      ADD COLUMN label text,
      ADD COLUMN team_id text,
      ADD COLUMN webhook_before jsonb`.execute(db);
  await sql`
    CREATE TABLE oauth_states (
      hash text PRIMARY KEY,
      browser text NOT NULL,
      purpose text NOT NULL,
      region text NOT NULL,
      expires_at timestamptz NOT NULL
    )`.execute(db);
  await sql`
    CREATE TABLE members (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      admin text NOT NULL,
      name text NOT NULL,
      role text NOT NULL,
      signed_in_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, admin)
    )`.execute(db);
  await sql`
    CREATE TABLE sessions (
      workspace_id text NOT NULL,
      hash text PRIMARY KEY,
      admin text NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      FOREIGN KEY (workspace_id, admin) REFERENCES members ON DELETE CASCADE
    )`.execute(db);
  await sql`
    CREATE TABLE api_keys (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      name text NOT NULL,
      hash text NOT NULL UNIQUE,
      ending text NOT NULL,
      created_at timestamptz NOT NULL,
      last_used_at timestamptz,
      revoked_at timestamptz,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`
    CREATE TABLE audit (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      admin text,
      what text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`
    CREATE TABLE quarantine (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      sealed text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`
    CREATE TABLE topic_arrivals (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      topic text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, topic)
    )`.execute(db);
}
