// Whether the Auth Token that is set is still the one that Twilio takes and signs with.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { Secret } from '../../lib/sealed.ts';
import { signsWithNext, type TokenStanding, tryToken } from '../account/try-token.ts';
import type { Context, OpenWorkspace } from '../context.ts';

const promote = {
  kind: 'button',
  label: 'Use the next Auth Token alone',
  action: 'promote',
  section: 'twilio',
} as const;

/** `areCallsTaken`: those made with the credentials that are set, of which the Auth Token need not be one. */
export async function rotationFindings(
  ctx: Context,
  workspace: OpenWorkspace,
  areCallsTaken: boolean,
): Promise<Finding[]> {
  const { twilioAccountSid: accountSid, twilioRegion: region } = workspace;
  const [current, next] = workspace.twilioAuthTokens;
  if (accountSid === null || !current) return [];
  const usesKey = workspace.twilioApiKey !== null;
  const stands = (token: Secret) => tryToken(ctx, { accountSid, region }, token);
  const currentStands = usesKey || !areCallsTaken ? await stands(current) : 'taken';
  const nextStands = next && currentStands === 'refused' ? await stands(next) : null;
  if (nextStands === 'taken') return [{ ...finished, stops: usesKey ? [] : ['sending'], inPanel: 'itself' }];
  if (next && (await signsWithNext(ctx, workspace.id))) return [signsAlready];
  return usesKey && isRotated(currentStands, nextStands) ? [rotated] : [];
}

/** Without a key, that the credentials do not work says it. */
function isRotated(current: TokenStanding, next: TokenStanding | null): boolean {
  return current === 'refused' && (next === null || next === 'refused');
}

const finished = {
  severity: 'broken',
  title: 'The rotation of the Auth Token is finished at Twilio',
  cause: 'Twilio takes the next Auth Token and no longer the current one.',
  fix: promote,
} as const;

const signsAlready: Finding = {
  severity: 'warning',
  stops: [],
  title: 'Twilio signs with the next Auth Token',
  cause: 'Its rotation is finished there, so the one before it can be dropped here.',
  fix: promote,
};

const rotated: Finding = {
  severity: 'broken',
  stops: ['receiving'],
  title: 'The Auth Token was rotated at Twilio',
  cause:
    'Twilio no longer takes the one that is set, and signs with another: texts that come in are refused, and kept for a day.',
  fix: { kind: 'link', label: 'Enter the current one', url: '#twilio' },
};
