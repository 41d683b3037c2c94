import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // The time zones that a contact's record in Intercom names: its place, and attributes whose value is a zone.
  await sql`ALTER TABLE contacts ADD COLUMN zones jsonb`.execute(db);
  // When a merge of this lead was begun whose outcome is not known.
  await sql`ALTER TABLE contacts ADD COLUMN merging_at timestamptz`.execute(db);
  // The line that an agent chose to end texts with; null: none of their own.
  await sql`ALTER TABLE admins ADD COLUMN signature text`.execute(db);
}
