// What was refused because our own set-up was wrong can be checked again once that is mended; what still fails is never done.
import { hashOf, Secret } from '../../lib/sealed.ts';
import { deleteQuarantined, insertQuarantined, listQuarantined } from '../../store/evidence/quarantine.ts';
import { knownSids } from '../../store/texts/messages.ts';
import { parseStatusEvent } from '../../twilio/payloads.ts';
import { parseForm } from '../../twilio/signature.ts';
import { readCall } from '../../twilio/webhook-urls.ts';
import { type Context, nowOf, type OpenWorkspace, type Storing, type Timed, type Watched } from '../context.ts';
import { type Acceptors, takeRequest } from '../texts/take-request.ts';
import { findSignedFor, type RefusedRequest, type SignedFor } from './called-address.ts';

export const KEPT_MS = 86_400_000;
const MOST = 1_000;
/** Of how many it is guessed for which address they are signed. The rest are tried with what was found. */
const MOST_GUESSES = 100;

type KeepContext = Storing & Timed & Watched & Pick<Context, 'sealer'>;

/** Also what names another account: a subaccount of this one may be connected next. Whose it is counts when it is released. */
export async function keepRefused(ctx: KeepContext, workspace: OpenWorkspace, refused: RefusedRequest): Promise<void> {
  const { id: workspaceId } = workspace;
  if (refused.header === '') return;
  const at = nowOf(ctx);
  try {
    const sealed = ctx.sealer.seal(new Secret(JSON.stringify(refused)), workspaceId);
    const since = new Date(at.getTime() - KEPT_MS);
    // With the signature in it, which nobody guesses, it tells nothing of the text.
    const digest = hashOf(JSON.stringify([refused.path, refused.header, refused.body]));
    await insertQuarantined(ctx.db, { workspaceId, id: ctx.newId(), sealed, digest, at }, { since, most: MOST });
  } catch (error) {
    // The refusal stands either way, and is what its sender has to hear.
    ctx.log.warn({ workspaceId, err: error }, 'a refused request could not be kept');
  }
}

export interface KeptRequest {
  id: string;
  at: Date;
  path: string;
  body: string;
  /** Null: for no address that we know of; nothing proves that it is Twilio's. */
  signedFor: SignedFor | null;
}

/** What was refused in the last day, in the order in which it came. `set`: URLs that are set at Twilio. */
export async function readKept(
  ctx: KeepContext & Pick<Context, 'publicUrl'>,
  workspace: OpenWorkspace,
  set: readonly string[],
): Promise<KeptRequest[]> {
  const { id: workspaceId, twilioAuthTokens: tokens } = workspace;
  const rows = await listQuarantined(ctx.db, workspaceId, new Date(ctx.clock.now() - KEPT_MS));
  const opened = rows.map(({ id, sealed, at }) => {
    const request = openRequest(ctx, workspaceId, sealed);
    return { id, at, request, sid: request ? statusSidOf(request) : null };
  });
  const sids = opened.map(({ sid }) => sid).filter((sid) => sid !== null);
  const ours = await knownSids(ctx.db, workspaceId, sids);
  const known = new Set<string>();
  let guesses = MOST_GUESSES;
  const means = { publicUrl: ctx.publicUrl, tokens, known, set: [...set, ...setBefore(workspace)] };
  // The latest tell how things stand.
  const kept = opened.toReversed().map(({ id, at, request, sid }): KeptRequest => {
    if (!request) return { id, at, path: '', body: '', signedFor: null };
    const messageId = ours.get(sid ?? '') ?? null;
    const signedFor = findSignedFor(request, { ...means, messageId, guesses: guesses > 0 });
    if (signedFor) known.add(signedFor.base);
    else guesses -= 1;
    return { id, at, path: request.path, body: request.body, signedFor };
  });
  return kept.toReversed();
}

/** What stood at Twilio before we changed it. */
function setBefore({ senderDetails, services }: OpenWorkspace): string[] {
  return [...senderDetails, ...services].flatMap(({ webhookBefore }) => Object.values(webhookBefore ?? {}));
}

function statusSidOf({ path, body }: RefusedRequest): string | null {
  const parsed = readCall(path).kind === 'status' ? parseStatusEvent(parseForm(body)) : null;
  return parsed?.ok ? parsed.value.sid : null;
}

/**
 * In their order, for whichever address they are signed; how many were taken and how many still fail. `set`: URLs that are
 * set at Twilio.
 */
export async function releaseRefused(
  ctx: KeepContext & Pick<Context, 'publicUrl'>,
  workspace: OpenWorkspace,
  acceptors: Acceptors,
  set: readonly string[],
): Promise<{ taken: number; failing: number }> {
  const kept = await readKept(ctx, workspace, set);
  let taken = 0;
  for (const { id, body, signedFor } of kept) {
    if (!signedFor || !(await takeKept(acceptors, workspace, signedFor.path, body))) continue;
    await deleteQuarantined(ctx.db, workspace.id, id);
    taken += 1;
  }
  return { taken, failing: kept.length - taken };
}

/** Undefined where its key was taken out of the environment meanwhile. */
function openRequest(ctx: KeepContext, workspaceId: string, sealed: string): RefusedRequest | undefined {
  const opened = ctx.sealer.tryOpen(sealed, workspaceId);
  if (opened) return JSON.parse(opened.reveal()) as RefusedRequest;
  ctx.log.warn({ workspaceId }, 'a refused request can no longer be opened');
  return undefined;
}

/** False for what cannot be read. */
async function takeKept(acceptors: Acceptors, workspace: OpenWorkspace, path: string, body: string): Promise<boolean> {
  return (await takeRequest(acceptors, workspace, { ...readCall(path), form: parseForm(body) })).ok;
}
