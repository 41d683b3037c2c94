import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // Until it expires it is known that somebody came in with it.
  await sql`ALTER TABLE oauth_states ADD COLUMN used boolean NOT NULL DEFAULT false`.execute(db);
}
