// Tries credentials at Twilio, and puts each refusal at the field that it is about.

import type { NotSaved } from '../../domain/settings/saved.ts';
import type { TwilioRegion } from '../../domain/twilio-region.ts';
import type { Secret } from '../../lib/sealed.ts';
import { isTurnedAway } from '../../twilio/errors.ts';
import { problem, type SettingsContext } from '../changes/change.ts';
import { type TwilioLogin, tokenLogin } from '../workspace-directory.ts';
import { troubleOf } from './look-at-twilio.ts';
import { tryToken } from './try-token.ts';

export interface Credentials {
  accountSid: string;
  region: TwilioRegion;
  authToken: Secret;
  nextAuthToken: Secret | null;
  apiKey: string | null;
  apiSecret: Secret | null;
}

const silent = problem({ kind: 'twilio-silent' });

export async function tryAccount(
  ctx: SettingsContext,
  credentials: Credentials,
): Promise<{ name: string; isTrial: boolean } | NotSaved> {
  const { authToken, nextAuthToken, apiKey, apiSecret } = credentials;
  const login = tokenLogin(credentials, authToken);
  try {
    const account = await ctx.twilioWith(login).getAccount();
    if (!account.isActive) return problem({ kind: 'account-suspended' }, 'account_sid');
    if (
      apiKey !== null &&
      apiSecret !== null &&
      !(await takesKey(ctx, { ...login, username: apiKey, password: apiSecret }))
    )
      return problem({ kind: 'api-key-refused', isSubaccount: !account.isMain }, 'api_key_sid');
    const next = nextAuthToken && (await tryToken(ctx, credentials, nextAuthToken));
    if (next === 'unknown') return silent;
    if (next === 'refused') return problem({ kind: 'next-token-refused' }, 'next_auth_token');
    return { name: account.name, isTrial: account.isTrial };
  } catch (error) {
    const trouble = await troubleOf(ctx, login, error);
    if (trouble.kind === 'away') return silent;
    if (trouble.kind === 'suspended') return problem({ kind: 'account-suspended' }, 'account_sid');
    if (trouble.kind === 'region') return problem({ kind: 'region-mismatch', region: trouble.region }, 'region');
    return problem({ kind: 'auth-token-refused' }, 'auth_token');
  }
}

async function takesKey(ctx: SettingsContext, login: TwilioLogin): Promise<boolean> {
  try {
    await ctx.twilioWith(login).listNumbers();
    return true;
  } catch (error) {
    if (isTurnedAway(error)) return false;
    throw error;
  }
}
