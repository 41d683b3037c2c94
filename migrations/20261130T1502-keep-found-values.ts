import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // Findings as values. The column before it holds titles in words, which the version before still reads and writes.
  await sql`ALTER TABLE examinations ADD COLUMN found jsonb`.execute(db);
}
