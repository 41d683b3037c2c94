import { type Kysely, sql } from 'kysely';

/** The words of the call that `attempted_at` marks say that the file is here. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`ALTER TABLE files ADD COLUMN told boolean NOT NULL DEFAULT false`.execute(db);
}
