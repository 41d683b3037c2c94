// Pauses a workspace's sync, by hand or where it fails too often, and has it go on with the records that wait.
import type { SyncPause } from '../../domain/customers/pause.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { countLatest, listCustomers } from '../../store/customers/customers.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';
import { stopOf } from './sync-rules.ts';

/** Refusals among the latest outcomes that stop the sync. */
const LATEST = 100;
const MOST_REFUSED = 50;

const A_PAGE = 500;

export async function pauseSync(
  ctx: Context,
  { id, syncPaused }: Pick<OpenWorkspace, 'id' | 'syncPaused'>,
  why: SyncPause['why'],
): Promise<void> {
  if (syncPaused !== null) return;
  ctx.log.warn({ workspaceId: id, why }, 'the sync of customers pauses');
  await transact(ctx, ({ trx, changed }) => {
    changed(id);
    return updateWorkspace(trx, id, { state: { syncPaused: { why, since: nowOf(ctx).toISOString() } } });
  });
}

/** Refusals of before the last start do not count. */
export async function pauseIfFailing(ctx: Context, workspace: OpenWorkspace): Promise<void> {
  const since = new Date(workspace.syncResumedAt ?? 0);
  const { refused } = await countLatest(ctx.db, workspace.id, { since, latest: LATEST });
  if (refused >= MOST_REFUSED) await pauseSync(ctx, workspace, 'failures');
}

export async function resumeSync(ctx: Context, { id }: Pick<OpenWorkspace, 'id'>): Promise<void> {
  await transact(ctx, ({ trx, changed }) => {
    changed(id);
    return updateWorkspace(trx, id, { state: { syncPaused: null, syncResumedAt: nowOf(ctx).toISOString() } });
  });
  await wakeWaiting(ctx, id);
}

/** Records that wait although the sync goes on: it was off, or paused. */
export async function goOn(ctx: Context, { workspaceId }: { workspaceId: string }): Promise<void> {
  const workspace = await ctx.workspaces.get(workspaceId);
  if (stopOf(ctx, workspace) === null) await wakeWaiting(ctx, workspaceId);
}

/** A record that has a job gets no second one. */
export async function wakeWaiting(ctx: Context, workspaceId: string): Promise<void> {
  for (let after = ''; ; ) {
    const page = await listCustomers(ctx.db, workspaceId, 'waiting', { after, limit: A_PAGE });
    const jobs = page.map(({ externalId }) => newJob('sync-customer', { workspaceId, externalId }, { rank: 'bulk' }));
    const going = await ctx.jobs.listUnderWay(
      'sync-customer',
      jobs.map(({ key }) => key),
    );
    const idle = jobs.filter(({ key }) => !going.has(key));
    if (idle.length > 0) await transact(ctx, (unit) => unit.enqueue(idle));
    const last = page.at(-1);
    if (last === undefined || page.length < A_PAGE) return;
    after = last.externalId;
  }
}
