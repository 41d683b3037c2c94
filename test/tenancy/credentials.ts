// The credentials of a stranger: each is good for something else, and any request may carry it.
import { type Fields, fromTwilio, type Knock } from '../support/door.ts';
import { type Begun, beginSignIn } from '../support/sign-in.ts';
import type { Cast } from './tenants.ts';

export interface Attempt {
  /** The credential, and the URL that it is brought to. */
  what: string;
  request: Knock;
  status: number;
  /** The victim itself gave it away, for what it opens. */
  isGiven?: true;
}

export type Carry = (cast: Cast, request: Knock) => Knock | Promise<Knock>;

/** Asked at every route there is. */
export const credentials = {
  'no credential': (_, request) => request,
  'the session of another workspace': ({ stranger }, request) => withCookies(request, stranger.cookies),
  'a session that was signed out': ({ ended }, request) => withCookies(request, ended.signedOut),
  'a session that has expired': ({ ended }, request) => withCookies(request, ended.expired),
  'the form token of another session': ({ stranger }, request) => withField(request, 'csrf', stranger.csrf),
  'a text signed by another account': ({ world, stranger }, request) => {
    const { headers } = fromTwilio(world.serviceUrl, request.path, fieldsOf(request), stranger.authToken);
    return withHeaders(request, { 'x-twilio-signature': headers?.['x-twilio-signature'] ?? '' });
  },
  'the API key of another workspace': ({ stranger }, request) =>
    withHeaders(request, { authorization: `Bearer ${stranger.apiKey}` }),
  'the Intercom token of another workspace': ({ stranger }, request) =>
    withHeaders(request, { authorization: `Bearer ${stranger.workspace.tokens()[0]?.token}` }),
  'the sign-in of another browser': async ({ world, stranger }, request) => {
    const { state } = await beginElsewhere(world.serviceUrl, '/install');
    return withQuery(request, { state, code: stranger.workspace.authorize() });
  },
} satisfies Record<string, Carry>;

export type Credential = keyof typeof credentials;

let addresses = 0;

/** As if each came from another part of the world, over the one proxy that is trusted. */
export function fromElsewhere(request: Knock): Knock {
  addresses += 1;
  return withHeaders(request, { 'x-forwarded-for': `10.0.${addresses >> 8}.${addresses & 255}` });
}

export function withHeaders(request: Knock, headers: Record<string, string>): Knock {
  return { ...request, headers: { ...request.headers, ...headers } };
}

export function withCookies(request: Knock, cookies: string): Knock {
  return withHeaders(request, { cookie: cookies });
}

export function withQuery(request: Knock, fields: Record<string, string>): Knock {
  const [path = '', query = ''] = request.path.split('?');
  return {
    ...request,
    path: `${path}?${new URLSearchParams([...new URLSearchParams(query), ...Object.entries(fields)])}`,
  };
}

/** In its form, or where it has none in its query. */
function withField(request: Knock, name: string, value: string): Knock {
  if (!isForm(request)) return withQuery(request, { [name]: value });
  return {
    ...request,
    body: new URLSearchParams(
      [...fieldsOf(request), [name, value]].map(([a, b]) => [a, b] as [string, string]),
    ).toString(),
  };
}

function isForm({ headers }: Knock): boolean {
  return headers?.['content-type']?.includes('form') ?? false;
}

function fieldsOf(request: Knock): Fields {
  return isForm(request) ? [...new URLSearchParams(String(request.body))] : [];
}

/** From an address of its own. */
export function beginElsewhere(serviceUrl: string, path: string): Promise<Begun> {
  return beginSignIn(serviceUrl, path, fromElsewhere({ path }).headers);
}

export function form(path: string, fields: Record<string, string>): Knock {
  const body = new URLSearchParams(fields).toString();
  return { path, body, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
}

export function json(path: string, body: unknown): Knock {
  return { path, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}
