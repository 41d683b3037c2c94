import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    ALTER TABLE workspaces
      ADD COLUMN intercom_refused_at timestamptz,
      ADD COLUMN twilio_refused_at timestamptz`.execute(db);
  await sql`
    CREATE TABLE sightings (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      what text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, what)
    )`.execute(db);
  await sql`
    CREATE TABLE forbidden_calls (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      vendor text NOT NULL,
      operation text NOT NULL,
      code text,
      at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, vendor, operation)
    )`.execute(db);
}
