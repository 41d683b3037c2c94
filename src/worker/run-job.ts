// Runs one claimed job, and settles it as done, to be tried again, resting until its workspace is connected, or given up.
import { type ClaimedJob, judgeFailure, type Verdict } from '../domain/jobs/jobs.ts';
import { type Context, within } from '../services/context.ts';
import { restJob } from '../services/credentials/rest-job.ts';
import { giveUp } from '../services/operations/give-up.ts';
import { runHandler } from './handlers.ts';

/** The caller settles a `done` job, several at once. */
export type JobOutcome = 'done' | 'retry' | 'resting' | 'buried';

/** Rejects only when the outcome cannot be stored: errors of the job itself become an outcome. */
export async function runJob(ctx: Context, job: ClaimedJob): Promise<JobOutcome> {
  const startedAt = performance.now();
  if (!job.repeated)
    ctx.metrics.jobWait.observe({ queue: job.queue }, Math.max(0, ctx.clock.now() - job.dueAt.getTime()) / 1000);
  let failure: unknown;
  try {
    await runHandler(ctx, job);
  } catch (error) {
    failure = error ?? new Error('The job failed without saying why.');
  }
  const ageMs = ctx.clock.now() - job.dueAt.getTime();
  const verdict = failure === undefined ? null : judgeFailure(failure, { attempt: job.attempt, ageMs }, ctx.random());
  const outcome = verdict === null ? 'done' : await settleFailure(ctx, job, verdict);
  const ms = performance.now() - startedAt;
  ctx.metrics.jobs.observe({ queue: job.queue, outcome }, ms / 1000);
  logJob(ctx, job, { outcome, ms, failure, verdict });
  return outcome;
}

async function settleFailure(ctx: Context, job: ClaimedJob, verdict: Verdict): Promise<JobOutcome> {
  const rest = await restJob(ctx, job, verdict);
  if (rest !== 'awake') return rest === 'gone' ? 'done' : 'resting';
  if (verdict.givenUp) {
    await giveUp(within(ctx, job.data.workspaceId), job, verdict.reason);
    return 'buried';
  }
  await ctx.jobs.retryLater(job.queue, job, verdict.reason, verdict.pauseMs);
  return 'retry';
}

interface Run {
  outcome: JobOutcome;
  ms: number;
  failure: unknown;
  verdict: Verdict | null;
}

function logJob(ctx: Context, job: ClaimedJob, { outcome, ms, failure, verdict }: Run): void {
  const { queue, id: jobId, attempt, data } = job;
  const line = { queue, jobId, attempt, outcome, ms: Math.round(ms * 10) / 10, ...data };
  if (verdict === null) ctx.log.info(line, 'job');
  else if (verdict.isWaiting) ctx.log.info({ ...line, reason: verdict.reason }, 'job');
  else if (verdict.expected) ctx.log.warn({ ...line, reason: verdict.reason }, 'job');
  else ctx.log.error({ ...line, err: failure }, 'job');
}
