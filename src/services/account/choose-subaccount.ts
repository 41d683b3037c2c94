// A subaccount is used instead of its main account: Twilio tells its own Auth Token, which signs its numbers' texts.
import { findWorkspace } from '../../store/workspaces/workspaces.ts';
import { isTurnedAway } from '../../twilio/errors.ts';
import { isAccountSid } from '../../twilio/sids.ts';
import { type Editor, problem, type Saved, type SettingsContext } from '../changes/change.ts';
import { type TwilioLogin, tokenLogin } from '../workspace-directory.ts';
import { keepAccount } from './connect-twilio.ts';

export async function chooseSubaccount(ctx: SettingsContext, editor: Editor, wanted: string): Promise<Saved> {
  const { id, twilioAccountSid: accountSid, twilioRegion: region } = editor.workspace;
  const sealed = (await findWorkspace(ctx.db, id))?.sealed.twilioAuthToken;
  if (accountSid === null || !sealed) return problem('Connect the main account first.', 'subaccount');
  if (!isAccountSid(wanted))
    return problem('This is AC and 32 more characters, as the Twilio Console shows it.', 'subaccount');
  if (wanted === accountSid) return problem('This is the account that is connected already.', 'subaccount');
  const password = ctx.sealer.tryOpen(sealed, id);
  if (password === null) return problem("Enter the main account's Auth Token again first.", 'auth_token');
  const authToken = await tokenOf(ctx, tokenLogin({ accountSid, region }, password), wanted);
  if (authToken === null) return problem('This account has no subaccount with this Account SID.', 'subaccount');
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
