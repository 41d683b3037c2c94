// Rests a job whose workspace is not connected: it calls nobody, does not age, and goes on once the workspace is back.
import type { ClaimedJob } from '../../domain/jobs/jobs.ts';
import { queues } from '../../domain/jobs/queues.ts';
import { askAuthorAt } from '../../domain/send-window.ts';
import type { Vendor } from '../../domain/vendors.ts';
import type { Trx } from '../../store/database/database.ts';
import { findMessage } from '../../store/texts/messages.ts';
import { holdStanding } from '../../store/workspaces/credential-status.ts';
import type { OpenWorkspace, Storing, Timed } from '../context.ts';

/** `awake`: it may be tried again. `gone`: the workspace does not exist any more, so the job is done. */
export type Rest = 'resting' | 'gone' | 'awake';

/** `isCertain`: the vendor refused the call for good, and no connection changes that. */
export async function restJob(
  ctx: Storing & Timed,
  job: ClaimedJob,
  failure: { reason: string; isCertain: boolean },
): Promise<Rest> {
  if (!queues[job.queue].rests) return 'awake';
  const { workspaceId } = job.data;
  const { vendor } = queues[job.queue];
  const workspace = await ctx.workspaces.find(workspaceId);
  if (workspace && seemsToWork(workspace, vendor)) return 'awake';
  const rest = await ctx.jobs.rest<Rest>(job, failure.reason, async (trx) => {
    const standing = await holdStanding(trx, workspaceId, vendor);
    if (standing.kind === 'gone') return { outcome: 'gone' };
    if (standing.kind === 'working') return { outcome: 'awake' };
    if (standing.why !== 'uninstalled' && failure.isCertain) return { outcome: 'awake' };
    return { outcome: 'resting', until: (workspace && (await mayRestFor(ctx, trx, job, workspace))) ?? 'woken' };
  });
  // The cached workspace may be stale: load it again before the next try.
  if (rest !== 'resting') ctx.workspaces.forget(workspaceId);
  return rest;
}

/** Reads this process's cache only: most failures have another cause, and need no query. */
function seemsToWork(workspace: OpenWorkspace, vendor: Vendor | null): boolean {
  if (workspace.intercomToken === null) return false;
  if (vendor === null) return true;
  return workspace.refusedSince[vendor] === null && workspace.sealedCredentials[vendor] !== null;
}

/** Milliseconds until a text is too old, and its author decides. Undefined, without end: the text may have gone out already. */
async function mayRestFor(
  ctx: Timed,
  trx: Trx,
  job: ClaimedJob,
  { settings }: OpenWorkspace,
): Promise<number | undefined> {
  if (job.queue !== 'deliver-text') return undefined;
  const message = await findMessage(trx, job.data.workspaceId, job.data.messageId);
  if (!message || message.attemptedAt !== null) return undefined;
  return (
    Math.max(0, askAuthorAt(message.waitsUntil ?? message.writtenAt, settings).getTime() - ctx.clock.now()) + 1_000
  );
}
