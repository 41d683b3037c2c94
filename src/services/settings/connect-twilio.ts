// The workspace's Twilio account: its credentials are tried before they are kept.
import { VendorError } from '../../domain/errors.ts';
import { Secret } from '../../lib/sealed.ts';
import { forgetSightings } from '../../store/sightings.ts';
import { findWorkspace, replaceSenders, updateWorkspace } from '../../store/workspaces.ts';
import { wakeJobs, wakeWorkers } from '../operations/standing.ts';
import { type Changer, change, type Editor, type Form, field, problem, type Saved, type SettingsContext } from './change.ts';

export async function connectTwilio(ctx: SettingsContext, editor: Editor, form: Form): Promise<Saved> {
  const { workspace } = editor;
  const stored = await findWorkspace(ctx.db, workspace.id);
  const accountSid = field(form, 'account_sid');
  if (!/^AC[0-9a-f]{32}$/i.test(accountSid))
    return problem('This is AC and 32 more characters, as the Twilio Console shows it.', 'account_sid');
  const isSame = accountSid === workspace.twilioAccountSid;
  // Empty fields keep what is set, of the same account only.
  const secretOf = (name: string, sealed: string | null | undefined) => {
    const typed = field(form, name);
    if (typed !== '') return new Secret(typed);
    return isSame && sealed ? ctx.sealer.open(sealed, workspace.id) : null;
  };
  const authToken = secretOf('auth_token', stored?.sealed.twilioAuthToken);
  const nextAuthToken = secretOf('next_auth_token', stored?.sealed.twilioNextAuthToken);
  const apiKey = field(form, 'api_key_sid') || null;
  const apiSecret = apiKey === null ? null : secretOf('api_secret', stored?.sealed.twilioApiSecret);
  if (authToken === null)
    return problem('Needed: it proves that texts come from Twilio. The Twilio Console shows it.', 'auth_token');
  if (apiKey !== null && !/^SK[0-9a-f]{32}$/i.test(apiKey))
    return problem('This is SK and 32 more characters. Leave it empty to use the Auth Token.', 'api_key_sid');
  if (apiKey !== null && apiSecret === null) return problem('Needed with an API key.', 'api_secret');

  const tried = await tryOut(ctx, { accountSid, authToken, apiKey, apiSecret });
  if ('problems' in tried) return tried;
  const seal = (secret: Secret | null) => (secret === null ? null : ctx.sealer.seal(secret, workspace.id));
  const twilio = {
    accountSid,
    accountName: tried.name,
    apiKey,
    authToken: seal(authToken),
    nextAuthToken: seal(nextAuthToken),
    apiSecret: seal(apiSecret),
  };
  const what = isSame ? 'Changed the Twilio credentials.' : `Connected the Twilio account ${tried.name}.`;
  await change(ctx, editor, what, async (trx) => {
    await updateWorkspace(trx, workspace.id, { twilio });
    if (!isSame) await replaceSenders(trx, workspace.id, []);
    await forgetSightings(trx, workspace.id, ['signed-current', 'signed-next']);
    await wakeJobs(ctx, trx, workspace.id, 'twilio');
  });
  wakeWorkers(ctx);
  return {
    ok: true,
    words: `Connected to ${tried.name}.${tried.isTrial ? ' It is a trial account, which texts verified numbers only.' : ''}`,
  };
}

interface Credentials {
  accountSid: string;
  authToken: Secret;
  apiKey: string | null;
  apiSecret: Secret | null;
}

async function tryOut(
  ctx: SettingsContext,
  { accountSid, authToken, apiKey, apiSecret }: Credentials,
): Promise<{ name: string; isTrial: boolean } | Extract<Saved, { ok: false }>> {
  const failed = (words: string, name: string) => ({ ok: false as const, problems: { [name]: words } });
  try {
    const account = await ctx.twilioWith({ accountSid, username: accountSid, password: authToken }).getAccount();
    if (!account.isActive)
      return failed('Twilio has suspended or closed this account. Settle that in the Twilio Console.', 'account_sid');
    if (apiKey !== null && apiSecret !== null) {
      const refusal = await refusalOf(() =>
        ctx.twilioWith({ accountSid, username: apiKey, password: apiSecret }).listNumbers(),
      );
      if (refusal) return failed('Twilio does not accept this API key and secret for this account.', 'api_key_sid');
    }
    return { name: account.name, isTrial: account.isTrial };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (error.status === 401 || error.status === 403 || error.status === 404)
      return failed('Twilio does not accept this Auth Token for this account.', 'auth_token');
    return failed('Twilio did not answer. Try again in a minute; nothing was changed.', '');
  }
}

async function refusalOf(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return false;
  } catch (error) {
    if (error instanceof VendorError && error.certainty === 'refused') return true;
    throw error;
  }
}

/** The next Auth Token becomes the only one, once Twilio uses it. */
export async function promoteAuthToken(ctx: SettingsContext, editor: Changer): Promise<Saved> {
  const { workspace } = editor;
  const stored = await findWorkspace(ctx.db, workspace.id);
  const next = stored?.sealed.twilioNextAuthToken;
  if (!stored || !next || workspace.twilioAccountSid === null)
    return problem('No next Auth Token is set.', 'next_auth_token');
  const twilio = {
    accountSid: workspace.twilioAccountSid,
    accountName: workspace.twilioAccountName,
    apiKey: workspace.twilioApiKey,
    authToken: next,
    nextAuthToken: null,
    apiSecret: stored.sealed.twilioApiSecret,
  };
  await change(ctx, editor, 'Finished the rotation of the Twilio Auth Token.', async (trx) => {
    await updateWorkspace(trx, workspace.id, { twilio });
    await forgetSightings(trx, workspace.id, ['signed-current', 'signed-next']);
    await wakeJobs(ctx, trx, workspace.id, 'twilio');
  });
  wakeWorkers(ctx);
  return { ok: true, words: 'The next Auth Token is now the only one.' };
}

export async function disconnectTwilio(ctx: SettingsContext, editor: Editor): Promise<Saved> {
  const { workspace } = editor;
  const nothing = {
    accountSid: null,
    accountName: null,
    apiKey: null,
    authToken: null,
    nextAuthToken: null,
    apiSecret: null,
  };
  await change(ctx, editor, 'Disconnected Twilio.', async (trx) => {
    await updateWorkspace(trx, workspace.id, { twilio: nothing });
    await replaceSenders(trx, workspace.id, []);
  });
  return { ok: true, words: 'Disconnected. Texts sent to your numbers are refused from now on.' };
}
