// Loops: what was said lately in a thread that gets automatic texts, and whether they are stopped there.
import { sql } from 'kysely';
import type { Wish } from '../../domain/consent/consent.ts';
import { LOOP_MS, LOOP_TEXTS, type Loop, type LoopKind, type Said } from '../../domain/texts/loop.ts';
import type { Db } from '../database/database.ts';

/** A text as JSON has it. */
export interface SaidRow {
  direction: string;
  author_kind: string | null;
  keyword: string | null;
  body: string;
  created_at: string;
}

/**
 * The texts of thread `t` before message `m`, newest first, as JSON. Null, and nothing is read, unless an automatic text went
 * there within the hour or the message is a keyword, and while automatic texts are stopped there anyway.
 */
export const saidLately = sql`(
  SELECT json_agg(x) FROM (
    SELECT l.direction, l.author_kind, l.keyword, l.body, l.created_at FROM (
      SELECT * FROM messages l WHERE l.workspace_id = t.workspace_id AND l.thread_id = t.id
      ORDER BY l.id DESC LIMIT ${sql.lit(LOOP_TEXTS)}) l
    WHERE l.state NOT IN ('refused', 'held') AND l.created_at <= m.created_at
      AND l.created_at >= GREATEST(m.created_at - ${sql.lit(LOOP_MS)} * interval '1 millisecond', t.resumed_at)) x
  WHERE t.loop_since IS NULL AND (t.automatic_at > m.created_at - interval '1 hour' OR m.keyword IN ('stop', 'start', 'help')))`;

/** Oldest first. */
export function toSaid(rows: readonly SaidRow[]): Said[] {
  return rows.toReversed().map((row) => ({
    by: row.direction === 'in' ? 'customer' : row.author_kind === 'automation' ? 'automation' : 'person',
    at: new Date(row.created_at),
    body: row.body,
    keyword: row.keyword as Wish | null,
  }));
}

export function toLoop(row: { loop_since: Date | string | null; loop_kind: string | null }): Loop | null {
  if (row.loop_since === null) return null;
  return { since: new Date(row.loop_since), kind: row.loop_kind as LoopKind };
}

export async function readLoop(db: Db, workspaceId: string, threadId: string): Promise<Loop | null> {
  const row = await db
    .selectFrom('threads')
    .select(['loop_since', 'loop_kind'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', threadId)
    .executeTakeFirst();
  return row === undefined ? null : toLoop(row);
}

/** Stops automatic texts in the thread; false where they are stopped already. */
export async function beginLoop(
  db: Db,
  thread: { workspaceId: string; id: string },
  { kind, since }: Loop,
): Promise<boolean> {
  const result = await db
    .updateTable('threads')
    .set({ loop_since: since, loop_kind: kind })
    .where('workspace_id', '=', thread.workspaceId)
    .where('id', '=', thread.id)
    .where('loop_since', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Has automatic texts go again in the thread; false where they do. Texts from before count for no loop. */
export async function endLoop(db: Db, thread: { workspaceId: string; id: string }, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('threads')
    .set({ loop_since: null, loop_kind: null, resumed_at: at })
    .where('workspace_id', '=', thread.workspaceId)
    .where('id', '=', thread.id)
    .where('loop_since', 'is not', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
