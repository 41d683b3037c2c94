import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // Which form of the settings a change was made with.
  await sql`ALTER TABLE audit ADD COLUMN form text`.execute(db);
}
