// What stands behind a job that is tried again waits beyond it, so that it costs those that are due nothing.
import { sql } from 'kysely';
import { type Attempt, delayedQueues, isAmong, type QueueName } from '../domain/jobs.ts';
import type { Trx } from './database.ts';

export type Settled = { id: string } & Pick<Attempt, 'attempt'>;

/** In the words of the library's index over keys, without which each of these would read every job of the queue. */
const waiting = sql`j.state < 'active' AND j.state = 'created' AND NOT j.blocked AND j.policy = 'key_strict_fifo'`;

/** Longer than a retry takes, so that the head is settled or tried again before what is parked behind it falls due. */
const PARKED = sql`interval '10 minutes'`;

/**
 * What stands behind a job that pauses is put off beyond it: a claim would otherwise read all of it, each time, only to
 * find it blocked. `releaseBehind` ends the wait; when it never came, the order would still hold. Not where a job may have
 * been enqueued for later: it would be released too early.
 */
export async function parkBehind(trx: Trx, queue: QueueName, job: Settled): Promise<void> {
  if (isAmong(delayedQueues, queue)) return;
  await sql`
    UPDATE pgboss.job j SET start_after = head.start_after + ${PARKED} FROM pgboss.job head
    WHERE head.name = ${queue} AND head.id = ${job.id}::uuid AND j.name = ${queue} AND ${waiting}
      AND j.singleton_key = head.singleton_key AND j.start_after <= head.start_after`.execute(trx);
}

/** In the transaction that settles the head, so that nothing enqueued later can come first. */
export async function releaseBehind(trx: Trx, queue: QueueName, jobs: readonly Settled[]): Promise<void> {
  if (isAmong(delayedQueues, queue)) return;
  const ids = sql.join(jobs.map((job) => sql`${job.id}::uuid`));
  await sql`
    UPDATE pgboss.job j SET start_after = pgboss.job_now() FROM pgboss.job head
    WHERE head.name = ${queue} AND head.id IN (${ids}) AND j.name = ${queue} AND ${waiting}
      AND j.singleton_key = head.singleton_key AND j.start_after > pgboss.job_now()`.execute(trx);
}
