import { type Kysely, sql } from 'kysely';

/**
 * Each text has a purpose, the evidence that let it go or stopped it, and the decisions made about it. Evidence keeps the words
 * that were said and the text of ours that they answer, since both texts may be gone when somebody asks.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    ALTER TABLE messages ADD COLUMN purpose text NOT NULL DEFAULT 'conversation', ADD COLUMN evidence_id uuid,
      ADD COLUMN trace jsonb`.execute(db);
  await sql`ALTER TABLE consents ADD COLUMN evidence_id uuid`.execute(db);
  await sql`
    UPDATE consents c SET evidence_id = (
      SELECT e.id FROM consent_events e
      WHERE e.workspace_id = c.workspace_id AND e.address = c.address AND e.sender = c.sender
        AND e.opted_out = c.opted_out AND e.at <= c.at
      ORDER BY e.at DESC, e.id DESC LIMIT 1)`.execute(db);
  await sql`
    ALTER TABLE consent_events ADD COLUMN words text, ADD COLUMN answered text, ADD COLUMN answered_id uuid`.execute(
    db,
  );
  await sql`
    UPDATE consent_events e SET words = m.body, answered = o.body, answered_id = o.id
    FROM messages m LEFT JOIN LATERAL (
      SELECT o.id, o.body FROM messages o
      WHERE o.workspace_id = m.workspace_id AND o.thread_id = m.thread_id AND o.direction = 'out' AND o.id < m.id
      ORDER BY o.id DESC LIMIT 1) o ON true
    WHERE m.workspace_id = e.workspace_id AND m.id = e.message_id AND m.direction = 'in'`.execute(db);
}
