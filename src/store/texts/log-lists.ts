// Counts texts that failed or stand still, for people to act on, and lists the scheduled texts of the whole team.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { firstIdAt } from './arrivals.ts';
import { type Send, toSend } from './panel-texts.ts';

/** Each list up to `MOST_COUNTED`. `failed`: since that time, and not sent again. */
export interface LogCounts {
  failed: number;
  held: number;
  waiting: number;
  scheduled: number;
  deadLetters: number;
}

export const MOST_COUNTED = 1_000;

export async function countLog(db: Db, workspaceId: string, failedSince: Date): Promise<LogCounts> {
  const notAgain = sql`NOT EXISTS (SELECT FROM messages r WHERE r.workspace_id = ${workspaceId} AND r.retry_of = m.id)`;
  const { rows } = await sql<LogCounts>`
    SELECT
      (SELECT count(*)::integer FROM (SELECT FROM messages m WHERE m.workspace_id = ${workspaceId}
        AND m.state IN ('failed', 'undelivered', 'given-up') AND m.id >= ${firstIdAt(failedSince.getTime())}::uuid
        AND ${notAgain} LIMIT ${MOST_COUNTED}) f) AS failed,
      (SELECT count(*)::integer FROM (SELECT FROM messages m WHERE m.workspace_id = ${workspaceId}
        AND m.state IN ('held', 'refused') AND ${notAgain} LIMIT ${MOST_COUNTED}) h) AS held,
      (SELECT count(*)::integer FROM (SELECT FROM messages m WHERE m.workspace_id = ${workspaceId}
        AND m.state = 'pending' LIMIT ${MOST_COUNTED}) p) AS waiting,
      (SELECT count(*)::integer FROM (SELECT FROM sends s WHERE s.workspace_id = ${workspaceId}
        AND s.state = 'scheduled' LIMIT ${MOST_COUNTED}) s) AS scheduled,
      (SELECT count(*)::integer FROM (SELECT FROM dead_letters d WHERE d.workspace_id = ${workspaceId}
        LIMIT ${MOST_COUNTED}) d) AS "deadLetters"`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A query without a condition gave no row.');
  return row;
}

export interface ScheduledText {
  send: Send;
  authorName: string | null;
  contactName: string | null;
}

/** The scheduled texts of everybody, the next one first; `after`: the last one of the page before. */
export async function listScheduled(
  db: Db,
  workspaceId: string,
  page: { after: { sendAt: Date; id: string } | null; limit: number },
): Promise<ScheduledText[]> {
  const { after, limit } = page;
  const rows = await db
    .selectFrom('sends as s')
    .leftJoin('admins as a', (join) =>
      join.onRef('a.workspace_id', '=', 's.workspace_id').onRef('a.id', '=', 's.author_id'),
    )
    .leftJoin('threads as t', (join) =>
      join.onRef('t.workspace_id', '=', 's.workspace_id').onRef('t.id', '=', 's.thread_id'),
    )
    .leftJoin('contacts as c', (join) =>
      join.onRef('c.workspace_id', '=', 't.workspace_id').onRef('c.contact_id', '=', 't.contact_id'),
    )
    .selectAll('s')
    .select(['a.name as author_name', 'c.name as contact_name'])
    .where('s.workspace_id', '=', workspaceId)
    .where('s.state', '=', 'scheduled')
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(s.send_at, s.id) > (${after?.sendAt ?? null}::timestamptz, ${after?.id ?? null}::uuid)`,
      ),
    )
    .orderBy('s.send_at')
    .orderBy('s.id')
    .limit(limit)
    .execute();
  return rows.map(({ author_name: authorName, contact_name: contactName, ...row }) => ({
    send: toSend(row),
    authorName,
    contactName,
  }));
}
