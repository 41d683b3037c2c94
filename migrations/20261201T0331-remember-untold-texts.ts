import { type Kysely, sql } from 'kysely';

/** A thread knows when an automatic text of ours went there that no conversation shows: the customer's next text brings a note. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`ALTER TABLE threads ADD COLUMN untold_at timestamptz`.execute(db);
}
