// Twilio is asked whether it takes the credentials, and each answer that says no is told at the field it is about.
import type { TwilioRegion } from '../../domain/twilio-region.ts';
import type { Secret } from '../../lib/sealed.ts';
import { isTurnedAway } from '../../twilio/errors.ts';
import { problem, type Refused, type SettingsContext } from '../changes/change.ts';
import { type TwilioLogin, tokenLogin } from '../workspace-directory.ts';
import { troubleOf } from './look-at-twilio.ts';
import { tokenStands } from './token-stands.ts';

export interface Credentials {
  accountSid: string;
  region: TwilioRegion;
  authToken: Secret;
  nextAuthToken: Secret | null;
  apiKey: string | null;
  apiSecret: Secret | null;
}

const silent = problem('Twilio did not answer. Try again in a minute; nothing was changed.');

export async function tryOut(
  ctx: SettingsContext,
  credentials: Credentials,
): Promise<{ name: string; isTrial: boolean } | Refused> {
  const { authToken, nextAuthToken, apiKey, apiSecret } = credentials;
  const login = tokenLogin(credentials, authToken);
  try {
    const account = await ctx.twilioWith(login).getAccount();
    if (!account.isActive)
      return problem('Twilio has suspended or closed this account. Settle that in the Twilio Console.', 'account_sid');
    if (
      apiKey !== null &&
      apiSecret !== null &&
      !(await takesKey(ctx, { ...login, username: apiKey, password: apiSecret }))
    )
      return problem(
        `Twilio does not accept this API key and secret for this account.${account.isMain ? '' : ' It is a subaccount: a key of its main account does not open it, so make one in the subaccount.'}`,
        'api_key_sid',
      );
    const next = nextAuthToken && (await tokenStands(ctx, credentials, nextAuthToken));
    if (next === 'unknown') return silent;
    if (next === 'refused')
      return problem(
        'Twilio does not take this as an Auth Token of this account. Make the secondary one in the Twilio Console first, then copy it here.',
        'next_auth_token',
      );
    return { name: account.name, isTrial: account.isTrial };
  } catch (error) {
    const trouble = await troubleOf(ctx, login, error);
    if (trouble.kind === 'away') return silent;
    if (trouble.kind === 'suspended')
      return problem(`${trouble.words}. Settle that in the Twilio Console.`, 'account_sid');
    if (trouble.kind === 'region')
      return problem(`Twilio takes these credentials in the region ${trouble.region}: choose that.`, 'region');
    return problem(
      'Twilio does not accept this Auth Token for this account. A subaccount has an Auth Token of its own.',
      'auth_token',
    );
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
