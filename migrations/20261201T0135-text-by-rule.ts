import { type Kysely, sql } from 'kysely';

/**
 * Rules that text by themselves, and what each heard of. `once_key`: a rule hears of the same happening once. `person`: whom it
 * texted. A row without `expires_at` is kept with the workspace: a number is welcomed once for ever.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE TABLE rules (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      kind text NOT NULL,
      tag text,
      delay_minutes integer NOT NULL,
      template_id uuid NOT NULL,
      sender text,
      purpose text NOT NULL,
      hourly_cap integer NOT NULL,
      contact_days integer NOT NULL,
      running_since timestamptz,
      created_at timestamptz NOT NULL,
      archived_at timestamptz,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`
    CREATE TABLE rule_runs (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      rule_id uuid NOT NULL,
      once_key text NOT NULL,
      contact_id text,
      conversation_id text,
      person text,
      at timestamptz NOT NULL,
      state text NOT NULL,
      reason text,
      text_id uuid,
      state_at timestamptz NOT NULL,
      expires_at timestamptz,
      PRIMARY KEY (workspace_id, id),
      UNIQUE (workspace_id, rule_id, once_key)
    )`.execute(db);
  await sql`CREATE INDEX rule_runs_texted ON rule_runs (workspace_id, rule_id, state, state_at)`.execute(db);
  await sql`CREATE INDEX rule_runs_of_person ON rule_runs (workspace_id, person) WHERE person IS NOT NULL`.execute(db);
  await sql`CREATE INDEX rule_runs_expiring ON rule_runs (expires_at) WHERE expires_at IS NOT NULL`.execute(db);
  for (const table of ['rules', 'rule_runs'].map((name) => sql.table(name))) {
    await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO threadwire_workspace`.execute(db);
    await sql`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`.execute(db);
    await sql`
      CREATE POLICY own_workspace ON ${table} TO threadwire_workspace
        USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  }
}
