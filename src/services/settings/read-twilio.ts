// Reads the section of the Twilio account: what is set, and why it does not work.
import { lockedSecrets } from '../../domain/locked-secrets.ts';
import type { TwilioSection } from '../../domain/settings-page.ts';
import type { TwilioTrouble } from '../../domain/vendor-trouble.ts';
import type { StoredWorkspace } from '../../store/workspaces/workspaces.ts';
import type { SettingsContext } from '../changes/change.ts';
import { secretEnds } from '../changes/current-facts.ts';
import type { OpenWorkspace } from '../context.ts';

export function readTwilio(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  stored: StoredWorkspace | undefined,
  trouble: TwilioTrouble | null,
): TwilioSection {
  const ends = stored && secretEnds(ctx, stored);
  return {
    isConnected: workspace.twilioLogin !== null,
    accountSid: workspace.twilioAccountSid,
    accountName: workspace.twilioAccountName,
    authTokenEnd: ends?.authToken ?? null,
    nextAuthTokenEnd: ends?.nextAuthToken ?? null,
    apiKeySid: workspace.twilioApiKey,
    apiSecretEnd: ends?.apiSecret ?? null,
    sharedKeys: ends?.sharedKeys ?? [],
    region: workspace.twilioRegion,
    problem: problemOf(workspace, trouble),
  };
}

function problemOf({ locked }: OpenWorkspace, trouble: TwilioTrouble | null): TwilioSection['problem'] {
  const reason = lockedSecrets(locked, 'twilio');
  if (reason !== null) return { kind: 'not-at-hand', reason };
  return trouble?.kind === 'asking' ? null : trouble;
}
