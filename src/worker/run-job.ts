// One claimed job: run, then settled as done, to be tried again, or given up.
import { AppError } from '../domain/errors.ts';
import { type ClaimedJob, GIVE_UP_AFTER_MS, pauseBefore } from '../domain/jobs.ts';
import type { Context } from '../services/context.ts';
import { giveUp } from '../services/give-up.ts';
import { runHandler } from './handlers.ts';

/** `done` still has to be settled by the caller, who settles several at once. */
export type JobOutcome = 'done' | 'retry' | 'buried';

/** Never rejects for what the job's work throws; rejects when the outcome cannot be stored. */
export async function runJob(ctx: Context, job: ClaimedJob): Promise<JobOutcome> {
  const startedAt = performance.now();
  if (!job.repeated) ctx.metrics.jobWait.observe({ queue: job.queue }, Math.max(0, ctx.clock.now() - job.enqueuedAt.getTime()) / 1000);
  let failure: unknown;
  try {
    await runHandler(ctx, job);
  } catch (error) {
    failure = error ?? new Error('The job failed without saying why.');
  }
  const outcome = failure === undefined ? 'done' : await settleFailure(ctx, job, failure);
  const ms = performance.now() - startedAt;
  ctx.metrics.jobs.observe({ queue: job.queue, outcome }, ms / 1000);
  logJob(ctx, job, outcome, ms, failure);
  return outcome;
}

async function settleFailure(ctx: Context, job: ClaimedJob, failure: unknown): Promise<JobOutcome> {
  const reason = failure instanceof Error ? failure.message : String(failure);
  const known = failure instanceof AppError ? failure : undefined;
  const age = ctx.clock.now() - job.enqueuedAt.getTime();
  if (known?.retry === 'never' || age >= GIVE_UP_AFTER_MS) {
    await giveUp(ctx, job, reason);
    return 'buried';
  }
  const pause = pauseBefore(job.attempt, ctx.random(), known?.retryAfterMs);
  await ctx.jobs.retryLater(job.queue, job, reason, pause);
  return 'retry';
}

function logJob(ctx: Context, job: ClaimedJob, outcome: JobOutcome, ms: number, failure: unknown): void {
  const { queue, id: jobId, attempt, data } = job;
  const line = { queue, jobId, attempt, outcome, ms: Math.round(ms * 10) / 10, ...data };
  if (outcome === 'done') ctx.log.info(line, 'job');
  else if (failure instanceof AppError) ctx.log.warn({ ...line, reason: failure.message }, 'job');
  else ctx.log.error({ ...line, err: failure }, 'job');
}
