// Uninstalls a workspace: once Intercom confirms it, its secrets are destroyed, its unsent texts cancelled, and the rest erased later.
import { AppError } from '../../domain/errors.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { UNINSTALLED_KEPT_MS } from '../../domain/workspace.ts';
import { isTokenRefused } from '../../intercom/calls/errors.ts';
import { insertAudit } from '../../store/workspaces/audit.ts';
import { deleteSessionsOf } from '../../store/workspaces/sessions.ts';
import { forgetWebhooks } from '../../store/workspaces/webhooks-before.ts';
import { uninstallWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { type Context, live, nowOf, type OpenWorkspace, transact } from '../context.ts';
import { erase } from '../operations/erase.ts';
import { isAnySet, putBack } from '../routes/put-back.ts';
import { cancelUnsent } from './cancel-unsent.ts';

/** The notification carries no proof. Only a token that no longer works proves the uninstallation. */
export async function confirmUninstall(ctx: Context, input: { workspaceId: string; attempt?: number }): Promise<void> {
  const { workspaceId } = input;
  const workspace = await ctx.workspaces.find(workspaceId, 0);
  if (!workspace || (await acceptsToken(ctx, workspace))) return;
  const isBack = await putWebhooksBack(ctx, workspace, input.attempt ?? 0);
  const sealedIntercomToken = workspace.sealedCredentials.intercom;
  await transact(ctx, async (unit) => {
    const { trx, enqueue } = unit;
    unit.changed(workspaceId);
    const now = nowOf(ctx);
    const isDone = await uninstallWorkspace(trx, { id: workspaceId, sealedIntercomToken }, now);
    // The app was installed again while we asked, or the token was sealed anew: the question is asked again.
    if (!isDone) throw new AppError('conflict', { kind: 'token-replaced' }, { retry: 'later' });
    if (isBack) await forgetWebhooks(trx, workspaceId);
    await cancelUnsent(ctx, unit, workspaceId);
    await deleteSessionsOf(trx, workspaceId);
    await insertAudit(trx, {
      workspaceId,
      id: ctx.newId(),
      adminId: null,
      entry: { kind: 'uninstalled' },
      at: now,
    });
    await enqueue([newJob('erase-workspace', { workspaceId }, { delayMs: UNINSTALLED_KEPT_MS })]);
  });
}

async function acceptsToken(ctx: Context, workspace: OpenWorkspace): Promise<boolean> {
  try {
    await ctx.intercom(workspace, live).me();
    return true;
  } catch (error) {
    if (!isTokenRefused(error)) throw error;
    return false;
  }
}

/** Takes about a minute. An account that Twilio refuses for longer may have been closed before. */
const MOST_TRIES = 6;

/**
 * Puts the webhooks at Twilio back, and returns true where none of ours is left. Throws while another try can help, which
 * needs the credentials.
 */
async function putWebhooksBack(ctx: Context, workspace: OpenWorkspace, attempt: number): Promise<boolean> {
  const { senderDetails: senders, services } = workspace;
  if (workspace.twilioLogin === null) return !isAnySet({ senders, services });
  const { failed } = await putBack(ctx, workspace, { senders, services });
  const [first] = failed;
  if (!first) return true;
  if (attempt < MOST_TRIES)
    throw new AppError(
      'unavailable',
      { kind: 'webhooks-not-put-back' },
      {
        retry: 'later',
        cause: first.error,
      },
    );
  ctx.log.warn({ workspaceId: workspace.id, err: first.error }, 'webhooks at Twilio are left as they are');
  return false;
}

/** Erases nothing where the workspace came back in time. */
export async function eraseUninstalled(ctx: Context, input: { workspaceId: string }): Promise<void> {
  // A minute's grace: the job's clock may be a little ahead of the one that wrote the time.
  const before = new Date(ctx.clock.now() - UNINSTALLED_KEPT_MS + 60_000);
  await erase(ctx, input.workspaceId, before);
}
