// Connects a workspace's Twilio account, whose credentials are tried before they are kept, and disconnects it.
import type { TwilioEntry } from '../../domain/settings/commands.ts';
import type { HistoryEntry } from '../../domain/settings/history.ts';
import type { NotSaved, Saved } from '../../domain/settings/saved.ts';
import { Secret } from '../../lib/sealed.ts';
import { forgetSightings } from '../../store/evidence/sightings.ts';
import { replaceServices } from '../../store/workspaces/messaging-services.ts';
import { replaceSenders } from '../../store/workspaces/senders.ts';
import { deleteSharedKeys } from '../../store/workspaces/shared-keys.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { findWorkspace } from '../../store/workspaces/workspaces.ts';
import { isAccountSid, isApiKeySid } from '../../twilio/sids.ts';
import { addToConflict, change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { wakeJobs } from '../credentials/credential-status.ts';
import { leaveAccount } from '../routes/leave-account.ts';
import { type Credentials, tryAccount } from './try-account.ts';

export async function connectTwilio(ctx: SettingsContext, editor: Editor, entry: TwilioEntry): Promise<Saved> {
  const read = await credentialsOf(ctx, editor, entry);
  return 'problems' in read ? read : keepAccount(ctx, editor, read);
}

/** The typed credentials; a field that was left empty keeps what is set. */
async function credentialsOf(
  ctx: SettingsContext,
  { workspace }: Editor,
  entry: TwilioEntry,
): Promise<Credentials | NotSaved> {
  const stored = await findWorkspace(ctx.db, workspace.id);
  const { accountSid, apiKeySid: apiKey } = entry;
  const region = entry.region ?? workspace.twilioRegion;
  if (!isAccountSid(accountSid)) return problem({ kind: 'account-sid-form' }, 'account_sid');
  // An empty field keeps a secret of the same account and region only: each region has tokens of its own.
  const isSame = accountSid === workspace.twilioAccountSid && region === workspace.twilioRegion;
  const secretOf = (typed: string | null, sealed: string | null | undefined) => {
    if (typed !== null) return new Secret(typed);
    return isSame && sealed ? ctx.sealer.tryOpen(sealed, workspace.id) : null;
  };
  const authToken = secretOf(entry.authToken, stored?.sealed.twilioAuthToken);
  const nextAuthToken = secretOf(entry.nextAuthToken, stored?.sealed.twilioNextAuthToken);
  const apiSecret = apiKey === null ? null : secretOf(entry.apiSecret, stored?.sealed.twilioApiSecret);
  if (authToken === null) return problem({ kind: 'auth-token-missing' }, 'auth_token');
  if (apiKey !== null && !isApiKeySid(apiKey)) return problem({ kind: 'api-key-form' }, 'api_key_sid');
  if (apiKey !== null && apiSecret === null) return problem({ kind: 'api-secret-missing' }, 'api_secret');
  const isSecond = nextAuthToken === null || nextAuthToken.reveal() !== authToken.reveal();
  if (!isSecond && entry.nextAuthToken !== null) return problem({ kind: 'same-as-auth-token' }, 'next_auth_token');
  return { accountSid, region, authToken, nextAuthToken: isSecond ? nextAuthToken : null, apiKey, apiSecret };
}

/** Tries the credentials out first. The numbers and services of the account before are let go of. */
export async function keepAccount(ctx: SettingsContext, editor: Editor, credentials: Credentials): Promise<Saved> {
  const { workspace } = editor;
  const tried = await tryAccount(ctx, credentials);
  if ('problems' in tried) return tried;
  const { accountSid, region, apiKey } = credentials;
  const isSame = accountSid === workspace.twilioAccountSid;
  const left = isSame ? [] : await leaveAccount(ctx, workspace);
  const seal = (secret: Secret | null) => (secret === null ? null : ctx.sealer.seal(secret, workspace.id));
  const twilio = {
    accountSid,
    accountName: tried.name,
    apiKey,
    authToken: seal(credentials.authToken),
    nextAuthToken: seal(credentials.nextAuthToken),
    apiSecret: seal(credentials.apiSecret),
    region,
  };
  const entry: HistoryEntry = isSame
    ? { kind: 'credentials-changed' }
    : { kind: 'account-connected', account: tried.name };
  await addToConflict(left, () =>
    change(ctx, editor, entry, async (trx, _, unit) => {
      await updateWorkspace(trx, workspace.id, { twilio });
      if (!isSame) {
        await replaceSenders(trx, workspace.id, []);
        await replaceServices(trx, workspace.id, []);
        await deleteSharedKeys(trx, workspace.id);
      }
      await forgetSightings(trx, workspace.id, ['signed-current', 'signed-next', 'signed-key']);
      await wakeJobs(ctx, unit, workspace.id, 'twilio');
    }),
  );
  return { ok: true, done: [{ kind: 'account-connected', account: tried.name, isTrial: tried.isTrial }, ...left] };
}

export async function disconnectTwilio(ctx: SettingsContext, editor: Editor): Promise<Saved> {
  const { workspace } = editor;
  const left = await leaveAccount(ctx, workspace);
  const nothing = {
    accountSid: null,
    accountName: null,
    apiKey: null,
    authToken: null,
    nextAuthToken: null,
    apiSecret: null,
    region: 'US1',
  } as const;
  await addToConflict(left, () =>
    change(ctx, editor, { kind: 'account-disconnected' }, async (trx) => {
      await updateWorkspace(trx, workspace.id, { twilio: nothing });
      await replaceSenders(trx, workspace.id, []);
      await replaceServices(trx, workspace.id, []);
      await deleteSharedKeys(trx, workspace.id);
    }),
  );
  return { ok: true, done: [{ kind: 'account-disconnected' }, ...left] };
}
