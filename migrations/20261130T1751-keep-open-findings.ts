import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // The findings that are not fine, for the pages that ask no vendor.
  await sql`ALTER TABLE examinations ADD COLUMN open jsonb`.execute(db);
}
