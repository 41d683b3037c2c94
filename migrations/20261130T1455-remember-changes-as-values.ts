import { type Kysely, sql } from 'kysely';

/** The history keeps what was done as a value; lines of before keep their sentence. The version before reads an empty one. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`ALTER TABLE audit ADD COLUMN entry jsonb, ALTER COLUMN what SET DEFAULT ''`.execute(db);
}
