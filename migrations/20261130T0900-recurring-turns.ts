import { type Kysely, sql } from 'kysely';

/** When each piece of recurring work was last begun, so that of several processes one begins it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`CREATE TABLE recurring_turns (name text PRIMARY KEY, taken_at timestamptz NOT NULL)`.execute(db);
}
