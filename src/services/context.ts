// The context that every verb gets: the database, the queue, the vendors, time, ids, the log.
import type { NewJob } from '../domain/jobs/jobs.ts';
import type { QueueName, Rank } from '../domain/jobs/queues.ts';
import type { IntercomClient } from '../intercom/calls/client.ts';
import type { Allowance } from '../intercom/calls/rate-limit.ts';
import type { OauthApp } from '../intercom/oauth.ts';
import type { Region } from '../intercom/regions.ts';
import type { RepeatableResources } from '../intercom/resources/resources.ts';
import type { Background } from '../lib/background.ts';
import type { Clock } from '../lib/clock.ts';
import type { GuardedFetch } from '../lib/guarded-fetch.ts';
import type { Logger } from '../lib/log.ts';
import type { Sealer, Secret } from '../lib/sealed.ts';
import type { Database, Db, Trx } from '../store/database/database.ts';
import type { Statement } from '../store/database/statements.ts';
import type { MediaStore } from '../store/media/media-store.ts';
import type { Jobs } from '../store/queue/jobs.ts';
import type { TwilioClient } from '../twilio/client.ts';
import type { ClockSkew } from './clock-skew.ts';
import type { MediaTokens } from './media-tokens.ts';
import type { Metrics } from './metrics.ts';
import type { OpenWorkspace, TwilioLogin, WorkspaceDirectory } from './workspace-directory.ts';

export type { OpenWorkspace };

/** The database and the queue. */
export interface Storing {
  database: Database;
  /** One workspace's rows, of the workspace that the context was opened for. */
  db: Db;
  jobs: Jobs;
  /** Tells this process's worker that a queue has work. */
  wake(queue: QueueName): void;
  workspaces: WorkspaceDirectory;
}

/** The members of `Storing` that a transaction needs. */
export interface Transacting extends Pick<Storing, 'db' | 'jobs' | 'wake'> {
  workspaces: Pick<WorkspaceDirectory, 'forget'>;
}

/** Time, ids and chance. */
export interface Timed {
  clock: Clock;
  newId(): string;
  /** 256 random bits, fit to stand in a URL. */
  newSecret(): string;
  /** At least 0, below 1. */
  random(): number;
  /** A new conversation or contact may be missing from Intercom's search for this many milliseconds. */
  searchLagMs: number;
}

/** Clients of the vendors. */
export interface Calling {
  /** Throws where there is no token. `evenIfRefused`: call although Intercom refused it last. `rank`: a person's if absent. */
  intercom(workspace: OpenWorkspace, options?: { evenIfRefused?: boolean; rank?: Rank }): IntercomClient;
  /**
   * Everything else in Intercom, loaded on first use. As `intercom`; a call that the rate limit holds fails, and its job waits.
   * A verb that makes something asks for the attempt that `once` gives.
   */
  intercomResources(
    workspace: OpenWorkspace,
    options?: { evenIfRefused?: boolean; rank?: Rank },
  ): Promise<RepeatableResources>;
  /** The calls left of Intercom's rate limit in the current window, as far as this process knows. */
  intercomLeft(workspace: Pick<OpenWorkspace, 'id'>): Allowance | null;
  /** A client for a token that belongs to no workspace yet. */
  intercomAt(apiUrl: string, token: Secret): IntercomClient;
  oauthApp(region: Region): OauthApp;
  /** A client for credentials that belong to no workspace yet. */
  twilioWith(login: TwilioLogin): TwilioClient;
  /** As `intercom`. */
  twilio(workspace: OpenWorkspace, options?: { evenIfRefused: boolean }): TwilioClient;
}

/** The files of texts, from where others have them to where we keep them. */
export interface Fetching {
  /** From addresses that others name. */
  fetchGuarded: GuardedFetch;
  media: MediaStore;
}

/** Endpoints of customers' own systems. */
export interface Telling {
  callEndpoint: GuardedFetch;
  /** The operator allows the address, as far as it can be told before a connection. */
  mayCallEndpoint(url: string): boolean;
}

/** The log and the metrics, which the operator reads. */
export interface Watched {
  log: Logger;
  metrics: Metrics;
}

export interface Context extends Storing, Timed, Calling, Fetching, Telling, Watched {
  publicUrl: string;
  /** The operator lets customers be written to Intercom. */
  maySync: boolean;
  mediaTokens: MediaTokens;
  /** The numbers that the environment names for its private workspace. */
  numbersOfEnvironment: readonly string[];
  clockSkew: ClockSkew;
  /** Work that goes on beside the requests that began it. */
  background: Background;
  sealer: Sealer;
}

/** For checks: they ask how things are now, even of a vendor that refused us before. */
export const live = { evenIfRefused: true };

/** A transaction, and what follows from it. */
export interface Unit {
  trx: Trx;
  /** These jobs exist if it commits. */
  enqueue(jobs: readonly NewJob[]): Promise<void>;
  /** These queues have work once it has committed. */
  wake(queues: readonly QueueName[]): void;
  /** This process reads the workspace's row anew once the transaction has committed. */
  changed(workspaceId: string): void;
}

/** Runs `work` in one transaction, then wakes the worker and forgets what changed. No vendor call belongs inside. */
export async function transact<T>(ctx: Transacting, work: (unit: Unit) => Promise<T>): Promise<T> {
  const woken = new Set<QueueName>();
  const changed = new Set<string>();
  const wake = (queues: readonly QueueName[]) => {
    for (const queue of queues) woken.add(queue);
  };
  try {
    const result = await ctx.db.transaction().execute((trx) =>
      work({
        trx,
        async enqueue(jobs) {
          await ctx.jobs.enqueue(trx, jobs);
          wake(jobs.map((job) => job.queue));
        },
        wake,
        changed: (workspaceId) => changed.add(workspaceId),
      }),
    );
    for (const queue of woken) ctx.wake(queue);
    return result;
  } finally {
    // A commit whose answer was lost may have changed the row as well.
    for (const workspaceId of changed) ctx.workspaces.forget(workspaceId);
  }
}

/**
 * Runs statements and adds jobs in one transaction for the doors: all are sent at once, since none needs another's answer.
 * Throws the first one's error, and then nothing is stored.
 */
export async function storeAtOnce(
  ctx: Pick<Storing, 'database' | 'jobs' | 'wake'>,
  statements: readonly Statement[],
  jobs: readonly NewJob[],
  options: { tellsNobody: boolean },
): Promise<void> {
  await ctx.database.acceptAtOnce([...statements, ...(await ctx.jobs.enqueueing(jobs))], options);
  for (const queue of new Set(jobs.map((job) => job.queue))) ctx.wake(queue);
}

/** The context for work in one workspace. Outside of it the database shows no workspace's rows. */
export function within<Ctx extends Pick<Storing, 'database' | 'db'>>(ctx: Ctx, workspaceId: string): Ctx {
  return { ...ctx, db: ctx.database.within(workspaceId) };
}

export function nowOf(ctx: Pick<Timed, 'clock'>): Date {
  return new Date(ctx.clock.now());
}
