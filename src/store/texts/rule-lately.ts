// Conversations of the last days that a rule would have waited for, for its dry run.
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

interface Asked {
  workspaceId: string;
  since: Date;
  delayMinutes: number;
  now: Date;
  atMost: number;
}

type Found = { address: string; name: string | null };

/** Those whose customer has not written since. */
export async function listLatelyClosed(db: Db, asked: Asked): Promise<Found[]> {
  const { workspaceId, since, atMost } = asked;
  const { rows } = await sql<Found>`
    SELECT DISTINCT t.address, c.name FROM conversations v
    JOIN threads t ON t.workspace_id = v.workspace_id AND t.id = v.thread_id
    LEFT JOIN contacts c ON c.workspace_id = t.workspace_id AND c.contact_id = t.contact_id
    WHERE v.workspace_id = ${workspaceId} AND v.state = 'closed'
      AND v.closed_at > ${since}::timestamptz AND v.closed_at <= ${latest(asked)}::timestamptz
      AND (t.last_inbound_at IS NULL OR t.last_inbound_at < v.closed_at)
    ORDER BY t.address LIMIT ${atMost}`.execute(db);
  return rows;
}

/** The last text of each customer: nothing went to them for so long. */
export async function listLatelyUnanswered(db: Db, asked: Asked): Promise<Found[]> {
  const { workspaceId, since, delayMinutes, atMost } = asked;
  const { rows } = await sql<Found>`
    SELECT DISTINCT t.address, c.name FROM threads t
    LEFT JOIN contacts c ON c.workspace_id = t.workspace_id AND c.contact_id = t.contact_id
    WHERE t.workspace_id = ${workspaceId}
      AND t.last_inbound_at > ${since}::timestamptz AND t.last_inbound_at <= ${latest(asked)}::timestamptz
      AND NOT EXISTS (SELECT FROM messages o WHERE o.workspace_id = t.workspace_id AND o.thread_id = t.id
        AND o.direction = 'out' AND o.created_at > t.last_inbound_at
        AND o.created_at < t.last_inbound_at + make_interval(mins => ${delayMinutes}))
    ORDER BY t.address LIMIT ${atMost}`.execute(db);
  return rows;
}

/** Later happenings still wait. */
function latest({ now, delayMinutes }: Asked): Date {
  return new Date(now.getTime() - delayMinutes * 60_000);
}
