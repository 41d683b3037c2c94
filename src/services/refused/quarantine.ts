// Keeps requests that a wrong set-up of ours refused, so that they can be checked again once that is fixed.
import { hashOf, Secret } from '../../lib/sealed.ts';
import { nextTurn } from '../../lib/turns.ts';
import {
  deleteQuarantined,
  findQuarantined,
  insertQuarantined,
  listWeighed,
  recordWeight,
  type Weighed,
} from '../../store/evidence/quarantine.ts';
import { parseForm, readSignatureSettings } from '../../twilio/signature.ts';
import { readCall } from '../../twilio/webhook-urls.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { type Acceptors, takeRequest } from '../texts/take-request.ts';
import type { RefusedRequest } from './find-called-address.ts';
import { readPlausible, sourceOf } from './read-plausible.ts';
import { rememberFound } from './remember-found.ts';
import { isGenuine, isOurs, type Lookup, lookupDigest, signedFor, weighSigned } from './weigh-request.ts';

export const KEPT_MS = 86_400_000;
const MOST = 1_000;
/** Questions to Twilio for one look at the settings. */
const MOST_ASKED = 20;

/**
 * Keeps a refused request that may be Twilio's: from the connected account, or about a text of its subaccount, which may be
 * connected next. `ip`: the sender's, as far as proxies are trusted. The account is checked again at the release.
 */
export async function keepRefused(
  ctx: Context,
  workspace: OpenWorkspace,
  refused: RefusedRequest,
  ip: string,
): Promise<void> {
  const said = readPlausible(refused);
  if (said === null) return;
  const { id: workspaceId, twilioAccountSid } = workspace;
  try {
    const isForeign = said.accountSid !== twilioAccountSid;
    if (said.kind === 'status' && !isForeign && !(await isOurs(ctx, workspaceId, said))) return;
    if (isForeign && !(await isGenuine(ctx, workspace, said))) return;
    const at = nowOf(ctx);
    const found = rememberFound(ctx, workspaceId);
    const lookup = { workspace, set: [], known: found.bases, guesses: found.mayGuess() };
    const weight = await weighSigned(ctx, lookup, refused, said);
    const sealed = ctx.sealer.seal(new Secret(JSON.stringify(refused)), workspaceId);
    // The digest has the signature in it, which nobody can guess, so it gives away nothing of the text.
    const digest = hashOf(JSON.stringify([refused.path, refused.header, refused.body]));
    const settings = readSignatureSettings(refused.settings ?? '');
    const isKnown = weight.standing === 'unasked' && (isForeign || said.kind === 'status');
    await insertQuarantined(
      ctx.db,
      {
        workspaceId,
        id: ctx.newId(),
        sealed,
        digest,
        at,
        keyId: settings?.by === 'shared-key' ? settings.keyId : null,
        source: hashOf(sourceOf(ip)).slice(0, 16),
        ...weight,
        ...(isKnown ? { standing: 'known' } : {}),
      },
      { since: new Date(at.getTime() - KEPT_MS), most: MOST },
    );
    // A look that waits will find this request, too.
    if (weight.standing === 'unasked' && !isKnown && found.waiting() < 2) void weighKept(ctx, workspace, []);
  } catch (error) {
    // The sender gets the refusal either way.
    ctx.log.warn({ workspaceId, err: error }, 'a refused request could not be kept');
  }
}

/** The kept requests of the last day, in the order in which they came. */
export async function readKept(ctx: Context, workspaceId: string): Promise<Weighed[]> {
  return listWeighed(ctx.db, workspaceId, new Date(ctx.clock.now() - KEPT_MS));
}

/** A request as it was sent; undefined where it is gone, or its key is no longer in the environment. */
export async function openKept(ctx: Context, workspaceId: string, id: string): Promise<RefusedRequest | undefined> {
  const row = await findQuarantined(ctx.db, workspaceId, id);
  if (!row) return undefined;
  const opened = ctx.sealer.tryOpen(row.sealed, workspaceId);
  if (opened) return JSON.parse(opened.reveal()) as RefusedRequest;
  ctx.log.warn({ workspaceId }, 'a refused request can no longer be opened');
  return undefined;
}

/**
 * Looks again at requests without a known signature, the latest first, in pieces: tries new tokens and addresses, and asks Twilio
 * where it gave no answer yet. A workspace has one look at a time. `set`: URLs that are set at Twilio.
 */
export async function weighKept(ctx: Context, workspace: OpenWorkspace, set: readonly string[]): Promise<void> {
  const found = rememberFound(ctx, workspace.id);
  const weighing = found.inTurn(async () => {
    try {
      await weighAll(ctx, { workspace, set, known: found.bases, guesses: true });
    } catch (error) {
      ctx.log.warn({ workspaceId: workspace.id, err: error }, 'refused requests could not be looked at');
    }
  });
  await ctx.background.keep(weighing);
}

async function weighAll(ctx: Context, lookup: Lookup): Promise<void> {
  const { workspace, set } = lookup;
  const digest = lookupDigest(ctx, lookup);
  let asked = 0;
  for (const row of (await readKept(ctx, workspace.id)).toReversed()) {
    const isStale = row.checkedWith !== digest && (set.length > 0 || row.checkedWith === null);
    const isAsked = row.standing !== 'unasked' || asked >= MOST_ASKED;
    if (row.standing === 'signed' || (!isStale && isAsked)) continue;
    const request = await openKept(ctx, workspace.id, row.id);
    const said = request && readPlausible(request);
    if (!said) continue;
    const weight = isStale ? await weighSigned(ctx, lookup, request, said) : row;
    if (weight.standing === 'signed') await recordWeight(ctx.db, workspace.id, row.id, weight);
    else {
      asked += isAsked ? 0 : 1;
      const genuine = isAsked ? null : await isGenuine(ctx, workspace, said);
      const standing = genuine === null ? row.standing : genuine ? 'known' : 'denied';
      if (isStale || standing !== row.standing)
        await recordWeight(ctx.db, workspace.id, row.id, { ...weight, standing });
    }
    await nextTurn();
  }
}

/**
 * Accepts kept requests in their order, for whichever address they are signed. Returns the numbers of those that were taken and
 * that still fail. `set`: URLs that are set at Twilio.
 */
export async function releaseRefused(
  ctx: Context,
  workspace: OpenWorkspace,
  acceptors: Acceptors,
  set: readonly string[],
): Promise<{ taken: number; failing: number }> {
  const kept = await readKept(ctx, workspace.id);
  const { bases } = rememberFound(ctx, workspace.id);
  let taken = 0;
  for (const { id } of kept) {
    const request = await openKept(ctx, workspace.id, id);
    const lookup = { workspace, set, known: bases, guesses: true };
    const found = request && (await signedFor(ctx, lookup, request, readPlausible(request)));
    if (!found || !(await takeKept(acceptors, workspace, found.path, request.body))) continue;
    await deleteQuarantined(ctx.db, workspace.id, id);
    taken += 1;
  }
  return { taken, failing: kept.length - taken };
}

/** False for an unreadable request. */
async function takeKept(acceptors: Acceptors, workspace: OpenWorkspace, path: string, body: string): Promise<boolean> {
  return (await takeRequest(acceptors, workspace, { ...readCall(path), form: parseForm(body) })).ok;
}
