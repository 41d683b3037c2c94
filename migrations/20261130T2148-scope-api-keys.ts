import { type Kysely, sql } from 'kysely';

/** No key was ever given out before, so that those of tests alone get the least. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    ALTER TABLE api_keys
      ADD COLUMN scopes text[] NOT NULL DEFAULT '{read}',
      ADD COLUMN expires_at timestamptz,
      ADD COLUMN made_by text`.execute(db);
}
