// When Intercom last sent each topic that we asked for.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

export async function recordTopicArrival(db: Db, workspaceId: string, topic: string, at: Date): Promise<void> {
  await db
    .insertInto('topic_arrivals')
    .values({ workspace_id: workspaceId, topic, at })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'topic']).doUpdateSet({ at }))
    .execute();
}

/** The latest first. */
export async function listTopicArrivals(db: Db, workspaceId: string): Promise<{ topic: string; at: Date }[]> {
  return db
    .selectFrom('topic_arrivals')
    .select(['topic', 'at'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('at', 'desc')
    .execute();
}

/** The last events for which Intercom owes us a webhook, up to `before`, since webhooks take a moment. */
export interface Expected {
  /** The last text that joined an existing conversation, or our last comment. */
  lastAt: Date | null;
  /** The last text that joined an existing conversation. */
  joinedAt: Date | null;
  /** Our last comment, which is an admin's reply. */
  commentAt: Date | null;
  /** A customer's first text, which somebody is likely to answer. */
  firstTextAt: Date | null;
}

export async function findExpected(db: Db, workspaceId: string, before: Date): Promise<Expected> {
  const { rows } = await sql<{ joined_at: Date | null; comment_at: Date | null; first_at: Date | null }>`
    SELECT
      (SELECT max(m.state_at) FROM messages m
        WHERE m.workspace_id = ${workspaceId} AND m.direction = 'in' AND m.state = 'threaded' AND m.state_at < ${before}
          AND EXISTS (SELECT FROM messages f WHERE f.workspace_id = ${workspaceId}
            AND f.conversation_id = m.conversation_id AND f.direction = 'in' AND f.id < m.id)) AS joined_at,
      (SELECT max(s.created_at) FROM sends s
        WHERE s.workspace_id = ${workspaceId} AND s.part_id IS NOT NULL AND s.created_at < ${before}) AS comment_at,
      (SELECT min(m.state_at) FROM messages m
        WHERE m.workspace_id = ${workspaceId} AND m.direction = 'in' AND m.state = 'threaded'
          AND m.conversation_id IS NOT NULL) AS first_at`.execute(db);
  const [row] = rows;
  const date = (at: Date | null | undefined) => (at ? new Date(at) : null);
  const commentAt = date(row?.comment_at);
  const joinedAt = date(row?.joined_at);
  const lastAt = [commentAt, joinedAt].reduce((a, b) => (a && b ? (a > b ? a : b) : (a ?? b)), null);
  return { lastAt, joinedAt, commentAt, firstTextAt: date(row?.first_at) };
}

/** When Intercom last sent any webhook. */
export async function lastHeard(db: Db, workspaceId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('topic_arrivals')
    .select((select) => select.fn.max('at').as('at'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  return row?.at ?? null;
}
