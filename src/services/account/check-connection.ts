// Asks a vendor that refused a workspace's credentials again, less often the longer it has refused them.
import { AppError, VendorError } from '../../domain/errors.ts';
import type { Vendor } from '../../domain/vendors.ts';
import { holdStanding } from '../../store/workspaces/credential-status.ts';
import { type Context, type OpenWorkspace, transact } from '../context.ts';
import { queuesOf } from '../credentials/credential-status.ts';
import { tryCredentials } from '../credentials/try-credentials.ts';
import { promoteAuthToken } from './finish-rotation.ts';

const RAREST_MS = 3_600_000;
/** The pause, as a share of the time since the first refusal: after four hours of refusal an hour, the longest pause. */
const SHARE = 1 / 4;

/** The client notes an answer that accepts the credentials, and wakes the jobs that rest. */
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

/** Takes the next Auth Token into use, where a rotation at Twilio has made it the one that works. */
async function useNextToken(ctx: Context, workspace: OpenWorkspace): Promise<boolean> {
  const [, next] = workspace.twilioAuthTokens;
  if (!next || workspace.twilioApiKey !== null) return false;
  const sent = { form: 'twilio', facts: null };
  return (await promoteAuthToken(ctx, { workspace, adminId: null, sent })).ok;
}

/** Does nothing where somebody has connected the workspace at this moment. */
async function restBehind(ctx: Context, workspaceId: string, vendor: Vendor): Promise<void> {
  await transact(ctx, async ({ trx }) => {
    const standing = await holdStanding(trx, workspaceId, vendor);
    if (standing.kind === 'resting') await ctx.jobs.restBehind(trx, workspaceId, queuesOf(vendor));
  });
}
