import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`ALTER TABLE workspaces ADD COLUMN twilio_region text NOT NULL DEFAULT 'US1'`.execute(db);
  await sql`
    ALTER TABLE senders
      ADD COLUMN default_country text,
      ADD COLUMN service_sid text,
      ADD COLUMN chosen boolean NOT NULL DEFAULT true`.execute(db);
  await sql`
    CREATE TABLE messaging_services (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      sid text NOT NULL,
      position integer NOT NULL,
      name text NOT NULL,
      label text,
      team_id text,
      default_country text,
      webhook_before jsonb,
      PRIMARY KEY (workspace_id, sid)
    )`.execute(db);
}
