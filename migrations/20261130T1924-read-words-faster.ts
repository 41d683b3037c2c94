import { type Kysely, sql } from 'kysely';

/** Everything that stands between words, as in the migration that made the function. */
const between = ` \t\n\r!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~\u00a0“”‘’„‚«»‹›…–—¿¡•·、。，！？：；（）「」`;

/** A short text can have no word that is too long for the index, so an expression reads it that PostgreSQL takes over inline. */
export async function up(db: Kysely<never>): Promise<void> {
  const words = sql`translate(lower(left(body, 4000)), ${sql.lit(between)}, ${sql.lit(' '.repeat([...between].length))})`;
  await sql`
    CREATE FUNCTION words_of_long_text(workspace text, body text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT array_to_tsvector(ARRAY(
        SELECT workspace || ':' || left(word, 40) FROM unnest(string_to_array(${words}, ' ')) AS word WHERE word <> ''))
    $$`.execute(db);
  await sql`
    CREATE OR REPLACE FUNCTION words_of_text(workspace text, body text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT CASE WHEN length(body) < 400 THEN array_to_tsvector(array_remove(array_remove(string_to_array(
        replace(' ' || ${words}, ' ', ' ' || workspace || ':'), ' '), ''), workspace || ':'))
      ELSE words_of_long_text(workspace, body) END
    $$`.execute(db);
  await sql`ALTER INDEX message_words_by_word SET (gin_pending_list_limit = 1024)`.execute(db);
}
