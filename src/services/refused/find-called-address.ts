// Finds the address that a refused request was signed for: ours, or a likely one that Twilio was told to call instead.
import type { Secret } from '../../lib/sealed.ts';
import { nextTurn } from '../../lib/turns.ts';
import { isTwilioSigned, parseForm } from '../../twilio/signature.ts';
import { withQuery } from '../../twilio/webhook-urls.ts';

/** A request as it came; `path` with its query. */
export interface RefusedRequest {
  path: string;
  /** The host that was called, as the request named it. */
  host: string;
  /** A proxy's headers, trusted or not. Requests that an earlier version kept have none. */
  forwarded?: { host: string; prefix: string };
  header: string;
  /** The request's header about its signature. Requests that an earlier version kept have none. */
  settings?: string;
  body: string;
}

export interface SignedFor {
  /** The PUBLIC_URL that would fit. */
  base: string;
  /** The path, with the query as it was called. */
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
  /** Addresses that other requests were signed for. */
  known: Iterable<string>;
  /** URLs that are or were set at Twilio. */
  set: readonly string[];
  /** Our id of the text that the status is about. */
  messageId: string | null;
  /** Likely addresses are tried, too, beside known ones. */
  guesses: boolean;
}

/** Null where none of the account's tokens and keys signed it. A signature is proof, whatever the address. Works in pieces. */
export async function findSignedFor(request: RefusedRequest, means: Means): Promise<SignedFor | null> {
  const form = parseForm(request.body);
  // The length tells the algorithm, also where a proxy dropped the header about it.
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

/** The path as it came, and with our query that a proxy may have dropped. An added query would be a forgery. */
function likelyPaths(path: string, messageId: string | null): string[] {
  if (path.includes('?')) return [path];
  return [path, withQuery(path, messageId)];
}

/** The called host and ours, under either scheme, with and without `www.` and a prefix, and the URLs that are set at Twilio. */
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
  // A forged request may name any host.
  return [...told, ...guessed].filter((url) => URL.canParse(url));
}

function isPrefix(prefix: string): boolean {
  return prefix === '' || /^(\/[\w.-]+)+$/.test(prefix);
}
