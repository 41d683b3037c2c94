// Parks jobs behind one of their key that pauses, so that they cost other claims nothing.
import { sql } from 'kysely';
import type { Attempt } from '../../domain/jobs/jobs.ts';
import { type QueueName, queues } from '../../domain/jobs/queues.ts';
import type { Trx } from '../database/database.ts';
import { moveTo, unclaimed } from './queue-tables.ts';

export type Settled = { id: string } & Pick<Attempt, 'attempt'>;

const waiting = sql`${unclaimed} AND j.state = 'created'`;

/** Longer than a retry takes, so that the head is settled or tried again before the jobs parked behind it fall due. */
const PARKED = sql`interval '10 minutes'`;

/** Changes a job by its key, since the library's own update would read every job. */
export async function pause(
  trx: Trx,
  queue: QueueName,
  job: Settled,
  until: { seconds: number; priority: number },
): Promise<void> {
  const { seconds, priority } = until;
  await sql`
    UPDATE pgboss.job j SET ${moveTo(sql`pgboss.job_now() + ${seconds}::integer * interval '1 second'`)}, priority = ${priority}
    WHERE j.name = ${queue} AND j.id = ${job.id}::uuid AND j.state < 'active'`.execute(trx);
  await parkBehind(trx, queue, job);
}

/**
 * Puts off the jobs behind a pausing one, since each claim would read all of them only to find their key blocked.
 * `releaseBehind` ends the wait; the order would hold even without it. Queues whose jobs may be for later are left out, since
 * the release would come too early.
 */
async function parkBehind(trx: Trx, queue: QueueName, job: Settled): Promise<void> {
  if (queues[queue].isDelayed) return;
  await sql`
    UPDATE pgboss.job j SET ${moveTo(sql`head.start_after + ${PARKED}`)} FROM pgboss.job head
    WHERE head.name = ${queue} AND head.id = ${job.id}::uuid AND j.name = ${queue} AND ${waiting}
      AND j.singleton_key = head.singleton_key AND j.start_after <= head.start_after`.execute(trx);
}

/** Runs in the transaction that settles the head, so that no later job can come first. */
export async function releaseBehind(trx: Trx, queue: QueueName, jobs: readonly Settled[]): Promise<void> {
  if (queues[queue].isDelayed) return;
  const ids = sql.join(jobs.map((job) => sql`${job.id}::uuid`));
  await sql`
    UPDATE pgboss.job j SET ${moveTo(sql`pgboss.job_now()`)} FROM pgboss.job head
    WHERE head.name = ${queue} AND head.id IN (${ids}) AND j.name = ${queue} AND ${waiting}
      AND j.singleton_key = head.singleton_key AND j.start_after > pgboss.job_now()`.execute(trx);
}
