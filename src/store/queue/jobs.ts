// The durable queue: enqueues in the caller's transaction, claims, settles, buries. Only this file calls the queue library.
import { sql } from 'kysely';
import { type AttachableClock, fromKysely, PgBoss, type Queue } from 'pg-boss';
import type { ClaimedJob, NewJob } from '../../domain/jobs/jobs.ts';
import { type JobData, type QueueName, queueNames } from '../../domain/jobs/queues.ts';
import type { Database, Trx } from '../database/database.ts';
import { runStatements, type Statement } from '../database/statements.ts';
import { insertDeadLetter } from './dead-letters.ts';
import { Turns } from './fair-order.ts';
import { pause, releaseBehind, type Settled } from './parked-jobs.ts';
import { queueState } from './queue-state.ts';
import { analyseJobs, indexDueJobs, openToScopes, setClockAhead, withTableLock } from './queue-tables.ts';
import { REST_SECONDS, restBehind, wakeResting } from './resting-jobs.ts';

/** After this many seconds without a sign of life, a process's job goes to another. */
const HEARTBEAT_SECONDS = 10;

const queueOptions: Omit<Queue, 'name'> = {
  policy: 'key_strict_fifo',
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: 15 * 60,
  // The worker decides when a failed job is tried again or given up. The library only retries the jobs of dead processes,
  // whose pause must not grow with earlier tries.
  retryLimit: 10_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 10,
  retentionSeconds: 365 * 24 * 3600,
  deleteAfterSeconds: 3600,
};

/** PostgreSQL planned a slower claim for a table of another size. */
const SLOW_CLAIM_MS = 100;
/** A flood changes the size of the table within seconds. */
const PLAN_AGAIN_MS = 1_000;

export interface JobsOptions {
  database: Database;
  newId: () => string;
  onError(error: Error): void;
  /** Milliseconds since 1970. Default: the machine's time. */
  now?: () => number;
  /** Moves the queue's own time in tests. */
  clock?: AttachableClock;
  /** This process gives the jobs of dead processes to others. */
  supervise?: boolean;
}

export type Jobs = Awaited<ReturnType<typeof openJobs>>;

/** Starts the queue on an open database, and makes its tables at first. */
export async function openJobs(options: JobsOptions) {
  const { database, newId } = options;
  const boss = new PgBoss({
    db: database.queue,
    ...(options.clock ? { clock: options.clock } : {}),
    supervise: options.supervise ?? true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 600,
    schedule: false,
    monitorVacuum: false,
  });
  boss.on('error', options.onError);
  await withTableLock(database, async () => {
    await boss.start();
    await indexDueJobs(database);
    await openToScopes(database, options.clock !== undefined);
    const known = new Map((await boss.getQueues([...queueNames])).map((queue) => [queue.name, queue]));
    for (const name of queueNames) {
      const queue = known.get(name);
      if (queue && isAsWanted(queue)) continue;
      if (queue) await boss.updateQueue(name, withoutPolicy(queueOptions));
      else await boss.createQueue(name, queueOptions);
      // The library fills its cache over a second connection. If transactions held them all, none could go on.
      await boss.findJobs(name, { key: '-' });
    }
  });
  if (database.isUnshared && options.supervise !== false) await freeOrphans(database, boss);
  const turns = new Turns({ database, now: options.now ?? Date.now, onError: options.onError });

  const now = options.now ?? Date.now;
  const dueIn = (delayMs: number) => ({ dueAt: new Date(now() + delayMs).toISOString() });

  let plannedAt = Number.NEGATIVE_INFINITY;
  let planning: Promise<void> | undefined;
  /** Runs beside the claim, whose jobs are done even if this fails. */
  function planAnew(claimMs: number): void {
    if (claimMs < SLOW_CLAIM_MS || performance.now() - plannedAt < PLAN_AGAIN_MS) return;
    plannedAt = performance.now();
    planning = analyseJobs(database).catch(options.onError);
  }

  async function enqueueing(jobs: readonly NewJob[]): Promise<Statement[]> {
    const statements: Statement[] = [];
    const collector = {
      async executeSql(text: string, values: readonly unknown[] = []) {
        statements.push({ text, values });
        return { rows: [] };
      },
    };
    for (const name of queueNames) {
      const rows = jobs.filter((job) => job.queue === name);
      if (rows.length === 0) continue;
      const inserts = rows.map((job) => ({
        id: newId(),
        priority: turns.priorityOf(name, job.data.workspaceId, job),
        data: {
          ...job.data,
          ...(job.replayed ? { replayed: true } : {}),
          ...(job.delayMs ? dueIn(job.delayMs) : {}),
        },
        singletonKey: job.key,
        ...(job.delayMs ? { startAfter: Math.ceil(job.delayMs / 1000) } : {}),
      }));
      await boss.insert(name, inserts, { db: collector, returnId: false });
    }
    turns.lookAhead(new Set(jobs.map((job) => job.queue)));
    return statements;
  }

  async function giveBack(trx: Trx, queue: QueueName, job: Retried, reason: string, pauseMs: number): Promise<void> {
    const settled = settledBy(await boss.fail(queue, claimOf(job), { reason }, { db: fromKysely(trx) }));
    if (settled.length === 0) return;
    const priority = turns.priorityOf(queue, job.data.workspaceId);
    await pause(trx, queue, job, { seconds: Math.ceil(pauseMs / 1000), priority });
  }

  return {
    boss,
    ...queueState(database),

    /** Adds jobs in the caller's transaction: they exist if and only if it commits. */
    async enqueue(trx: Trx, jobs: readonly NewJob[]): Promise<void> {
      await runStatements(trx, await enqueueing(jobs));
    },

    /** The statements that add jobs. */
    enqueueing,

    /** Takes up to `limit` due jobs, the oldest of each key, by the fair order of the workspaces. */
    async claim(queue: QueueName, limit: number): Promise<ClaimedJob[]> {
      const startedAt = performance.now();
      const jobs = await boss.fetch<JobData[QueueName] & History>(queue, {
        batchSize: limit,
        includeMetadata: true,
      });
      planAnew(performance.now() - startedAt);
      turns.noteClaim(
        queue,
        jobs.map((job) => job.priority),
        jobs.length < limit,
      );
      return jobs.map(({ data: { replayed, dueAt, ...data }, ...job }) => {
        const attempt = job.retryCount;
        return {
          queue,
          id: job.id,
          key: job.singletonKey ?? '',
          data,
          attempt,
          repeated: attempt > 0 || replayed === true,
          dueAt: new Date(dueAt ?? job.createdOn),
        } as ClaimedJob;
      });
    },

    /** Marks jobs of one queue as done, except jobs whose claim went to another process meanwhile. */
    async complete(queue: QueueName, jobs: readonly Settled[]): Promise<void> {
      const retried = jobs.filter((job) => job.attempt > 0);
      if (retried.length === 0) return void (await boss.complete(queue, jobs.map(claimOf)));
      await database.owner.transaction().execute(async (trx) => {
        await boss.complete(queue, jobs.map(claimOf), undefined, { db: fromKysely(trx) });
        await releaseBehind(trx, queue, retried);
      });
    },

    /** Gives a job back, to be tried again after `pauseMs`. It stays first of its key, and keeps its turn. */
    async retryLater(queue: QueueName, job: Retried, reason: string, pauseMs: number): Promise<void> {
      const db = database.within(job.data.workspaceId);
      await db.transaction().execute((trx) => giveBack(trx, queue, job, reason, pauseMs));
    },

    /**
     * Gives a job back to rest until its workspace is woken, or for as many milliseconds as `decide` says; undefined: it does
     * not rest. `decide` sees the job's workspace only, and its locks last until the job rests. Returns its outcome.
     */
    async rest<T>(
      job: ClaimedJob,
      reason: string,
      decide: (trx: Trx) => Promise<{ outcome: T; until?: number | 'woken' }>,
    ): Promise<T> {
      const db = database.within(job.data.workspaceId);
      return db.transaction().execute(async (trx) => {
        const { outcome, until } = await decide(trx);
        if (until !== undefined)
          await giveBack(trx, job.queue, job, reason, until === 'woken' ? REST_SECONDS * 1_000 : until);
        return outcome;
      });
    },

    /** Has the jobs behind a resting job of the same key rest as well. */
    restBehind,

    /** Wakes a workspace's resting jobs in the transaction that connects it again. Other workspaces keep their turns. */
    async wakeResting(trx: Trx, workspaceId: string, queues: readonly QueueName[]): Promise<void> {
      await wakeResting(trx, workspaceId, queues, (queue) => turns.priorityOf(queue, workspaceId));
    },

    /** Only the demo sets its clock forward. */
    setClockAhead: (ms: number): Promise<void> => setClockAhead(database.owner, ms),

    /** Gives a job up: it becomes a dead letter with its reason, and its key goes on. False when the claim is lost. */
    async bury(trx: Trx, job: ClaimedJob, reason: string, now: Date): Promise<boolean> {
      const options = { db: fromKysely(trx) };
      const settled = settledBy(await boss.complete(job.queue, claimOf(job), { buried: true }, options));
      if (settled.length === 0) return false;
      if (job.attempt > 0) await releaseBehind(trx, job.queue, [job]);
      await insertDeadLetter(trx, { job, reason, buriedAt: now });
      return true;
    },

    /** Says that these jobs are still being worked on; returns the ids of those whose claim is lost. */
    async keepAlive(queue: QueueName, jobs: readonly Settled[]): Promise<string[]> {
      const alive = new Set(settledBy(await boss.touch(queue, jobs.map(claimOf))));
      return jobs.map((job) => job.id).filter((id) => !alive.has(id));
    },

    async close(): Promise<void> {
      await turns.close();
      await planning;
      await boss.stop({ graceful: false, close: false });
    },
  };
}

/** Frees all running jobs. This process is the only one, so they belonged to its predecessor. */
async function freeOrphans(database: Database, boss: PgBoss): Promise<void> {
  await sql`UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 hour' WHERE state = 'active'`.execute(
    database.owner,
  );
  await boss.supervise();
}

type Retried = Settled & { data: { workspaceId: string } };

/** A job's stored data: its ids, and `dueAt` where it was enqueued for later or has rested. */
interface History {
  replayed?: boolean;
  dueAt?: string;
}

/** The ids of the settled jobs, which the library returns but does not declare. */
function settledBy(response: object): string[] {
  if (!('settled' in response) || !Array.isArray(response.settled))
    throw new Error('The queue library no longer says which jobs a call settled.');
  return response.settled.map(String);
}

function claimOf(job: Settled): { id: string; retryCount: number } {
  return { id: job.id, retryCount: job.attempt };
}

/** Updates a queue that an earlier version made with other options. */
function isAsWanted(queue: Partial<Omit<Queue, 'name'>>): boolean {
  const wanted = Object.entries(queueOptions) as [keyof typeof queueOptions, unknown][];
  return wanted.every(([name, value]) => queue[name] === value);
}

function withoutPolicy(options: Omit<Queue, 'name'>): Omit<Queue, 'name' | 'policy'> {
  const { policy: _fixed, ...rest } = options;
  return rest;
}
