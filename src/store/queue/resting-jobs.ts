// Jobs that rest while their workspace is not connected: put off without end, and woken together.
import { sql } from 'kysely';
import { type QueueName, queues } from '../../domain/jobs/queues.ts';
import type { Trx } from '../database/database.ts';
import { moveTo, RESTING, unclaimed } from './queue-tables.ts';

/** Resting jobs are due so late that no text is scheduled for then. */
export const REST_SECONDS = 5 * 365 * 86_400;

const waitingOf = (workspaceId: string, queues: readonly QueueName[]) => sql`
  ${unclaimed} AND j.name IN (${sql.join([...queues])}) AND j.data->>'workspaceId' = ${workspaceId}`;

/** Has newer jobs behind a resting one rest too, since every claim would read them. */
export async function restBehind(trx: Trx, workspaceId: string, queues: readonly QueueName[]): Promise<void> {
  await sql`
    UPDATE pgboss.job j SET ${moveTo(sql`head.start_after`)}
    FROM (
      SELECT j.name, j.singleton_key, j.id, j.start_after FROM pgboss.job j
      WHERE ${waitingOf(workspaceId, queues)} AND j.start_after > pgboss.job_now() + ${RESTING}) head
    WHERE ${waitingOf(workspaceId, queues)} AND j.start_after <= pgboss.job_now()
      AND head.name = j.name AND head.singleton_key = j.singleton_key AND head.id < j.id`.execute(trx);
}

/**
 * Makes resting jobs due now, and in some queues also jobs for later. The order within a key stands, since it depends neither on
 * due times nor on priorities. The first job of a queue gets the priority that `priorityIn` gives, each following one less.
 */
export async function wakeResting(
  trx: Trx,
  workspaceId: string,
  names: readonly QueueName[],
  priorityIn: (queue: QueueName) => number,
): Promise<void> {
  const woken = names.map(
    (queue) => sql`(${queue}::text, ${priorityIn(queue)}::integer, ${queues[queue].isEarly}::boolean)`,
  );
  await sql`
    UPDATE pgboss.job j SET ${moveTo(sql`pgboss.job_now()`)}, priority = woken.place - woken.before,
      data = j.data || jsonb_build_object('dueAt', pgboss.job_now())
    FROM (
      SELECT j.name, j.id, q.place, (row_number() OVER (PARTITION BY j.name ORDER BY j.created_on, j.id))::integer - 1 AS before
      FROM (VALUES ${sql.join(woken)}) q (name, place, is_early)
      JOIN pgboss.job j ON j.name = q.name
        AND j.start_after > pgboss.job_now() + CASE WHEN q.is_early THEN interval '0' ELSE ${RESTING} END
      WHERE ${waitingOf(workspaceId, names)}) woken
    WHERE j.name = woken.name AND j.id = woken.id AND ${unclaimed}`.execute(trx);
}

/** Deletes an erased workspace's jobs, also finished ones, since keys hold its customers' numbers. Running jobs go on. */
export async function deleteJobs(trx: Trx, workspaceId: string): Promise<void> {
  await sql`DELETE FROM pgboss.job j WHERE j.state <> 'active' AND j.data->>'workspaceId' = ${workspaceId}`.execute(
    trx,
  );
}
