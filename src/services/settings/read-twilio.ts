// The section of the Twilio account: what is set, and what is wrong with it.
import type { TwilioSection } from '../../domain/settings-page.ts';
import type { Secret } from '../../lib/sealed.ts';
import type { findWorkspace } from '../../store/workspaces.ts';
import type { OpenWorkspace } from '../context.ts';
import type { SettingsContext } from './change.ts';
import type { TwilioTrouble } from './look-at-twilio.ts';

type Sealed = NonNullable<Awaited<ReturnType<typeof findWorkspace>>>['sealed'];

export function readTwilio(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  sealed: Sealed | undefined,
  trouble: TwilioTrouble | null,
): TwilioSection {
  const open = (secret: string | null | undefined) => (secret ? ctx.sealer.open(secret, workspace.id) : null);
  return {
    accountSid: workspace.twilioAccountSid,
    accountName: workspace.twilioAccountName,
    authTokenEnd: endOf(open(sealed?.twilioAuthToken)),
    nextAuthTokenEnd: endOf(open(sealed?.twilioNextAuthToken)),
    apiKeySid: workspace.twilioApiKey,
    apiSecretEnd: endOf(open(sealed?.twilioApiSecret)),
    region: workspace.twilioRegion,
    problem: trouble && problemOf(trouble),
  };
}

function problemOf({ kind, words }: TwilioTrouble): string {
  return kind === 'away' ? `${words}. Look again in a minute.` : `These credentials do not work now: ${words}.`;
}

function endOf(secret: Secret | null): string | null {
  return secret === null ? null : secret.reveal().slice(-4);
}
