import { type Kysely, sql } from 'kysely';

/** The doctor asks for files whose bytes are not here, which are few. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`CREATE INDEX files_with_problem ON files (workspace_id, state_at) WHERE problem IS NOT NULL`.execute(db);
}
