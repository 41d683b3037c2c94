import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // The agent who cancelled a scheduled text. Texts that were cancelled before say nobody.
  await sql`ALTER TABLE sends ADD COLUMN cancelled_by text`.execute(db);
}
