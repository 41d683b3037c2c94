import { type Kysely, sql } from 'kysely';

/**
 * A thread knows how fast the customer texts, when it last had an automatic text of ours, and whether such texts are stopped
 * there. A text of a flood stands in the part of another one.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    ALTER TABLE threads ADD COLUMN minute_at timestamptz, ADD COLUMN minute_texts integer NOT NULL DEFAULT 0,
      ADD COLUMN minute_before integer NOT NULL DEFAULT 0, ADD COLUMN automatic_at timestamptz,
      ADD COLUMN loop_since timestamptz, ADD COLUMN loop_kind text, ADD COLUMN resumed_at timestamptz`.execute(db);
  await sql`ALTER TABLE messages ADD COLUMN joined_to uuid`.execute(db);
  await sql`
    CREATE INDEX messages_joined ON messages (workspace_id, joined_to) WHERE joined_to IS NOT NULL`.execute(db);
}
