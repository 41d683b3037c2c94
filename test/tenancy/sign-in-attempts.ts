// A return from Intercom's page with the state of another browser, or of an attempt that is over.
import { type Attempt, beginElsewhere, withCookies, withQuery } from './credentials.ts';
import type { Cast } from './tenants.ts';

export async function signInAttempts({ world, victim, stranger }: Cast): Promise<Attempt[]> {
  const begin = (path = '/install') => beginElsewhere(world.serviceUrl, path);
  const late = await begin();
  await world.pass(11 * 60_000);
  const [own, others, used] = [await begin(), await begin(), await begin()];
  const come = (what: string, status: number, state: string, cookies: string, code: string): Attempt => {
    const request = withQuery({ method: 'GET', path: '/oauth/callback' }, { state, code });
    return { what, status, request: cookies === '' ? request : withCookies(request, cookies) };
  };
  const code = () => stranger.workspace.authorize();
  return [
    come('a forged state', 400, 'forged', own.cookies, code()),
    come('a state without its browser', 400, others.state, '', code()),
    come('the state of another browser', 400, (await begin()).state, own.cookies, code()),
    come('a state that has expired', 400, late.state, late.cookies, code()),
    come('a code that nobody gave', 400, (await begin()).state, own.cookies, 'guessed'),
    // Its own code lets it in, to its own workspace.
    come('its own state', 302, used.state, used.cookies, code()),
    come('a state that was used', 400, used.state, used.cookies, code()),
    // A stranger who sends the victim's browser here does not get it signed in as somebody else.
    come('its own code, in the browser of the victim', 400, own.state, victim.cookies, code()),
  ];
}
