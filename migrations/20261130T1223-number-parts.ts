import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // Parts that were queued before say nothing of their number.
  await sql`ALTER TABLE messages ADD COLUMN part_of integer`.execute(db);
}
