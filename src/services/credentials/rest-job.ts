// A job whose workspace is not connected rests: it uses up no day, asks nobody, and goes on once the workspace is back.
import type { ClaimedJob } from '../../domain/jobs/jobs.ts';
import { queues } from '../../domain/jobs/queues.ts';
import { askAuthorAt } from '../../domain/send-window.ts';
import type { Vendor } from '../../domain/vendors.ts';
import type { Trx } from '../../store/database/database.ts';
import { findMessage } from '../../store/texts/messages.ts';
import { holdStanding } from '../../store/workspaces/credential-status.ts';
import type { OpenWorkspace, Storing, Timed } from '../context.ts';

/** `awake`: nothing keeps it from being tried again. `gone`: there is no such workspace any more, so the job is done. */
export type Rest = 'resting' | 'gone' | 'awake';

/** `isCertain`: it was refused for good, which no connection changes. */
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
  // What failed with what was known a moment ago is tried again with what is true now.
  if (rest !== 'resting') ctx.workspaces.forget(workspaceId);
  return rest;
}

/** By what is known in this process: most failures are of another kind, and cost no look. */
function seemsToWork(workspace: OpenWorkspace, vendor: Vendor | null): boolean {
  if (workspace.intercomToken === null) return false;
  if (vendor === null) return true;
  return workspace.refusedSince[vendor] === null && workspace.sealedCredentials[vendor] !== null;
}

/** A text is held for its author to decide once it is too old; one that may have gone cannot be. Undefined: without end. */
async function mayRestFor(
  ctx: Timed,
  trx: Trx,
  job: ClaimedJob,
  { settings }: OpenWorkspace,
): Promise<number | undefined> {
  if (job.queue !== 'deliver-text') return undefined;
  const message = await findMessage(trx, job.data.workspaceId, job.data.messageId);
  if (!message || message.attemptedAt !== null) return undefined;
  return Math.max(0, askAuthorAt(message, settings).getTime() - ctx.clock.now()) + 1_000;
}
