import { type Kysely, sql } from 'kysely';

/**
 * A text's words join the index some minutes after the text, many texts at a time: alone on its way, each cost PostgreSQL a fifth
 * of all it does for a text. Until then a search reads the texts themselves.
 */
export async function up(db: Kysely<never>): Promise<void> {
  // Nobody writes a text until the words of all are in the index.
  await sql`LOCK TABLE messages IN SHARE ROW EXCLUSIVE MODE`.execute(db);
  await sql`DROP TRIGGER keep_received_words ON messages`.execute(db);
  await sql`DROP TRIGGER keep_new_words ON messages`.execute(db);
  await sql`DROP FUNCTION keep_new_words()`.execute(db);
  // Each workspace's last text whose words are in the index.
  await sql`
    CREATE TABLE words_indexed (
      workspace_id text PRIMARY KEY REFERENCES workspaces ON DELETE CASCADE,
      through uuid NOT NULL
    )`.execute(db);
  await sql`GRANT SELECT ON words_indexed TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE words_indexed ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON words_indexed TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  await sql`
    INSERT INTO message_words (workspace_id, message_id, words)
    SELECT workspace_id, id, words_of_text(workspace_id, body) FROM messages WHERE state = 'received'
    ON CONFLICT DO NOTHING`.execute(db);
  await sql`
    INSERT INTO words_indexed (workspace_id, through)
    SELECT w.id, m.id FROM workspaces w, LATERAL (
      SELECT id FROM messages WHERE workspace_id = w.id ORDER BY id DESC LIMIT 1) m`.execute(db);
  // The lock waits for words that are being indexed, so that they go with their text, too.
  await sql`
    CREATE OR REPLACE FUNCTION drop_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock_shared(hashtext('threadwire indexes words'));
      DELETE FROM message_words w USING removed r WHERE w.workspace_id = r.workspace_id AND w.message_id = r.id;
      RETURN NULL;
    END $$`.execute(db);
}
