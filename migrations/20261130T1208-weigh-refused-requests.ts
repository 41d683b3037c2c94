import { type Kysely, sql } from 'kysely';

/** Where each refused request came from, whether it is Twilio's, and for which address it is signed. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    ALTER TABLE quarantine
      ADD COLUMN source text NOT NULL DEFAULT '',
      ADD COLUMN standing text NOT NULL DEFAULT 'unasked' CHECK (standing IN ('signed', 'known', 'unasked', 'denied')),
      ADD COLUMN signed_base text,
      ADD COLUMN other_path text,
      ADD COLUMN checked_with text`.execute(db);
}
