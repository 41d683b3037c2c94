import { type Kysely, sql } from 'kysely';

/**
 * Customers as a workspace's own system describes them, the companies that were written to Intercom, runs, values that were
 * pulled from Intercom, and conflicts. `record_hash`: of the newest record; `synced_hash`: of the one that Intercom has.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE TABLE customers (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      external_id text NOT NULL,
      contact_id text,
      record jsonb NOT NULL,
      record_hash text NOT NULL,
      synced_hash text,
      companies_hash text,
      base jsonb,
      pulled jsonb NOT NULL,
      state text NOT NULL,
      outcome text,
      reason text,
      run_id uuid,
      pulled_seq bigint,
      name_read boolean NOT NULL DEFAULT false,
      heard boolean NOT NULL DEFAULT false,
      changed_at timestamptz NOT NULL,
      settled_at timestamptz,
      PRIMARY KEY (workspace_id, external_id)
    )`.execute(db);
  await sql`CREATE INDEX customers_of_contact ON customers (workspace_id, contact_id)`.execute(db);
  await sql`
    CREATE INDEX customers_unsettled ON customers (workspace_id, state, external_id) WHERE state <> 'synced'`.execute(
    db,
  );
  await sql`
    CREATE INDEX customers_settled ON customers (workspace_id, settled_at) WHERE settled_at IS NOT NULL`.execute(db);
  await sql`
    CREATE TABLE customer_companies (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      company_id text NOT NULL,
      intercom_id text NOT NULL,
      hash text NOT NULL,
      written_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, company_id)
    )`.execute(db);
  await sql`
    CREATE TABLE customer_runs (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      kind text NOT NULL,
      name text NOT NULL,
      started_at timestamptz NOT NULL,
      ended_at timestamptz,
      taken integer NOT NULL DEFAULT 0,
      created integer NOT NULL DEFAULT 0,
      updated integer NOT NULL DEFAULT 0,
      unchanged integer NOT NULL DEFAULT 0,
      merged integer NOT NULL DEFAULT 0,
      refused integer NOT NULL DEFAULT 0,
      expires_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`CREATE INDEX customer_runs_expiring ON customer_runs (expires_at)`.execute(db);
  await sql`
    CREATE TABLE customer_changes (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
      external_id text NOT NULL,
      contact_id text NOT NULL,
      pulled jsonb NOT NULL,
      at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, seq)
    )`.execute(db);
  await sql`CREATE INDEX customer_changes_expiring ON customer_changes (expires_at)`.execute(db);
  await sql`
    CREATE TABLE customer_conflicts (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      external_id text NOT NULL,
      conflict jsonb NOT NULL,
      at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`CREATE INDEX customer_conflicts_newest ON customer_conflicts (workspace_id, at)`.execute(db);
  await sql`CREATE INDEX customer_conflicts_expiring ON customer_conflicts (expires_at)`.execute(db);
  const tables = ['customers', 'customer_companies', 'customer_runs', 'customer_changes', 'customer_conflicts'];
  for (const table of tables.map((name) => sql.table(name))) {
    await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO threadwire_workspace`.execute(db);
    await sql`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`.execute(db);
    await sql`
      CREATE POLICY own_workspace ON ${table} TO threadwire_workspace
        USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  }
}
