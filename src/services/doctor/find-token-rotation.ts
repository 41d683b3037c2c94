// Whether the Auth Token that is set is still the one that Twilio takes and signs with.
import { VendorError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/settings-page.ts';
import type { Secret } from '../../lib/sealed.ts';
import { readSightings } from '../../store/sightings.ts';
import type { Context, OpenWorkspace } from '../context.ts';

const promote = { kind: 'button', label: 'Use the next Auth Token alone', action: 'promote' } as const;

/** `areCallsTaken`: those made with the credentials that are set, of which the Auth Token need not be one. */
export async function rotationFindings(
  ctx: Context,
  workspace: OpenWorkspace,
  areCallsTaken: boolean,
): Promise<Finding[]> {
  const [current, next] = workspace.twilioAuthTokens;
  if (workspace.twilioAccountSid === null || !current) return [];
  const usesKey = workspace.twilioApiKey !== null;
  const isRefused = usesKey || !areCallsTaken ? await isTokenRefused(ctx, workspace, current) : false;
  if (next) return rotating(ctx, workspace, isRefused, next);
  if (!isRefused || !usesKey) return [];
  return [
    {
      severity: 'broken',
      title: 'The Auth Token was rotated at Twilio',
      cause:
        'Twilio no longer takes the one that is set, and signs with another: texts that come in are refused, and kept for a day.',
      fix: { kind: 'link', label: 'Enter the current one', url: '#twilio' },
    },
  ];
}

async function rotating(ctx: Context, workspace: OpenWorkspace, isRefused: boolean, next: Secret): Promise<Finding[]> {
  const seen = await readSightings(ctx.db, workspace.id);
  const withNext = seen.get('signed-next');
  const withCurrent = seen.get('signed-current');
  const signsWithNext = withNext !== undefined && (withCurrent === undefined || withNext > withCurrent);
  if (isRefused && !(await isTokenRefused(ctx, workspace, next)))
    return [
      {
        severity: 'broken',
        title: 'The rotation of the Auth Token is finished at Twilio',
        cause: 'Twilio takes the next Auth Token and no longer the current one.',
        fix: promote,
      },
    ];
  if (signsWithNext)
    return [
      {
        severity: 'warning',
        title: 'Twilio signs with the next Auth Token',
        cause: 'Its rotation is finished there, so the one before it can be dropped here.',
        fix: promote,
      },
    ];
  return [];
}

async function isTokenRefused(ctx: Context, workspace: OpenWorkspace, token: Secret): Promise<boolean> {
  const { twilioAccountSid, twilioRegion: region } = workspace;
  const accountSid = twilioAccountSid ?? '';
  try {
    await ctx.twilioWith({ accountSid, username: accountSid, password: token, region }).getAccount();
    return false;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return error.status === 401;
  }
}
