// The traffic between the service and the pretend vendors, as lines of a list and one by one with headers and bodies.
import type { Exchange } from '../../stand-in/traffic.ts';
import type { DemoWorld } from '../page-world.ts';

/** One request: a call of the service, or a vendor's webhook to it. */
export interface WireLine {
  id: string;
  kind: 'call' | 'webhook';
  vendor: string;
  method: string;
  /** The path of a call, or the event of a webhook. */
  what: string;
  /** 0: hung up; null: no answer. */
  status: number | null;
  at: number;
  /** Counts from 1. */
  attempt: number;
  /** The customers' numbers and conversations in it, to find the lines of one conversation. */
  about: string[];
}

export interface WireDetail {
  request: { line: string; headers: Record<string, string>; body: string };
  answer: { line: string; body: string };
}

const SHOWN_LINES = 120;
/** A secret's name, in a header or in a field of JSON or of a form. */
const SECRET_HEADERS = /^(authorization|cookie|set-cookie)$/i;
const SECRET_FIELDS = /(?<!\w)("?(?:client_secret|access_token|token|code|auth_token)"?\s*[=:]\s*"?)([^"&\s,}]+)/gi;

/** `numberOf` gives every record a number of its own, so that the page can tell old lines from new ones. */
export function wireLines(world: DemoWorld, numberOf: (record: object) => number): WireLine[] {
  const ofService = world.traffic.exchanges.filter(isOfService).slice(-SHOWN_LINES);
  const calls = ofService.map((exchange): WireLine => {
    const { service: vendor, method, path: what, status, at } = exchange;
    const about = subjectsIn(`${what} ${exchange.requestBody}`);
    return { id: `c${numberOf(exchange)}`, kind: 'call', vendor, method, what, status, at, attempt: 1, about };
  });
  const posts = officesOf(world).flatMap(({ log }) =>
    log.slice(-SHOWN_LINES).map((delivery): WireLine => {
      const [vendor = '', ...words] = delivery.label.split(' ');
      const { method, status, at, attempt } = delivery;
      const about = subjectsIn(`${delivery.url} ${delivery.body}`);
      return {
        id: `w${numberOf(delivery)}`,
        kind: 'webhook',
        vendor,
        method,
        what: words.join(' '),
        status,
        at,
        attempt,
        about,
      };
    }),
  );
  return [...calls, ...posts].sort((a, b) => a.at - b.at).slice(-SHOWN_LINES);
}

/** @param id as in the line */
export function wireDetail(world: DemoWorld, numberOf: (record: object) => number, id: string): WireDetail | undefined {
  const call = world.traffic.exchanges.find((exchange) => `c${numberOf(exchange)}` === id);
  if (call) return detailOf(call);
  const post = officesOf(world)
    .flatMap(({ log }) => log)
    .find((delivery) => `w${numberOf(delivery)}` === id);
  if (!post) return undefined;
  return {
    request: { line: `${post.method} ${post.url}`, headers: masked(post.headers), body: hidden(post.body) },
    answer: { line: post.status === null ? 'no answer' : String(post.status), body: hidden(post.answer) },
  };
}

/** A browser asks for pages, and the service for none. */
function isOfService({ requestHeaders }: Exchange): boolean {
  return !(requestHeaders['accept'] ?? '').startsWith('text/html');
}

function detailOf({ method, path, requestHeaders, requestBody, status, responseBody }: Exchange): WireDetail {
  return {
    request: { line: `${method} ${hidden(path)}`, headers: masked(requestHeaders), body: hidden(requestBody) },
    answer: { line: status === 0 ? 'hung up' : String(status), body: hidden(responseBody) },
  };
}

function officesOf({ intercom, twilio }: DemoWorld) {
  return [...new Set([intercom.postOffice, twilio.postOffice])];
}

function masked(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.test(name) ? 'hidden' : value]),
  );
}

/** Secrets in bodies and addresses; signatures are shown, since they prove nothing but themselves. */
export function hidden(text: string): string {
  return text.replace(SECRET_FIELDS, '$1hidden');
}

/** Numbers in any of their spellings on the wire, and ids of conversations. */
function subjectsIn(text: string): string[] {
  const numbers = [...text.matchAll(/(?:\+|%2B)(\d{8,15})\b/gi)].map(([, digits]) => `+${digits}`);
  const conversations = [...text.matchAll(/\b(\d{15})\b/g)].map(([, id = '']) => id);
  return [...new Set([...numbers, ...conversations])];
}
