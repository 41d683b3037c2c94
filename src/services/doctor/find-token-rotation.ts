// Finds whether the Auth Token that is set is still the one that Twilio accepts and signs with.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { Fix } from '../../domain/doctor/next-step.ts';
import type { Secret } from '../../lib/sealed.ts';
import { signsWithNext, type TokenStanding, tryToken } from '../account/try-token.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { goTo } from './fixes.ts';

const promote: Fix = { kind: 'button', step: { kind: 'use-next-token' }, action: 'promote', section: 'twilio' };

/** `areCallsTaken`: Twilio accepts the credentials that calls are made with, which may be an API key. */
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
  if (nextStands === 'taken') return [finishedFinding(usesKey)];
  if (next && (await signsWithNext(ctx, workspace.id))) return [signsWithNextFinding];
  return usesKey && isRotated(currentStands, nextStands) ? [rotatedFinding] : [];
}

/** Without an API key, the finding about refused credentials already covers this case. */
function isRotated(current: TokenStanding, next: TokenStanding | null): boolean {
  return current === 'refused' && (next === null || next === 'refused');
}

function finishedFinding(usesKey: boolean): Finding {
  return {
    severity: 'broken',
    stops: usesKey ? [] : ['sending'],
    inPanel: 'itself',
    found: { check: 'auth-token', kind: 'rotation-finished' },
    fix: promote,
  };
}

const signsWithNextFinding: Finding = {
  severity: 'warning',
  stops: [],
  found: { check: 'auth-token', kind: 'signs-with-next' },
  fix: promote,
};

const rotatedFinding: Finding = {
  severity: 'broken',
  stops: ['receiving'],
  found: { check: 'auth-token', kind: 'rotated' },
  fix: goTo('twilio', 'enter-auth-token'),
};
