// A vendor that refused a workspace's credentials is asked whether it takes them again, ever more rarely.
import { AppError, VendorError } from '../../domain/errors.ts';
import type { Vendor } from '../../domain/vendors.ts';
import { holdStanding } from '../../store/workspaces/credential-status.ts';
import { type Context, type OpenWorkspace, transact } from '../context.ts';
import { queuesOf } from '../credentials/credential-status.ts';
import { tryCredentials } from '../credentials/try-credentials.ts';
import { promoteAuthToken } from './finish-rotation.ts';

const RAREST_MS = 3_600_000;
/** Of the time that it has been refused: who waits a day longer waits no longer than this for us to see that it works. */
const SHARE = 1 / 4;

/** An answer that takes the credentials is noted where the call is made, and wakes what rests. */
export async function checkConnection(
  ctx: Context,
  { workspaceId, vendor }: { workspaceId: string; vendor: Vendor },
): Promise<void> {
  const workspace = await ctx.workspaces.find(workspaceId, 0);
  const since = workspace?.refusedSince[vendor] ?? null;
  if (!workspace || since === null) return;
  try {
    await tryCredentials(ctx, workspace, vendor);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (vendor === 'twilio' && (await useNextToken(ctx, workspace))) return;
    await restBehind(ctx, workspaceId, vendor);
    throw new AppError('vendor-unavailable', error.reason, {
      retry: 'always',
      retryAfterMs: Math.min(RAREST_MS, (ctx.clock.now() - since.getTime()) * SHARE),
      cause: error,
    });
  }
}

/** A rotation that was finished at Twilio: the Auth Token that was entered for then is the one that works now. */
async function useNextToken(ctx: Context, workspace: OpenWorkspace): Promise<boolean> {
  const [, next] = workspace.twilioAuthTokens;
  if (!next || workspace.twilioApiKey !== null) return false;
  const sent = { form: 'twilio', facts: null };
  return (await promoteAuthToken(ctx, { workspace, adminId: null, sent })).ok;
}

/** Unless somebody connects the workspace in this moment. */
async function restBehind(ctx: Context, workspaceId: string, vendor: Vendor): Promise<void> {
  await transact(ctx, async ({ trx }) => {
    const standing = await holdStanding(trx, workspaceId, vendor);
    if (standing.kind === 'resting') await ctx.jobs.restBehind(trx, workspaceId, queuesOf(vendor));
  });
}
