// What every verb is given: the database, the queue, the vendors, time, ids, the log.
import type { NewJob } from '../domain/jobs.ts';
import type { QueueName } from '../domain/queues.ts';
import type { IntercomClient } from '../intercom/client.ts';
import type { OauthApp } from '../intercom/oauth.ts';
import type { Region } from '../intercom/regions.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/log.ts';
import type { Sealer, Secret } from '../lib/sealed.ts';
import type { Database, Db, Trx } from '../store/database/database.ts';
import type { Statement } from '../store/database/statements.ts';
import type { Jobs } from '../store/queue/jobs.ts';
import type { TwilioClient } from '../twilio/client.ts';
import type { ClockSkew } from './clock-skew.ts';
import type { Metrics } from './metrics.ts';
import type { OpenWorkspace, TwilioLogin, WorkspaceDirectory } from './workspace-directory.ts';

export type { OpenWorkspace };

export interface Context {
  database: Database;
  /** Of the workspace that the context was opened for: rows of any other are not there. */
  db: Db;
  jobs: Jobs;
  /** Tells this process's worker that a queue has work. */
  wake(queue: QueueName): void;
  clock: Clock;
  newId(): string;
  /** 256 random bits, fit to stand in a URL. */
  newSecret(): string;
  /** At least 0, below 1. */
  random(): number;
  log: Logger;
  metrics: Metrics;
  publicUrl: string;
  /** How long what was just made may be missing from Intercom's search. */
  searchLagMs: number;
  clockSkew: ClockSkew;
  sealer: Sealer;
  workspaces: WorkspaceDirectory;
  /** Throws where there is no token; `evenIfRefused`: asks although Intercom is known to refuse it. */
  intercom(workspace: OpenWorkspace, options?: { evenIfRefused: boolean }): IntercomClient;
  /** For a token that is not a workspace's yet. */
  intercomAt(apiUrl: string, token: Secret): IntercomClient;
  oauthApp(region: Region): OauthApp;
  /** For credentials that are not a workspace's yet. */
  twilioWith(login: TwilioLogin): TwilioClient;
  /** As `intercom`. */
  twilio(workspace: OpenWorkspace, options?: { evenIfRefused: boolean }): TwilioClient;
}

/** Whoever looks wants to know how it is now, whatever was known before. */
export const live = { evenIfRefused: true };

/** A transaction and the jobs that exist if it commits. */
export interface Unit {
  trx: Trx;
  enqueue(jobs: readonly NewJob[]): Promise<void>;
}

/** Runs `work` in one transaction and wakes the worker once it has committed. No vendor call belongs inside. */
export async function transact<T>(
  ctx: Pick<Context, 'db' | 'jobs' | 'wake'>,
  work: (unit: Unit) => Promise<T>,
): Promise<T> {
  const queues = new Set<QueueName>();
  const result = await ctx.db.transaction().execute((trx) =>
    work({
      trx,
      async enqueue(jobs) {
        await ctx.jobs.enqueue(trx, jobs);
        for (const job of jobs) queues.add(job.queue);
      },
    }),
  );
  for (const queue of queues) ctx.wake(queue);
  return result;
}

/**
 * As `transact`, for what the doors store: sent at once, since none of the statements needs another's answer. Throws the
 * first one's error, and then nothing is stored.
 */
export async function storeAtOnce(
  ctx: Pick<Context, 'database' | 'jobs' | 'wake'>,
  statements: readonly Statement[],
  jobs: readonly NewJob[],
): Promise<void> {
  await ctx.database.acceptAtOnce([...statements, ...(await ctx.jobs.enqueueing(jobs))]);
  for (const queue of new Set(jobs.map((job) => job.queue))) ctx.wake(queue);
}

/** The context in which everything is done for one workspace; before this there is none, and its database shows nothing. */
export function within<Ctx extends Pick<Context, 'database' | 'db'>>(ctx: Ctx, workspaceId: string): Ctx {
  return { ...ctx, db: ctx.database.within(workspaceId) };
}

export function nowOf(ctx: Pick<Context, 'clock'>): Date {
  return new Date(ctx.clock.now());
}
