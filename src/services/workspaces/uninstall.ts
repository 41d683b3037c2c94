// A workspace takes the app out: once Intercom confirms it, secrets go at once, what was to be sent is cancelled, and all else later.
import { IntercomError } from '../../intercom/errors.ts';
import { insertAudit } from '../../store/audit.ts';
import { deleteSessionsOf } from '../../store/sessions.ts';
import { eraseWorkspace, uninstallWorkspace } from '../../store/workspaces.ts';
import { type Context, nowOf, transact } from '../context.ts';
import { restoreWebhook } from '../settings/set-webhooks.ts';
import { cancelUnsent } from './cancel-unsent.ts';

/** How long what a workspace had is kept for it to come back to. */
export const KEPT_MS = 30 * 86_400_000;

/** The notice carries no proof: only a token that no longer works says that it is true. */
export async function noticeUninstall(
  ctx: Context,
  workspaceId: string,
): Promise<'uninstalled' | 'unknown' | 'still-installed'> {
  const workspace = await ctx.workspaces.find(workspaceId, 0);
  if (!workspace) return 'unknown';
  if (workspace.intercomToken === null) return 'uninstalled';
  try {
    await ctx.intercom(workspace, { evenIfRefused: true }).me();
    return 'still-installed';
  } catch (error) {
    if (!(error instanceof IntercomError) || error.status !== 401) throw error;
  }
  for (const sender of workspace.senderDetails) {
    if (sender.webhookBefore === null) continue;
    try {
      await restoreWebhook(ctx, workspace, sender);
    } catch (error) {
      // Twilio may have been closed before: what it would send us is refused from now on.
      ctx.log.warn({ workspaceId, err: error }, 'a webhook at Twilio could not be put back');
    }
  }
  await transact(ctx, async (unit) => {
    const { trx, enqueue } = unit;
    const now = nowOf(ctx);
    await uninstallWorkspace(trx, workspaceId, now);
    await cancelUnsent(ctx, unit, workspaceId);
    await deleteSessionsOf(trx, workspaceId);
    await insertAudit(trx, {
      workspaceId,
      id: ctx.newId(),
      adminId: null,
      what: 'Threadwire was uninstalled.',
      at: now,
    });
    await enqueue([{ queue: 'erase-workspace', key: workspaceId, data: { workspaceId }, delayMs: KEPT_MS }]);
  });
  ctx.workspaces.forget(workspaceId);
  return 'uninstalled';
}

/** Nothing goes where the workspace came back in time. */
export async function eraseUninstalled(ctx: Context, input: { workspaceId: string }): Promise<void> {
  // A minute's grace: the job's clock may be a little ahead of the one that wrote the time.
  const before = new Date(ctx.clock.now() - KEPT_MS + 60_000);
  await ctx.db.transaction().execute(async (trx) => {
    if (await eraseWorkspace(trx, input.workspaceId, before)) await ctx.jobs.cancelJobs(trx, input.workspaceId);
  });
  ctx.workspaces.forget(input.workspaceId);
}
