// Refused requests, counted by minute: time, route and reason, without content.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { recordset } from '../database/rows.ts';

export interface RefusalCount {
  workspaceId: string;
  route: string;
  reason: string;
  minute: Date;
  times: number;
}

/** Adds to the counts, and leaves out workspaces that do not exist. */
export async function addRefusals(db: Db, counts: readonly RefusalCount[]): Promise<void> {
  if (counts.length === 0) return;
  const rows = counts.map((count) => ({
    workspace_id: count.workspaceId,
    route: count.route,
    reason: count.reason,
    minute: count.minute,
    times: count.times,
  }));
  await sql`
    INSERT INTO refusals (workspace_id, route, reason, minute, times)
    SELECT r.workspace_id, r.route, r.reason, r.minute, r.times
    FROM ${recordset('r', rows, 'workspace_id text, route text, reason text, minute timestamptz, times integer')}
    JOIN workspaces w ON w.id = r.workspace_id
    ON CONFLICT (workspace_id, route, reason, minute) DO UPDATE SET times = refusals.times + excluded.times`.execute(
    db,
  );
}

/** The newest first. */
export async function listRefusals(db: Db, workspaceId: string, limit: number): Promise<RefusalCount[]> {
  const rows = await db
    .selectFrom('refusals')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('minute', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    workspaceId: row.workspace_id,
    route: row.route,
    reason: row.reason,
    minute: row.minute,
    times: row.times,
  }));
}

/** How many requests were refused for this reason since then. */
export async function countRefusals(db: Db, workspaceId: string, reason: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('refusals')
    .select((select) => select.fn.sum<string | number | null>('times').as('times'))
    .where('workspace_id', '=', workspaceId)
    .where('reason', '=', reason)
    .where('minute', '>=', since)
    .executeTakeFirst();
  return Number(row?.times ?? 0);
}

/** Notifications that lacked something we need, by their topic and the field that is not as documented. */
export async function listUnreadable(
  db: Db,
  workspaceId: string,
  since: Date,
): Promise<{ what: string; times: number }[]> {
  const rows = await db
    .selectFrom('refusals')
    .select((select) => ['reason', select.fn.sum<string | number>('times').as('times')])
    .where('workspace_id', '=', workspaceId)
    .where('reason', 'like', 'unreadable %')
    .where('minute', '>=', since)
    .groupBy('reason')
    .orderBy('reason')
    .execute();
  return rows.map(({ reason, times }) => ({ what: reason.slice('unreadable '.length), times: Number(times) }));
}

export interface RefusalSum {
  route: string;
  reason: string;
  times: number;
  /** The minute of the last one. */
  last: Date;
}

/** The counts since then, by route and reason, the latest first. */
export async function sumRefusals(db: Db, workspaceId: string, since: Date): Promise<RefusalSum[]> {
  const rows = await db
    .selectFrom('refusals')
    .select(({ fn }) => ['route', 'reason', fn.sum<string | number>('times').as('times'), fn.max('minute').as('last')])
    .where('workspace_id', '=', workspaceId)
    .where('minute', '>=', since)
    .groupBy(['route', 'reason'])
    .orderBy('last', 'desc')
    .execute();
  return rows.map(({ route, reason, times, last }) => ({ route, reason, times: Number(times), last }));
}
