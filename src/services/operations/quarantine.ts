// What was refused because our own set-up was wrong can be checked again once that is mended; what still fails is never done.

import { hashOf, keyIdOf, Secret } from '../../lib/sealed.ts';
import { countQuarantined, deleteQuarantined, insertQuarantined, listQuarantined } from '../../store/quarantine.ts';
import { isTwilioSigned, parseForm } from '../../twilio/signature.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { type Acceptors, isForeign, takeRequest } from '../texts/take-request.ts';

export const KEPT_MS = 86_400_000;
const MOST = 1_000;
/** The latest tell how things stand. */
const LOOKED_AT = 20;

/** As it came; `path` with its query. */
export interface RefusedRequest {
  path: string;
  /** The host that was called, as the request named it. */
  host: string;
  header: string;
  body: string;
}

type KeepContext = Pick<Context, 'db' | 'sealer' | 'clock' | 'newId' | 'log'>;

/** Only what names the workspace's own account: of others nothing could ever be released. */
export async function keepRefused(ctx: KeepContext, workspace: OpenWorkspace, refused: RefusedRequest): Promise<void> {
  const { id: workspaceId } = workspace;
  if (refused.header === '' || isForeign(workspace, parseForm(refused.body))) return;
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

export function countRefused(ctx: Pick<Context, 'db' | 'clock'>, workspaceId: string): Promise<number> {
  return countQuarantined(ctx.db, workspaceId, new Date(ctx.clock.now() - KEPT_MS));
}

/**
 * An address that Twilio seems to call instead of ours: what was refused is signed for it. Null when nothing fits, which
 * leaves the Auth Token to blame.
 */
export async function findCalledUrl(
  ctx: KeepContext & Pick<Context, 'publicUrl'>,
  workspace: OpenWorkspace,
): Promise<string | null> {
  const kept = await listQuarantined(ctx.db, workspace.id, new Date(ctx.clock.now() - KEPT_MS));
  for (const { sealed } of kept.slice(-LOOKED_AT)) {
    const request = opened(ctx, workspace, sealed);
    if (!request) continue;
    const called = likelyUrls(ctx.publicUrl, request.host).find((url) => isGenuine(url, workspace, request));
    if (called !== undefined) return called;
  }
  return null;
}

/** The host as called and ours, under either scheme, with and without `www.`. */
function likelyUrls(publicUrl: string, host: string): string[] {
  const { host: own } = new URL(publicUrl);
  const hosts = [host, own, own.replace(/^www\./, ''), `www.${own}`, own.replace(/:\d+$/, '')];
  const urls = hosts
    .filter((one) => /^[\w.-]+(:\d+)?$/.test(one))
    .flatMap((one) => [`https://${one}`, `http://${one}`]);
  // Whoever forges a request writes any host.
  return [...new Set(urls)].filter((url) => url !== publicUrl && URL.canParse(url));
}

/** In their order; how many were taken and how many still fail. */
export async function releaseRefused(
  ctx: KeepContext & Pick<Context, 'publicUrl'>,
  workspace: OpenWorkspace,
  acceptors: Acceptors,
): Promise<{ taken: number; failing: number }> {
  const kept = await listQuarantined(ctx.db, workspace.id, new Date(ctx.clock.now() - KEPT_MS));
  let taken = 0;
  for (const { id, sealed } of kept) {
    const request = opened(ctx, workspace, sealed);
    if (!request || !isGenuine(ctx.publicUrl, workspace, request)) continue;
    await takeKept(acceptors, workspace, request);
    await deleteQuarantined(ctx.db, workspace.id, id);
    taken += 1;
  }
  return { taken, failing: kept.length - taken };
}

/** Undefined where its key was taken out of the environment meanwhile. */
function opened(ctx: KeepContext, { id: workspaceId }: OpenWorkspace, sealed: string): RefusedRequest | undefined {
  const plain = ctx.sealer.tryOpen(sealed, workspaceId);
  if (plain) return JSON.parse(plain.reveal()) as RefusedRequest;
  ctx.log.warn({ workspaceId, keyId: keyIdOf(sealed) }, 'a refused request can no longer be opened');
  return undefined;
}

function isGenuine(
  publicUrl: string,
  { twilioAuthTokens }: OpenWorkspace,
  { path, header, body }: RefusedRequest,
): boolean {
  const form = parseForm(body);
  return twilioAuthTokens.some((token) => isTwilioSigned(`${publicUrl}${path}`, form, header, token));
}

async function takeKept(acceptors: Acceptors, workspace: OpenWorkspace, { path, body }: RefusedRequest): Promise<void> {
  const url = new URL(path, 'http://kept');
  const kind = url.pathname.endsWith('/status') ? 'status' : 'messages';
  await takeRequest(acceptors, workspace, { kind, form: parseForm(body), message: url.searchParams.get('message') });
}
