import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // Twilio lists MMS among the number's capabilities. Null: it was not asked since.
  await sql`ALTER TABLE senders ADD COLUMN sends_media boolean`.execute(db);
  // The files that an agent's text from the panel takes along.
  await sql`ALTER TABLE sends ADD COLUMN media jsonb`.execute(db);
}
