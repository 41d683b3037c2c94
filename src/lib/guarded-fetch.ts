// Calls addresses that others name: never in a private network, at no redirect, and never for endlessly many bytes.
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { parse as parseDisposition } from 'content-disposition';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

/** Which private addresses may be fetched from, against the rule. */
export interface Reach {
  /** Hosts that may be anywhere; `all`: every host. */
  privateHosts: 'all' | readonly string[];
  /** This machine itself may be reached, as where the vendors are pretend ones. */
  loopback: boolean;
}

export interface FetchOptions {
  /** They never follow a redirect to another host. */
  headers?: Readonly<Record<string, string>>;
  /** It is posted, and a redirect is an answer that nobody follows. Absent: a file is fetched. */
  posted?: string;
  /** The body ends with an error beyond them. */
  mostBytes: number;
  /** Milliseconds in which nothing may come, and in which all of it must. */
  stallMs: number;
  totalMs: number;
}

export interface FetchedFile {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** As its sender says, without parameters; empty where it does not. */
  contentType: string;
  /** Null where its sender names none. */
  name: string | null;
  /** As the sender counts it; null where it does not. */
  length: number | null;
  /** An iteration that stops ends the connection. */
  body: AsyncIterable<Uint8Array>;
  /** Ends the connection without reading the body. */
  discard(): void;
}

export type GuardedFetch = (url: string, options: FetchOptions) => Promise<FetchedFile>;

export type FetchFailure = 'private-address' | 'bad-address' | 'no-answer' | 'too-large';

/** The message names no address: it is for the log. */
export class FetchError extends Error {
  override name = 'FetchError';
  readonly failure: FetchFailure;
  constructor(failure: FetchFailure, detail = '') {
    super(['file-not-fetched', failure, detail].join(' ').trim());
    this.failure = failure;
  }
}

const MOST_REDIRECTS = 5;

/** Connects only to what a name resolves to at that moment, if it is public. No body is decompressed. */
export function createGuardedFetch(reach: Reach): GuardedFetch {
  const allowed = { allowIPAddressList: reach.loopback ? ['127.0.0.1', '::1'] : [] };
  const guarded = {
    'http:': new RequestFilteringHttpAgent(allowed),
    'https:': new RequestFilteringHttpsAgent(allowed),
  };
  return async (address, options) => {
    const signal = AbortSignal.timeout(options.totalMs);
    let url = parse(address);
    let headers = options.headers ?? {};
    for (let redirects = 0; ; redirects += 1) {
      if (!isAllowed(reach, url)) throw new FetchError('bad-address', url.protocol);
      const agent = isFree(reach, url) ? undefined : guarded[url.protocol as keyof typeof guarded];
      const { posted, stallMs } = options;
      const answer = await request(url, { headers, posted, agent, signal, stallMs });
      const next = posted === undefined ? locationOf(answer, url) : null;
      if (next === null) return toFile(answer, options);
      answer.destroy();
      if (redirects === MOST_REDIRECTS) throw new FetchError('bad-address', 'redirects');
      if (next.host !== url.host || next.protocol !== url.protocol) headers = {};
      url = next;
    }
  };
}

/** Its host may be anywhere. */
function isFree({ privateHosts }: Reach, { hostname }: URL): boolean {
  return privateHosts === 'all' || privateHosts.includes(hostname);
}

/** Nothing but https, save to hosts that may be private. Where the host is, only a connection tells. */
function isAllowed(reach: Reach, url: URL): boolean {
  const mayBePlain =
    isFree(reach, url) || (reach.loopback && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname));
  return url.protocol === 'https:' || (url.protocol === 'http:' && mayBePlain);
}

/** False for an address that would be refused: it is not https, or it names a machine without a public name. */
export function mayReach(reach: Reach, address: string): boolean {
  const url = URL.parse(address);
  if (url === null || !isAllowed(reach, url)) return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isFree(reach, url) || (isIP(host) === 0 && host.includes('.') && !host.endsWith('.localhost'));
}

interface Sent {
  headers: Readonly<Record<string, string>>;
  posted: string | undefined;
  agent: http.Agent | undefined;
  signal: AbortSignal;
  stallMs: number;
}

function request(url: URL, { headers, posted, agent, signal, stallMs }: Sent): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const scheme = url.protocol === 'https:' ? https : http;
    const method = posted === undefined ? 'GET' : 'POST';
    const length = posted === undefined ? {} : { 'content-length': String(Buffer.byteLength(posted)) };
    const all = { ...headers, ...length, 'accept-encoding': 'identity' };
    const made = scheme.request(url, { method, headers: all, agent, signal, timeout: stallMs }, resolve);
    made.on('timeout', () => made.destroy(new FetchError('no-answer', 'stalled')));
    made.on('error', (error) => reject(toFetchError(error)));
    made.end(posted);
  });
}

function locationOf({ statusCode = 0, headers: { location } }: http.IncomingMessage, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return null;
  return parse(location, from);
}

function parse(address: string, from?: URL): URL {
  const url = URL.parse(address, from);
  if (url === null) throw new FetchError('bad-address', 'unreadable');
  // A name and password in a URL would be sent along as credentials.
  url.username = '';
  url.password = '';
  return url;
}

function toFile(answer: http.IncomingMessage, { mostBytes }: FetchOptions): FetchedFile {
  const { statusCode = 0, headers } = answer;
  const length = /^\d{1,15}$/.test(headers['content-length'] ?? '') ? Number(headers['content-length']) : null;
  return {
    status: statusCode,
    headers,
    contentType: headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '',
    name: nameIn(headers['content-disposition']),
    length,
    body: bounded(answer, mostBytes, length),
    discard: () => void answer.destroy(),
  };
}

async function* bounded(
  answer: http.IncomingMessage,
  mostBytes: number,
  length: number | null,
): AsyncIterable<Uint8Array> {
  let read = 0;
  try {
    if (length !== null && length > mostBytes) throw new FetchError('too-large');
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      read += chunk.length;
      if (read > mostBytes) throw new FetchError('too-large');
      yield chunk;
    }
  } catch (error) {
    throw toFetchError(error);
  } finally {
    answer.destroy();
  }
}

function nameIn(header: string | undefined): string | null {
  if (header === undefined) return null;
  try {
    return parseDisposition(header).parameters['filename'] || null;
  } catch {
    return null;
  }
}

function toFetchError(error: unknown): FetchError {
  if (error instanceof FetchError) return error;
  const known = error instanceof Error ? error : new Error(String(error));
  // The library has no code for it.
  if (/is not allowed\. Because/.test(known.message)) return new FetchError('private-address');
  return new FetchError('no-answer', 'code' in known ? String(known.code) : known.name);
}
