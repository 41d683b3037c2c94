import { type Kysely, sql } from 'kysely';

/** A picture's width and height in pixels, upright: where it is shown, both must be said. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`ALTER TABLE files ADD COLUMN width integer, ADD COLUMN height integer`.execute(db);
}
