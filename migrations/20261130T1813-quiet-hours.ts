import { type Kysely, sql } from 'kysely';

/** A text may leave its line until quiet hours end. `ignores_quiet_hours`: an agent sends it at once. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    ALTER TABLE messages ADD COLUMN waits_until timestamptz,
      ADD COLUMN ignores_quiet_hours boolean NOT NULL DEFAULT false`.execute(db);
  await sql`
    CREATE INDEX messages_waiting ON messages (workspace_id, thread_id, id)
    WHERE waits_until IS NOT NULL AND state = 'pending'`.execute(db);
}
