// Connects a subaccount in place of its main account. Twilio tells the subaccount's Auth Token, which signs its texts.
import type { Saved } from '../../domain/settings/saved.ts';
import { findWorkspace } from '../../store/workspaces/workspaces.ts';
import { isTurnedAway } from '../../twilio/errors.ts';
import { isAccountSid } from '../../twilio/sids.ts';
import { type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { type TwilioLogin, tokenLogin } from '../workspace-directory.ts';
import { keepAccount } from './connect-twilio.ts';

export async function chooseSubaccount(ctx: SettingsContext, editor: Editor, wanted: string): Promise<Saved> {
  const { id, twilioAccountSid: accountSid, twilioRegion: region } = editor.workspace;
  const sealed = (await findWorkspace(ctx.db, id))?.sealed.twilioAuthToken;
  if (accountSid === null || !sealed) return problem({ kind: 'main-account-first' }, 'subaccount');
  if (!isAccountSid(wanted)) return problem({ kind: 'account-sid-form' }, 'subaccount');
  if (wanted === accountSid) return problem({ kind: 'same-account' }, 'subaccount');
  const password = ctx.sealer.tryOpen(sealed, id);
  if (password === null) return problem({ kind: 'main-token-locked' }, 'auth_token');
  const authToken = await tokenOf(ctx, tokenLogin({ accountSid, region }, password), wanted);
  if (authToken === null) return problem({ kind: 'no-such-subaccount' }, 'subaccount');
  // A key of the main account opens no subaccount.
  const rest = { nextAuthToken: null, apiKey: null, apiSecret: null };
  return keepAccount(ctx, editor, { accountSid: wanted, region, authToken, ...rest });
}

async function tokenOf(ctx: SettingsContext, login: TwilioLogin, subaccount: string) {
  try {
    return (await ctx.twilioWith(login).getAccount(subaccount)).authToken;
  } catch (error) {
    if (isTurnedAway(error)) return null;
    throw error;
  }
}
