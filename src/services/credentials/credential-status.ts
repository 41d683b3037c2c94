// Whether a vendor takes our credentials of a workspace: noted when it no longer does, and when it does again.

import type { Vendor } from '../../domain/errors.ts';
import { newJob } from '../../domain/jobs.ts';
import { type QueueName, queueNames, queues } from '../../domain/queues.ts';
import type { Trx } from '../../store/database/database.ts';
import { clearRefused, markRefused } from '../../store/workspaces/credential-status.ts';
import { type Context, nowOf, type OpenWorkspace, transact, within } from '../context.ts';

/** The first look comes soon: credentials are sometimes refused by mistake. */
const FIRST_CHECK_MS = 2_000;

export type StandingContext = Pick<Context, 'database' | 'db' | 'jobs' | 'wake' | 'clock' | 'log' | 'workspaces'>;

export function queuesOf(vendor: Vendor): QueueName[] {
  return queueNames.filter((queue) => queues[queue].vendor === vendor || queue === 'check-connection');
}

/** From now on nothing is asked of the vendor in this workspace's name, but now and then whether it takes us again. */
export async function noteRefused(ctx: StandingContext, workspace: OpenWorkspace, vendor: Vendor): Promise<void> {
  const { id: workspaceId, sealedCredentials } = workspace;
  const sealed = sealedCredentials[vendor];
  if (sealed === null) return;
  const isNews = await transact(within(ctx, workspaceId), async ({ trx, enqueue }) => {
    if (!(await markRefused(trx, workspaceId, { vendor, sealed }, nowOf(ctx)))) return false;
    await enqueue([newJob('check-connection', { workspaceId, vendor }, { delayMs: FIRST_CHECK_MS })]);
    return true;
  });
  ctx.workspaces.forget(workspaceId);
  if (isNews) ctx.log.warn({ workspaceId, vendor }, 'the credentials of a workspace are refused: its work rests');
}

/** What rested goes on at once. */
export async function noteTaken(ctx: StandingContext, workspace: OpenWorkspace, vendor: Vendor): Promise<void> {
  const { id: workspaceId, sealedCredentials } = workspace;
  const sealed = sealedCredentials[vendor];
  if (sealed === null) return;
  const isNews = await within(ctx, workspaceId)
    .db.transaction()
    .execute(async (trx) => {
      if (!(await clearRefused(trx, workspaceId, { vendor, sealed }))) return false;
      await ctx.jobs.wakeResting(trx, workspaceId, queuesOf(vendor));
      return true;
    });
  ctx.workspaces.forget(workspaceId);
  if (!isNews) return;
  wakeWorkers(ctx, queuesOf(vendor));
  ctx.log.info({ workspaceId, vendor }, 'the credentials of a workspace are taken again');
}

/** In the transaction that connects it; `wakeWorkers` belongs after it. */
export function wakeJobs(ctx: Pick<Context, 'jobs'>, trx: Trx, workspaceId: string, vendor?: Vendor): Promise<void> {
  return ctx.jobs.wakeResting(trx, workspaceId, vendor ? queuesOf(vendor) : queueNames);
}

export function wakeWorkers(ctx: Pick<Context, 'wake'>, queues: readonly QueueName[] = queueNames): void {
  for (const queue of queues) ctx.wake(queue);
}
