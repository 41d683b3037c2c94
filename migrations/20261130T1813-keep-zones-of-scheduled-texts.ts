import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // The zone on whose clocks a text's time was chosen. Texts that were scheduled before have none.
  await sql`ALTER TABLE sends ADD COLUMN zone text`.execute(db);
  await sql`
    CREATE INDEX sends_unsent ON sends (workspace_id, conversation_id, id)
    WHERE state IN ('cancelled', 'refused', 'held')`.execute(db);
}
