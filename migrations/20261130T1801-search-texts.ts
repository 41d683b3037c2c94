import { type Kysely, sql } from 'kysely';

/** Everything that stands between words: ASCII without letters and digits, and the usual signs beyond it. */
const between = ` \t\n\r!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~\u00a0“”‘’„‚«»‹›…–—¿¡•·、。，！？：；（）「」`;

export async function up(db: Kysely<never>): Promise<void> {
  // Why the gate, or a person, kept a text from going.
  await sql`ALTER TABLE messages ADD COLUMN refused_for text`.execute(db);

  // Each condition of the search finds its texts newest first.
  // Most texts are threaded ones, which any newest texts show.
  await sql`CREATE INDEX messages_by_state ON messages (workspace_id, state, id) WHERE state <> 'threaded'`.execute(db);
  await sql`CREATE INDEX messages_by_author ON messages (workspace_id, author_id, id) WHERE author_id IS NOT NULL`.execute(
    db,
  );
  await sql`
    CREATE INDEX messages_stopped ON messages (workspace_id, author_id, id)
      WHERE state IN ('failed', 'undelivered', 'given-up', 'held', 'refused', 'canceled')`.execute(db);
  await sql`CREATE INDEX messages_of_automation ON messages (workspace_id, id) WHERE author_kind = 'automation'`.execute(
    db,
  );
  await sql`CREATE INDEX messages_by_error ON messages (workspace_id, error_code, id) WHERE error_code IS NOT NULL`.execute(
    db,
  );
  await sql`CREATE INDEX sends_by_time ON sends (workspace_id, send_at, id) WHERE state = 'scheduled'`.execute(db);

  // Part of a number: its beginning or its end. The order of the bytes makes a range of either.
  await sql`
    ALTER TABLE threads ADD COLUMN reversed_address text COLLATE "C" GENERATED ALWAYS AS (reverse(address)) STORED`.execute(
    db,
  );
  await sql`CREATE INDEX threads_by_ending ON threads (workspace_id, reversed_address)`.execute(db);
  await sql`CREATE INDEX threads_by_beginning ON threads (workspace_id, address COLLATE "C")`.execute(db);

  // A text's words stand in a table of their own, because the row of a text changes several times and its words do not. Each
  // begins with the workspace's id, so that one workspace's search reads nothing of another's.
  await sql`
    CREATE FUNCTION words_of_text(workspace text, body text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT array_to_tsvector(ARRAY(
        SELECT workspace || ':' || left(word, 40)
        FROM unnest(string_to_array(translate(lower(left(body, 4000)), ${sql.lit(between)}, ${sql.lit(' '.repeat([...between].length))}), ' ')) AS word
        WHERE word <> ''))
    $$`.execute(db);
  await sql`
    CREATE TABLE message_words (
      workspace_id text NOT NULL,
      message_id uuid NOT NULL,
      words tsvector NOT NULL,
      PRIMARY KEY (workspace_id, message_id)
    )`.execute(db);
  await sql`GRANT SELECT ON message_words TO threadwire_workspace`.execute(db);
  await sql`ALTER TABLE message_words ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY own_workspace ON message_words TO threadwire_workspace
      USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  await sql`
    INSERT INTO message_words (workspace_id, message_id, words)
    SELECT workspace_id, id, words_of_text(workspace_id, body) FROM messages WHERE state <> 'received'`.execute(db);
  // New words are collected and sorted in together, a few thousand texts at a time.
  await sql`
    CREATE INDEX message_words_by_word ON message_words USING gin (words) WITH (gin_pending_list_limit = 1024)`.execute(
    db,
  );
  await sql`ANALYZE message_words`.execute(db);
  // A customer's text is accepted without its words, which join the index as the text joins its conversation.
  await sql`
    CREATE FUNCTION keep_new_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    BEGIN
      INSERT INTO message_words (workspace_id, message_id, words)
      SELECT workspace_id, id, words_of_text(workspace_id, body) FROM added WHERE state <> 'received';
      RETURN NULL;
    END $$`.execute(db);
  await sql`
    CREATE FUNCTION keep_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    BEGIN
      INSERT INTO message_words (workspace_id, message_id, words)
      VALUES (NEW.workspace_id, NEW.id, words_of_text(NEW.workspace_id, NEW.body))
      ON CONFLICT (workspace_id, message_id) DO UPDATE SET words = excluded.words;
      RETURN NULL;
    END $$`.execute(db);
  await sql`
    CREATE FUNCTION drop_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    BEGIN
      DELETE FROM message_words w USING removed r WHERE w.workspace_id = r.workspace_id AND w.message_id = r.id;
      RETURN NULL;
    END $$`.execute(db);
  await sql`
    CREATE TRIGGER keep_new_words AFTER INSERT ON messages REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION keep_new_words()`.execute(db);
  await sql`
    CREATE TRIGGER keep_received_words AFTER UPDATE OF state ON messages FOR EACH ROW
      WHEN (OLD.state = 'received' AND NEW.state <> 'received') EXECUTE FUNCTION keep_words()`.execute(db);
  await sql`
    CREATE TRIGGER keep_words AFTER UPDATE OF body ON messages FOR EACH ROW EXECUTE FUNCTION keep_words()`.execute(db);
  await sql`
    CREATE TRIGGER drop_words AFTER DELETE ON messages REFERENCING OLD TABLE AS removed
      FOR EACH STATEMENT EXECUTE FUNCTION drop_words()`.execute(db);

  // The words that somebody types, each of which a text must have or begin one with; null where none is typed.
  await sql`
    CREATE FUNCTION words_sought(typed text) RETURNS tsquery
    LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
      SELECT string_agg(quote_literal(lexeme) || ':*', ' & ')::tsquery
      FROM unnest(tsvector_to_array(words_of_text(current_setting('threadwire.workspace', true), typed))) AS lexeme
    $$`.execute(db);
  // Policies let no search for words use its index, since its operator may tell of rows that they hide. So the owner of the
  // tables searches here, for the workspace that the caller has entered.
  await sql`
    CREATE FUNCTION texts_with_words(typed text, since uuid, before uuid, most integer) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET enable_seqscan = off AS $$
    DECLARE
      sought tsquery := words_sought(typed);
    BEGIN
      RETURN QUERY EXECUTE '
        SELECT w.message_id FROM message_words w
        WHERE w.words @@ $1 AND w.workspace_id || '''' = current_setting(''threadwire.workspace'', true)
          AND ($2 IS NULL OR w.message_id >= $2) AND ($3 IS NULL OR w.message_id < $3)
        ORDER BY w.message_id DESC LIMIT $4' USING sought, since, before, most;
    END $$`.execute(db);
  await sql`REVOKE EXECUTE ON FUNCTION texts_with_words(text, uuid, uuid, integer), keep_words(), keep_new_words(), drop_words() FROM PUBLIC`.execute(
    db,
  );
  await sql`GRANT EXECUTE ON FUNCTION texts_with_words(text, uuid, uuid, integer) TO threadwire_workspace`.execute(db);
}
