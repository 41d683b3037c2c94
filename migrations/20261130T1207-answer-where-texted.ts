import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // A text that is sent from a closed conversation is answered there.
  await sql`ALTER TABLE conversations ADD COLUMN texted_at timestamptz`.execute(db);
}
