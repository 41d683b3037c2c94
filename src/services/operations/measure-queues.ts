// Measures how far the queues are behind, whenever the metrics are read.
import { queueNames } from '../../domain/jobs/queues.ts';
import { countDeadLetters } from '../../store/queue/dead-letters.ts';
import { nowOf, type Storing, type Timed, type Watched } from '../context.ts';

export async function measureQueues(ctx: Storing & Timed & Watched): Promise<void> {
  const now = nowOf(ctx);
  const [lags, retries] = await Promise.all([ctx.jobs.lags(now), ctx.jobs.retries(now)]);
  for (const queue of queueNames) {
    ctx.metrics.jobsWaiting.set({ queue }, lags.get(queue)?.waiting ?? 0);
    ctx.metrics.jobLag.set({ queue }, lags.get(queue)?.oldestSeconds ?? 0);
    const retry = retries.get(queue);
    ctx.metrics.jobsRetrying.set({ queue }, retry?.waiting ?? 0);
    ctx.metrics.jobTries.set({ queue }, retry?.mostTries ?? 0);
    ctx.metrics.jobNextTry.set({ queue }, retry ? (retry.nextTryAt.getTime() - now.getTime()) / 1000 : 0);
  }
  ctx.metrics.deadLetters.set(await countDeadLetters(ctx.database.owner));
}
