import { type Kysely, sql } from 'kysely';

/** A workspace that is erased takes its threads with it, each of which looks for its sends. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`CREATE INDEX sends_by_thread ON sends (workspace_id, thread_id)`.execute(db);
}
