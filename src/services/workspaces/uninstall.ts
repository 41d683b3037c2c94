// A workspace takes the app out: once Intercom confirms it, secrets go at once, what was to be sent is cancelled, and all else later.
import { AppError } from '../../domain/errors.ts';
import { UNINSTALLED_KEPT_MS } from '../../domain/workspace.ts';
import { IntercomError } from '../../intercom/errors.ts';
import { insertAudit } from '../../store/audit.ts';
import { deleteSessionsOf } from '../../store/sessions.ts';
import { forgetWebhooks } from '../../store/webhooks-before.ts';
import { eraseWorkspace, uninstallWorkspace } from '../../store/workspaces.ts';
import { type Context, live, nowOf, type OpenWorkspace, transact } from '../context.ts';
import { isAnySet, putBack } from '../settings/put-back.ts';
import { cancelUnsent } from './cancel-unsent.ts';

/** Kept until it is found out: it is sent once. Anybody may send one, and it costs one question however often it comes. */
export async function noticeUninstall(ctx: Context, workspaceId: string): Promise<void> {
  const [queue, key] = ['confirm-uninstall', workspaceId] as const;
  if (!(await ctx.workspaces.find(workspaceId, 0)) || (await ctx.jobs.isWaiting(queue, key))) return;
  await transact(ctx, ({ enqueue }) => enqueue([{ queue, key, data: { workspaceId } }]));
}

/** The notice carries no proof: only a token that no longer works says that it is true. */
export async function confirmUninstall(ctx: Context, { workspaceId }: { workspaceId: string }): Promise<void> {
  const workspace = await ctx.workspaces.find(workspaceId, 0);
  if (!workspace || (await isInForce(ctx, workspace))) return;
  const isBack = await isPutBack(ctx, workspace);
  const sealedIntercomToken = workspace.sealedCredentials.intercom;
  await transact(ctx, async (unit) => {
    const { trx, enqueue } = unit;
    const now = nowOf(ctx);
    const isDone = await uninstallWorkspace(trx, { id: workspaceId, sealedIntercomToken }, now);
    // Installed again while we asked, or sealed with another key: what holds now is asked anew.
    if (!isDone) throw new AppError('conflict', 'The token is another one by now.', { retry: 'later' });
    if (isBack) await forgetWebhooks(trx, workspaceId);
    await cancelUnsent(ctx, unit, workspaceId);
    await deleteSessionsOf(trx, workspaceId);
    await insertAudit(trx, {
      workspaceId,
      id: ctx.newId(),
      adminId: null,
      what: 'Threadwire was uninstalled.',
      at: now,
    });
    await enqueue([
      { queue: 'erase-workspace', key: workspaceId, data: { workspaceId }, delayMs: UNINSTALLED_KEPT_MS },
    ]);
  });
  ctx.workspaces.forget(workspaceId);
}

async function isInForce(ctx: Context, workspace: OpenWorkspace): Promise<boolean> {
  try {
    await ctx.intercom(workspace, live).me();
    return true;
  } catch (error) {
    if (!(error instanceof IntercomError) || error.status !== 401) throw error;
    return false;
  }
}

/** Whether nothing of ours is set at Twilio any more. */
async function isPutBack(ctx: Context, workspace: OpenWorkspace): Promise<boolean> {
  const { senderDetails: senders, services } = workspace;
  if (workspace.twilioLogin === null) return !isAnySet({ senders, services });
  try {
    await putBack(ctx, workspace, { senders, services });
    return true;
  } catch (error) {
    // Twilio may have been closed before: what it would send us is refused from now on.
    ctx.log.warn({ workspaceId: workspace.id, err: error }, 'webhooks at Twilio could not be put back');
    return false;
  }
}

/** Nothing goes where the workspace came back in time. */
export async function eraseUninstalled(ctx: Context, input: { workspaceId: string }): Promise<void> {
  // A minute's grace: the job's clock may be a little ahead of the one that wrote the time.
  const before = new Date(ctx.clock.now() - UNINSTALLED_KEPT_MS + 60_000);
  await ctx.db.transaction().execute(async (trx) => {
    if (await eraseWorkspace(trx, input.workspaceId, before)) await ctx.jobs.cancelJobs(trx, input.workspaceId);
  });
  ctx.workspaces.forget(input.workspaceId);
}
