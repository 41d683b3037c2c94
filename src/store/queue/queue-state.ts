// Reads the state of the queue: the work under way for a key, the jobs that are due, and how far each queue is behind.
import { sql } from 'kysely';
import type { QueuedJob } from '../../domain/jobs/jobs.ts';
import { type QueueName, queueNames, queues } from '../../domain/jobs/queues.ts';
import type { Database } from '../database/database.ts';
import { RESTING, unclaimed } from './queue-tables.ts';

/** How far a queue is behind. */
export interface QueueLag {
  waiting: number;
  /** Seconds the oldest due job has waited; 0 when none is due. */
  oldestSeconds: number;
}

/** Work that failed, and what it has wait. */
export interface QueueRetries {
  /** Jobs that will be tried again, and jobs of their keys behind them. */
  waiting: number;
  /** Tries that the job tried most often has had. */
  mostTries: number;
  nextTryAt: Date;
}

const everyQueue = sql`j.name IN (${sql.join([...queueNames])})`;

/** In these a job that is due later was put off. */
const promptQueues = queueNames.filter((name) => !queues[name].isDelayed);
const retried = sql`j.state = 'retry'`;

export function queueState(database: Pick<Database, 'owner'>) {
  /** Each half repeats the condition of an index over keys. */
  async function hasWork(queue: QueueName, keys: readonly string[], before?: string): Promise<boolean> {
    if (keys.length === 0) return false;
    const ofKeys = sql`j.name = ${queue} AND j.singleton_key IN (${sql.join([...keys])})
      ${before === undefined ? sql`` : sql`AND j.id < ${before}::uuid`}`;
    const { rows } = await sql<{ found: boolean }>`
      SELECT EXISTS (SELECT FROM pgboss.job j WHERE ${ofKeys} AND ${unclaimed}) OR EXISTS (
        SELECT FROM pgboss.job j WHERE ${ofKeys} AND j.state = 'active' AND j.policy = 'key_strict_fifo') AS found`.execute(
      database.owner,
    );
    return rows[0]?.found ?? false;
  }

  return {
    /** True if one of these keys has unfinished work. */
    isUnderWay: (queue: QueueName, keys: readonly string[]) => hasWork(queue, keys),

    /** Those of these keys that have unfinished work. */
    async listUnderWay(queue: QueueName, keys: readonly string[]): Promise<Set<string>> {
      if (keys.length === 0) return new Set();
      const { rows } = await sql<{ key: string }>`
        SELECT j.singleton_key AS key FROM pgboss.job j
        WHERE j.name = ${queue} AND j.singleton_key = ANY(${[...keys]}) AND ${unclaimed}
        UNION SELECT j.singleton_key FROM pgboss.job j
        WHERE j.name = ${queue} AND j.singleton_key = ANY(${[...keys]})
          AND j.state = 'active' AND j.policy = 'key_strict_fifo'`.execute(database.owner);
      return new Set(rows.map(({ key }) => key));
    },

    /** True if one of these keys, except the job's own, has unfinished work that was enqueued before the job. */
    hasOlder(queue: QueueName, keys: readonly string[], job: QueuedJob): Promise<boolean> {
      const others = keys.filter((key) => key !== job.key);
      return hasWork(queue, others, job.id);
    },

    /** True if a job of this key has not begun. */
    async isWaiting(queue: QueueName, key: string): Promise<boolean> {
      const { rows } = await sql<{ found: boolean }>`
        SELECT EXISTS (SELECT FROM pgboss.job j WHERE j.name = ${queue} AND j.singleton_key = ${key} AND ${unclaimed}) AS found`.execute(
        database.owner,
      );
      return rows[0]?.found ?? false;
    },

    /** Rejects when the queue's tables do not answer. */
    async ping(): Promise<void> {
      await sql`SELECT FROM pgboss.queue LIMIT 1`.execute(database.owner);
    },

    /** When the next waiting job of any queue falls due after `now`; null when none does. One due before waits for its key. */
    async nextDueAt(now: Date): Promise<Date | null> {
      const { rows } = await sql<{ next: Date | null }>`
        SELECT min(j.start_after) AS next FROM pgboss.job j
        WHERE ${everyQueue} AND ${unclaimed} AND j.start_after > ${now}`.execute(database.owner);
      return rows[0]?.next ? new Date(rows[0].next) : null;
    },

    /** Queues with due jobs, in the order in which texts pass through them. Each job may have to wait for its key. */
    async dueQueues(): Promise<QueueName[]> {
      const { rows } = await sql<{ name: string }>`
        SELECT DISTINCT j.name FROM pgboss.job j
        WHERE ${everyQueue} AND ${unclaimed} AND j.start_after <= pgboss.job_now()`.execute(database.owner);
      const due = new Set(rows.map((row) => row.name));
      return queueNames.filter((name) => due.has(name));
    },

    /** The queues whose jobs wait for another try. Jobs that rest until their workspace is connected are left out. */
    async retries(now: Date): Promise<Map<QueueName, QueueRetries>> {
      const { rows } = await sql<{ name: QueueName; waiting: string | number; tries: number; next: Date }>`
        SELECT j.name, count(*) AS waiting, max(j.retry_count) FILTER (WHERE ${retried}) + 1 AS tries,
          min(j.start_after) FILTER (WHERE ${retried}) AS next
        FROM pgboss.job j
        WHERE j.name IN (${sql.join(promptQueues)}) AND ${unclaimed} AND j.start_after > ${now}
          AND j.start_after < ${now}::timestamptz + ${RESTING}
        GROUP BY j.name HAVING bool_or(${retried})`.execute(database.owner);
      return new Map(
        rows.map(({ name, waiting, tries, next }) => [
          name,
          { waiting: Number(waiting), mostTries: Number(tries), nextTryAt: new Date(next) },
        ]),
      );
    },

    /** How far each queue is behind. */
    async lags(now: Date): Promise<Map<QueueName, QueueLag>> {
      const { rows } = await sql<{ name: string; waiting: string | number; oldest: Date }>`
        SELECT j.name, count(*) AS waiting, min(j.start_after) AS oldest FROM pgboss.job j
        WHERE ${everyQueue} AND ${unclaimed} AND j.start_after <= ${now} GROUP BY j.name`.execute(database.owner);
      const found = new Map(rows.map((row) => [row.name, row]));
      return new Map(
        queueNames.map((name) => {
          const row = found.get(name);
          const oldest = row ? Math.max(0, now.getTime() - new Date(row.oldest).getTime()) / 1000 : 0;
          return [name, { waiting: Number(row?.waiting ?? 0), oldestSeconds: oldest }];
        }),
      );
    },
  };
}
