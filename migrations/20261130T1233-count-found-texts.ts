import { type Kysely, sql } from 'kysely';

/** After an outage texts of customers are found too. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`ALTER TABLE catch_ups ADD COLUMN texts integer NOT NULL DEFAULT 0`.execute(db);
}
