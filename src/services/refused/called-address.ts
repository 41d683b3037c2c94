// Which address a refused request was signed for: ours, or a likely one that Twilio was told to call instead of it.
import type { Secret } from '../../lib/sealed.ts';
import { nextTurn } from '../../lib/turns.ts';
import { isTwilioSigned, parseForm } from '../../twilio/signature.ts';
import { withQuery } from '../../twilio/webhook-urls.ts';

/** As it came; `path` with its query. */
export interface RefusedRequest {
  path: string;
  /** The host that was called, as the request named it. */
  host: string;
  /** What a proxy says of it, believed or not. What an earlier version kept has none. */
  forwarded?: { host: string; prefix: string };
  header: string;
  /** What it says of the signature; what an earlier version kept has none. */
  settings?: string;
  body: string;
}

export interface SignedFor {
  /** What PUBLIC_URL would have to be. */
  base: string;
  /** With the query as it was called. */
  path: string;
}

/** An Auth Token, or a shared key. */
export interface Signer {
  secret: Secret;
  algorithm: 'HMAC_SHA1' | 'HMAC_SHA256';
}

export interface Means {
  publicUrl: string;
  signers: readonly Signer[];
  /** Addresses at which others were called. */
  known: Iterable<string>;
  /** URLs that are or were set at Twilio. */
  set: readonly string[];
  /** Our id of the text that its status is about. */
  messageId: string | null;
  /** Otherwise only what is known is tried. */
  guesses: boolean;
}

/** In pieces. Null where none of the account's tokens and keys signed it. That one did is all the proof there is need for, whichever address it is. */
export async function findSignedFor(request: RefusedRequest, means: Means): Promise<SignedFor | null> {
  const form = parseForm(request.body);
  // By its length, whatever a proxy left of what the request says of it.
  const algorithm = request.header.length > 28 ? 'HMAC_SHA256' : 'HMAC_SHA1';
  const signers = means.signers.filter((signer) => signer.algorithm === algorithm);
  const bases = new Set([means.publicUrl, ...means.known, ...(means.guesses ? likelyBases(request, means) : [])]);
  for (const base of bases) {
    for (const path of likelyPaths(request.path, means.messageId))
      if (
        signers.some(({ secret, algorithm }) =>
          isTwilioSigned(`${base}${path}`, form, request.header, secret, algorithm),
        )
      )
        return { base, path };
    await nextTurn();
  }
  return null;
}

/** As it came, and with the query that a proxy may have dropped: one of ours. A query that was added is somebody's forgery. */
function likelyPaths(path: string, messageId: string | null): string[] {
  if (path.includes('?')) return [path];
  return [path, withQuery(path, messageId)];
}

/** The host as called and ours, under either scheme, with and without `www.` and a prefix, and what is set at Twilio. */
function likelyBases({ host, forwarded, path }: RefusedRequest, { publicUrl, set }: Means): string[] {
  const { host: own, pathname } = new URL(publicUrl);
  const hosts = [host, forwarded?.host ?? '', own, own.replace(/^www\./, ''), `www.${own}`, own.replace(/:\d+$/, '')];
  const prefixes = ['', pathname.replace(/\/$/, ''), forwarded?.prefix ?? ''];
  const guessed = hosts
    .filter((one) => /^[\w.-]+(:\d+)?$/.test(one))
    .flatMap((one) => [`https://${one}`, `http://${one}`])
    .flatMap((origin) => prefixes.filter(isPrefix).map((prefix) => `${origin}${prefix}`));
  const [door = path] = path.split('?');
  const told = set.flatMap((url) => {
    const at = url.indexOf(door);
    return at > 0 ? [url.slice(0, at)] : [];
  });
  // Whoever forges a request writes any host.
  return [...told, ...guessed].filter((url) => URL.canParse(url));
}

function isPrefix(prefix: string): boolean {
  return prefix === '' || /^(\/[\w.-]+)+$/.test(prefix);
}
