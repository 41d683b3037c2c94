import { type Kysely, sql } from 'kysely';

/**
 * Counts what a workspace texts to each country a day, and holds what goes over its limit. `counted_on`: the day on which a
 * text was counted, once. Workspaces of before learn from their texts which countries they text.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE TABLE spend_days (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      country text NOT NULL,
      day text NOT NULL,
      segments integer NOT NULL DEFAULT 0,
      money numeric NOT NULL DEFAULT 0,
      currency text,
      raised integer NOT NULL DEFAULT 0,
      is_lifted boolean NOT NULL DEFAULT false,
      held_since timestamptz,
      made_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, country, day)
    ) WITH (fillfactor = 40)`.execute(db);
  await sql`CREATE INDEX spend_days_made ON spend_days (made_at)`.execute(db);
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON spend_days TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE spend_days ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON spend_days TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  await sql`
    ALTER TABLE messages ADD COLUMN to_country text,
      ADD COLUMN held_for text,
      ADD COLUMN counted_on text,
      ADD COLUMN ignores_limits boolean NOT NULL DEFAULT false`.execute(db);
  await sql`
    CREATE INDEX messages_held_for ON messages (workspace_id, thread_id, id)
    WHERE held_for IS NOT NULL AND state IN ('held', 'pending')`.execute(db);
  await sql`UPDATE workspaces SET settings = settings || '{"learnsCountries": true}'`.execute(db);
}
