import { type Kysely, sql } from 'kysely';

/** A note that tells of a person's text: how far its conversation was shown, and since when the text is made good. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    ALTER TABLE notes
      ADD COLUMN by_person boolean NOT NULL DEFAULT false,
      ADD COLUMN reopening_at timestamptz,
      ADD COLUMN shown_at timestamptz,
      ADD COLUMN tag_id text,
      ADD COLUMN answered_at timestamptz`.execute(db);
  await sql`
    CREATE INDEX notes_unanswered ON notes (workspace_id, conversation_id)
      WHERE by_person AND answered_at IS NULL`.execute(db);
}
