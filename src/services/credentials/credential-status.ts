// Notes when a vendor no longer accepts a workspace's credentials, and when it does again.
import { newJob } from '../../domain/jobs/jobs.ts';
import { type QueueName, queueNames, queues } from '../../domain/jobs/queues.ts';
import type { Vendor } from '../../domain/vendors.ts';
import { clearRefused, markRefused } from '../../store/workspaces/credential-status.ts';
import {
  nowOf,
  type OpenWorkspace,
  type Storing,
  type Timed,
  transact,
  type Unit,
  type Watched,
  within,
} from '../context.ts';

/** The first look comes soon: credentials are sometimes refused by mistake. */
const FIRST_CHECK_MS = 2_000;

export type StandingContext = Storing & Timed & Watched;

export function queuesOf(vendor: Vendor): QueueName[] {
  return queueNames.filter((queue) => queues[queue].vendor === vendor || queue === 'check-connection');
}

/** Stops the workspace's calls to the vendor, except for a check now and then that the vendor accepts us again. */
export async function noteRefused(ctx: StandingContext, workspace: OpenWorkspace, vendor: Vendor): Promise<void> {
  const { id: workspaceId, sealedCredentials } = workspace;
  const sealed = sealedCredentials[vendor];
  if (sealed === null) return;
  const isNews = await transact(within(ctx, workspaceId), async ({ trx, enqueue, changed }) => {
    changed(workspaceId);
    if (!(await markRefused(trx, workspaceId, { vendor, sealed }, nowOf(ctx)))) return false;
    await enqueue([newJob('check-connection', { workspaceId, vendor }, { delayMs: FIRST_CHECK_MS })]);
    return true;
  });
  if (isNews) ctx.log.warn({ workspaceId, vendor }, 'the credentials of a workspace are refused: its work rests');
}

/** Wakes the jobs that rest. */
export async function noteTaken(ctx: StandingContext, workspace: OpenWorkspace, vendor: Vendor): Promise<void> {
  const { id: workspaceId, sealedCredentials } = workspace;
  const sealed = sealedCredentials[vendor];
  if (sealed === null) return;
  const isNews = await transact(within(ctx, workspaceId), async ({ trx, wake, changed }) => {
    changed(workspaceId);
    if (!(await clearRefused(trx, workspaceId, { vendor, sealed }))) return false;
    await ctx.jobs.wakeResting(trx, workspaceId, queuesOf(vendor));
    wake(queuesOf(vendor));
    return true;
  });
  if (isNews) ctx.log.info({ workspaceId, vendor }, 'the credentials of a workspace are taken again');
}

/** Wakes resting jobs in the transaction that connects the workspace. */
export async function wakeJobs(
  ctx: Pick<Storing, 'jobs'>,
  unit: Unit,
  workspaceId: string,
  vendor?: Vendor,
): Promise<void> {
  const woken = vendor ? queuesOf(vendor) : queueNames;
  await ctx.jobs.wakeResting(unit.trx, workspaceId, woken);
  unit.wake(woken);
}
