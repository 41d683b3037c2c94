// An admin signs in through Intercom, step by step or in one go; the first one is the owner.
import type { SimulatedWorkspace } from '../../src/simulator/intercom/workspace.ts';
import type { World } from '../../src/simulator/world.ts';
import { Visitor } from './visitor.ts';

interface Way {
  workspace?: SimulatedWorkspace;
  path?: '/sign-in' | '/install';
  visitor?: Visitor;
}

/** The browser of the admin with that index, on the settings page. */
export async function signIn(world: World, admin = 0, way: Way = {}): Promise<Visitor> {
  const { workspace = world.workspace, path = '/sign-in', visitor = new Visitor() } = way;
  await visitor.goes(`${world.serviceUrl}${path}`);
  return visitor.sends('/oauth', { who: `${workspace.id}/${workspace.admins[admin]?.id}`, decision: 'allow' });
}

export interface Begun {
  /** The address of Intercom's page, to which the browser is sent. */
  location: URL;
  state: string;
  /** The cookie that the browser keeps meanwhile. */
  cookies: string;
}

/** Stops before the browser goes to Intercom's page. */
export async function beginSignIn(serviceUrl: string, path: string, headers: HeadersInit = {}): Promise<Begun> {
  const response = await fetch(`${serviceUrl}${path}`, { redirect: 'manual', headers });
  const location = new URL(response.headers.get('location') ?? '');
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { location, state: location.searchParams.get('state') ?? '', cookies: cookies.join('; ') };
}

/** Comes back from Intercom's page, and returns the answer without following it. */
export function comeBack(serviceUrl: string, query: Record<string, string>, cookie: string): Promise<Response> {
  const url = `${serviceUrl}/oauth/callback?${new URLSearchParams(query)}`;
  return fetch(url, { redirect: 'manual', headers: { cookie } });
}
