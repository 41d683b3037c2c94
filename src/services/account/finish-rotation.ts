// Ends a rotation of the Auth Token: the next one becomes the only one or is forgotten, whichever Twilio accepts.
import type { HistoryEntry } from '../../domain/settings/history.ts';
import type { Done, NotSaved, Saved } from '../../domain/settings/saved.ts';
import type { Secret } from '../../lib/sealed.ts';
import { forgetSightings } from '../../store/evidence/sightings.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { findWorkspace, type StoredWorkspace } from '../../store/workspaces/workspaces.ts';
import { type Changer, change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { wakeJobs } from '../credentials/credential-status.ts';
import { signsWithNext, type TokenStanding, tryToken } from './try-token.ts';

const lost: TokenStanding = 'refused';
const silent = problem({ kind: 'tokens-unknown' });

/** The next Auth Token becomes the only one, once Twilio signs with it. */
export async function promoteAuthToken(ctx: SettingsContext, editor: Changer): Promise<Saved> {
  const tokens = await bothTokens(ctx, editor);
  if ('problems' in tokens) return tokens;
  if (tokens.next.stands === 'unknown') return silent;
  if (tokens.next.stands === 'refused') return problem({ kind: 'next-token-outdated' }, 'next_auth_token');
  if (tokens.current !== 'refused' && !(await signsWithNext(ctx, editor.workspace.id))) {
    if (tokens.current === 'unknown') return silent;
    return problem({ kind: 'current-token-signs' }, 'next_auth_token');
  }
  return keepToken(ctx, editor, tokens.next.secret, {
    entry: { kind: 'rotation-finished' },
    done: { kind: 'next-token-promoted' },
    tokensOf: ({ twilioNextAuthToken }) => ({ authToken: twilioNextAuthToken, nextAuthToken: null }),
  });
}

/** Ends a rotation that is given up, or forgets a token that was never one of the account's. */
export async function forgetNextToken(ctx: SettingsContext, editor: Editor): Promise<Saved> {
  const tokens = await bothTokens(ctx, editor);
  if ('problems' in tokens) return tokens;
  if (tokens.next.stands !== 'refused' && tokens.current !== 'taken')
    return tokens.current === 'refused' && tokens.next.stands === 'taken'
      ? problem({ kind: 'next-token-only' }, 'next_auth_token')
      : silent;
  return keepToken(ctx, editor, tokens.next.secret, {
    entry: { kind: 'rotation-given-up' },
    done: { kind: 'next-token-forgotten' },
    tokensOf: ({ twilioAuthToken }) => ({ authToken: twilioAuthToken, nextAuthToken: null }),
  });
}

/** Asks Twilio about each. A current one that no key at hand opens counts as refused: it proves nothing any more. */
async function bothTokens(
  ctx: SettingsContext,
  { workspace }: Pick<Changer, 'workspace'>,
): Promise<{ current: TokenStanding; next: { secret: Secret; stands: TokenStanding } } | NotSaved> {
  const { id, twilioAccountSid: accountSid, twilioRegion: region } = workspace;
  const sealed = (await findWorkspace(ctx.db, id))?.sealed;
  if (!sealed?.twilioNextAuthToken || accountSid === null) return problem({ kind: 'no-next-token' }, 'next_auth_token');
  const secret = ctx.sealer.tryOpen(sealed.twilioNextAuthToken, id);
  if (secret === null) return problem({ kind: 'next-token-locked' }, 'next_auth_token');
  const current = sealed.twilioAuthToken === null ? null : ctx.sealer.tryOpen(sealed.twilioAuthToken, id);
  const account = { accountSid, region };
  const [currentStands, stands] = await Promise.all([
    current === null ? lost : tryToken(ctx, account, current),
    tryToken(ctx, account, secret),
  ]);
  return { current: currentStands, next: { secret, stands } };
}

/** Keeps one of the two, unless another next token was set while Twilio was asked about this one. */
async function keepToken(
  ctx: SettingsContext,
  editor: Changer,
  tried: Secret,
  end: {
    entry: HistoryEntry;
    done: Done;
    tokensOf(sealed: StoredWorkspace['sealed']): { authToken: string | null; nextAuthToken: string | null };
  },
): Promise<Saved> {
  const { id } = editor.workspace;
  const isKept = await change(ctx, editor, end.entry, async (trx, { workspace, sealed }, unit) => {
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
  if (!isKept) return problem({ kind: 'credentials-changed' }, 'next_auth_token');
  return { ok: true, done: [end.done] };
}
