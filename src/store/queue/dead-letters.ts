// Jobs that were given up, each with its reason, kept until somebody replays or drops them.
import type { ClaimedJob, NewJob } from '../../domain/jobs/jobs.ts';
import type { QueueName } from '../../domain/jobs/queues.ts';
import type { Db, Trx } from '../database/database.ts';

export interface DeadLetter {
  id: string;
  workspaceId: string;
  queue: QueueName;
  key: string;
  reason: string;
  attempts: number;
  enqueuedAt: Date;
  buriedAt: Date;
  job: NewJob;
}

export async function insertDeadLetter(
  trx: Trx,
  letter: { job: ClaimedJob; reason: string; buriedAt: Date },
): Promise<void> {
  const { job } = letter;
  await trx
    .insertInto('dead_letters')
    .values({
      id: job.id,
      workspace_id: job.data.workspaceId,
      queue: job.queue,
      key: job.key,
      data: JSON.stringify(job.data),
      reason: letter.reason,
      attempts: job.attempt + 1,
      enqueued_at: job.dueAt,
      buried_at: letter.buriedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Oldest first. */
export async function listDeadLetters(db: Db, filter: { workspaceId?: string; ids?: string[] } = {}) {
  let query = db.selectFrom('dead_letters').selectAll().orderBy('id');
  if (filter.workspaceId !== undefined) query = query.where('workspace_id', '=', filter.workspaceId);
  if (filter.ids !== undefined) query = query.where('id', 'in', filter.ids);
  const rows = await query.execute();
  return rows.map(
    (row): DeadLetter => ({
      id: row.id,
      workspaceId: row.workspace_id,
      queue: row.queue as QueueName,
      key: row.key,
      reason: row.reason,
      attempts: row.attempts,
      enqueuedAt: row.enqueued_at,
      buriedAt: row.buried_at,
      job: { queue: row.queue, key: row.key, data: row.data, replayed: true } as NewJob,
    }),
  );
}

/** Removes a dead letter; false when it was already gone. */
export async function deleteDeadLetter(trx: Trx, id: string): Promise<boolean> {
  const result = await trx.deleteFrom('dead_letters').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function countDeadLetters(db: Db): Promise<number> {
  const row = await db
    .selectFrom('dead_letters')
    .select((expression) => expression.fn.countAll().as('count'))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}
