// The waiting time of one workspace's work; `queue-state.ts` has that of all work together.
import { sql } from 'kysely';
import { queueNames } from '../../domain/jobs/queues.ts';
import type { Db } from '../database/database.ts';

/** Since when the workspace's first waiting job is due; null when none is. Uses the index by due time. */
export async function findOldestDue(db: Db, workspaceId: string, now: Date): Promise<Date | null> {
  const { rows } = await sql<{ due: Date }>`
    SELECT GREATEST(j.created_on, j.start_after) AS due FROM pgboss.job_common j
    WHERE j.name IN (${sql.join([...queueNames])}) AND j.state < 'active' AND NOT j.blocked
      AND j.policy = 'key_strict_fifo' AND j.start_after <= ${now} AND j.data->>'workspaceId' = ${workspaceId}
    ORDER BY j.start_after LIMIT 1`.execute(db);
  return rows[0] ? new Date(rows[0].due) : null;
}
