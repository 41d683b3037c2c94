import { type Kysely, sql } from 'kysely';

const roles = ['threadwire_workspace', 'threadwire_accept'];

/** Roles belong to the whole server, where another database of ours may have made them before. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    DO $$
    DECLARE wanted text;
    BEGIN
      FOREACH wanted IN ARRAY ARRAY[${sql.raw(roles.map((role) => `'${role}'`).join(', '))}] LOOP
        BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
              EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', wanted);
            EXCEPTION
              WHEN duplicate_object OR unique_violation THEN NULL;
            END;
          END IF;
          IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
          END IF;
        EXCEPTION
          WHEN unique_violation THEN NULL;
          WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'The database user % may not make the roles that keep workspaces apart. As an administrator of the database, run once: CREATE ROLE threadwire_workspace; CREATE ROLE threadwire_accept; GRANT threadwire_workspace, threadwire_accept TO %;', current_user, quote_ident(current_user);
        END;
      END LOOP;
    END $$`.execute(db);

  // A workspace's own rows, in every table that has some.
  await sql`
    DO $$
    DECLARE place record;
    BEGIN
      EXECUTE format('GRANT USAGE ON SCHEMA %I TO threadwire_workspace, threadwire_accept', current_schema());
      FOR place IN
        SELECT c.table_name AS name, c.column_name AS key
        FROM information_schema.columns c
        JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
          AND (c.column_name = 'workspace_id' OR (c.table_name = 'workspaces' AND c.column_name = 'id'))
      LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO threadwire_workspace', place.name);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', place.name);
        EXECUTE format(
          'CREATE POLICY own_workspace ON %I TO threadwire_workspace USING (%I = current_setting(''threadwire.workspace'', true))',
          place.name, place.key);
      END LOOP;
    END $$`.execute(db);

  // Who stores texts of many workspaces at once adds them, and sees what makes two of them the same one.
  await sql`
    GRANT INSERT (workspace_id, id, direction, twilio_sid, address, sender, body, media, keyword, state, state_at, written_at, created_at),
      SELECT (workspace_id, id, twilio_sid) ON messages TO threadwire_accept`.execute(db);
  await sql`CREATE POLICY accepted ON messages FOR INSERT TO threadwire_accept WITH CHECK (direction = 'in')`.execute(
    db,
  );
  await sql`CREATE POLICY known ON messages FOR SELECT TO threadwire_accept USING (true)`.execute(db);
}
