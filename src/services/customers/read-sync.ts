// The state of a workspace's sync: what waits, what is refused, runs, conflicts, and whether it stands still.
import type { CustomerState } from '../../domain/customers/customer.ts';
import { listConflicts } from '../../store/customers/changes.ts';
import { countCustomers, listCustomers, retryRefused } from '../../store/customers/customers.ts';
import { listRuns } from '../../store/customers/runs.ts';
import { type Context, type OpenWorkspace, transact } from '../context.ts';
import { pauseSync, resumeSync, wakeWaiting } from './pause-sync.ts';
import { stopOf } from './sync-rules.ts';

/** The newest of each list are shown. */
const SHOWN = 50;

export type SyncState = Awaited<ReturnType<typeof readSync>>;

export async function readSync(ctx: Context, workspace: OpenWorkspace) {
  const { id, syncPaused } = workspace;
  const [counts, refused, runs, conflicts] = await Promise.all([
    countCustomers(ctx.db, id),
    listCustomers(ctx.db, id, 'refused', { after: '', limit: SHOWN }),
    listRuns(ctx.db, id, SHOWN),
    listConflicts(ctx.db, id, SHOWN),
  ]);
  const all: Record<CustomerState, number> = counts;
  return { stop: stopOf(ctx, workspace), paused: syncPaused, counts: all, refused, runs, conflicts };
}

/** Refused records are tried again. */
async function retrySync(ctx: Context, { id }: Pick<OpenWorkspace, 'id'>): Promise<void> {
  await transact(ctx, ({ trx }) => retryRefused(trx, id));
  await wakeWaiting(ctx, id);
}

export async function actOnSync(
  ctx: Context,
  workspace: OpenWorkspace,
  act: 'pause' | 'resume' | 'retry',
): Promise<SyncState> {
  if (act === 'pause') await pauseSync(ctx, workspace, 'admin');
  else if (act === 'resume') await resumeSync(ctx, workspace);
  else await retrySync(ctx, workspace);
  return readSync(ctx, await ctx.workspaces.get(workspace.id));
}
