// The end of a rotation of the Auth Token: the next one becomes the only one, or is forgotten, as Twilio takes them.
import type { Secret } from '../../lib/sealed.ts';
import { forgetSightings } from '../../store/evidence/sightings.ts';
import { findWorkspace, type StoredWorkspace, updateWorkspace } from '../../store/workspaces/workspaces.ts';
import {
  type Changer,
  change,
  type Editor,
  problem,
  type Refused,
  type Saved,
  type SettingsContext,
} from '../changes/change.ts';
import { wakeJobs } from '../credentials/credential-status.ts';
import { signsWithNext, type TokenStanding, tokenStands } from './token-stands.ts';

const lost: TokenStanding = 'refused';
const silent = problem('Twilio did not say which of the two it takes. Try again in a minute; nothing was changed.');

/** The next Auth Token becomes the only one, once Twilio signs with it. */
export async function promoteAuthToken(ctx: SettingsContext, editor: Changer): Promise<Saved> {
  const tokens = await bothTokens(ctx, editor);
  if ('problems' in tokens) return tokens;
  if (tokens.next.stands === 'unknown') return silent;
  if (tokens.next.stands === 'refused')
    return problem(
      'Twilio does not take the next Auth Token. Enter the one that the Twilio Console shows now.',
      'next_auth_token',
    );
  if (tokens.current !== 'refused' && !(await signsWithNext(ctx, editor.workspace.id))) {
    if (tokens.current === 'unknown') return silent;
    return problem(
      'Twilio still signs texts with the current Auth Token: without it they would be refused. Promote the next one in the Twilio Console first.',
      'next_auth_token',
    );
  }
  return keep(ctx, editor, tokens.next.secret, {
    what: 'Finished the rotation of the Twilio Auth Token.',
    words: 'The next Auth Token is now the only one.',
    tokensOf: ({ twilioNextAuthToken }) => ({ authToken: twilioNextAuthToken, nextAuthToken: null }),
  });
}

/** For a rotation that is not to be, and for a token that was never one of the account's. */
export async function forgetNextToken(ctx: SettingsContext, editor: Editor): Promise<Saved> {
  const tokens = await bothTokens(ctx, editor);
  if ('problems' in tokens) return tokens;
  if (tokens.next.stands !== 'refused' && tokens.current !== 'taken')
    return tokens.current === 'refused' && tokens.next.stands === 'taken'
      ? problem('Twilio takes only the next Auth Token now. Use that alone instead.', 'next_auth_token')
      : silent;
  return keep(ctx, editor, tokens.next.secret, {
    what: 'Gave up the rotation of the Twilio Auth Token.',
    words: 'The next Auth Token is forgotten.',
    tokensOf: ({ twilioAuthToken }) => ({ authToken: twilioAuthToken, nextAuthToken: null }),
  });
}

/** How Twilio takes each. A current one that no key at hand opens proves nothing any more, and is lost already. */
async function bothTokens(
  ctx: SettingsContext,
  { workspace }: Pick<Changer, 'workspace'>,
): Promise<{ current: TokenStanding; next: { secret: Secret; stands: TokenStanding } } | Refused> {
  const { id, twilioAccountSid: accountSid, twilioRegion: region } = workspace;
  const sealed = (await findWorkspace(ctx.db, id))?.sealed;
  if (!sealed?.twilioNextAuthToken || accountSid === null)
    return problem('No next Auth Token is set.', 'next_auth_token');
  const secret = ctx.sealer.tryOpen(sealed.twilioNextAuthToken, id);
  if (secret === null) return problem('Enter it again first.', 'next_auth_token');
  const current = sealed.twilioAuthToken === null ? null : ctx.sealer.tryOpen(sealed.twilioAuthToken, id);
  const account = { accountSid, region };
  const [currentStands, stands] = await Promise.all([
    current === null ? lost : tokenStands(ctx, account, current),
    tokenStands(ctx, account, secret),
  ]);
  return { current: currentStands, next: { secret, stands } };
}

/** Unless another next token was set while Twilio was asked about this one. */
async function keep(
  ctx: SettingsContext,
  editor: Changer,
  tried: Secret,
  end: {
    what: string;
    words: string;
    tokensOf(sealed: StoredWorkspace['sealed']): { authToken: string | null; nextAuthToken: string | null };
  },
): Promise<Saved> {
  const { id } = editor.workspace;
  const isKept = await change(ctx, editor, end.what, async (trx, { workspace, sealed }, unit) => {
    const next = sealed.twilioNextAuthToken;
    if (next === null || ctx.sealer.tryOpen(next, id)?.reveal() !== tried.reveal()) return false;
    const { twilioAccountSid: accountSid, twilioAccountName: accountName } = workspace;
    const rest = { accountSid, accountName, apiKey: workspace.twilioApiKey, region: workspace.twilioRegion };
    const twilio = { ...rest, ...end.tokensOf(sealed), apiSecret: sealed.twilioApiSecret };
    await updateWorkspace(trx, id, { twilio });
    await forgetSightings(trx, id, ['signed-current', 'signed-next']);
    await wakeJobs(ctx, unit, id, 'twilio');
    return true;
  });
  if (!isKept) return problem('The credentials were changed in this moment. Look at them again.', 'next_auth_token');
  return { ok: true, words: end.words };
}
