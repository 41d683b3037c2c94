import { type Kysely, sql } from 'kysely';

/** The files of texts, in either direction, and the pieces of their bytes. */
export async function up(db: Kysely<never>): Promise<void> {
  // `subject` and `position` name a file before its text exists: a job that runs again finds the row that it made.
  await sql`
    CREATE TABLE files (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      subject text NOT NULL,
      position integer NOT NULL,
      direction text NOT NULL,
      message_id uuid,
      source text NOT NULL,
      claimed_type text NOT NULL,
      type text,
      name text,
      size integer,
      words text,
      state text NOT NULL,
      problem text,
      state_at timestamptz NOT NULL,
      attempted_at timestamptz,
      part_id text,
      created_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, id),
      UNIQUE (workspace_id, subject, position),
      FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE
    )`.execute(db);
  await sql`CREATE INDEX files_by_message ON files (workspace_id, message_id) WHERE message_id IS NOT NULL`.execute(db);
  await sql`CREATE INDEX files_kept ON files (workspace_id, state_at, id) WHERE state = 'kept'`.execute(db);
  await sql`
    CREATE TABLE file_pieces (
      workspace_id text NOT NULL,
      file_id uuid NOT NULL,
      no integer NOT NULL,
      bytes bytea NOT NULL,
      PRIMARY KEY (workspace_id, file_id, no),
      FOREIGN KEY (workspace_id, file_id) REFERENCES files (workspace_id, id) ON DELETE CASCADE
    )`.execute(db);
  // Pictures are compressed already: to try it again costs time and saves nothing.
  await sql`ALTER TABLE file_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL`.execute(db);
  for (const table of ['files', 'file_pieces'].map((name) => sql.table(name))) {
    await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO threadwire_workspace`.execute(db);
    await sql`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`.execute(db);
    await sql`
      CREATE POLICY own_workspace ON ${table} TO threadwire_workspace
        USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  }
}
