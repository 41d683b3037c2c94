import { type Kysely, sql } from 'kysely';

/** Twilio's prices by country, and how far the registration of each of our numbers has come: read beside the requests that show them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE TABLE country_prices (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      country text NOT NULL,
      account_sid text,
      outcome text,
      prices jsonb,
      read_at timestamptz,
      asked_at timestamptz NOT NULL,
      wanted_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, country)
    )`.execute(db);
  await sql`CREATE INDEX country_prices_wanted ON country_prices (wanted_at)`.execute(db);
  await sql`
    CREATE TABLE number_registrations (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      address text NOT NULL,
      registration jsonb NOT NULL,
      read_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, address)
    )`.execute(db);
  await sql`CREATE INDEX number_registrations_read ON number_registrations (read_at)`.execute(db);
  for (const table of ['country_prices', 'number_registrations'].map((name) => sql.table(name))) {
    await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO threadwire_workspace`.execute(db);
    await sql`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`.execute(db);
    await sql`
      CREATE POLICY own_workspace ON ${table} TO threadwire_workspace
        USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  }
}
