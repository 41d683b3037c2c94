// Only people of the workspace come in, and only those with the role change it.

import { Secret } from '../../../src/lib/sealed.ts';
import { nameNoOther, setUpPrivateWorkspace } from '../../../src/services/workspaces/set-up-private-workspace.ts';
import { ACCOUNT_SID, AUTH_TOKEN, type World } from '../../../src/simulator/world.ts';
import { storedRoles } from '../../support/database/stored.ts';
import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../../support/door.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { installs } from '../../support/second-workspace.ts';
import { beginSignIn, comeBack, signIn } from '../../support/sign-in.ts';
import { closeStages, stage } from '../../support/story.ts';
import { Visitor } from '../../support/visitor.ts';

closeStages();

const begin = (world: World, path = '/install') => beginSignIn(world.serviceUrl, path);

describe('signing in', () => {
  test('names this app, the way back, and a new state', async () => {
    const { world } = await stage();
    const [first, second] = [await begin(world), await begin(world)];
    expect(first.location.pathname).toBe('/oauth');
    expect(first.location.searchParams.get('redirect_uri')).toBe(`${world.serviceUrl}/oauth/callback`);
    expect(first.location.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
    expect(first.location.searchParams.get('state')).not.toBe(second.location.searchParams.get('state'));
  });

  test('lets nobody in by a state that is not theirs', async () => {
    const { world } = await stage();
    const members = async () => Object.keys(await storedRoles(world));
    const come = (state: string, cookies: string) =>
      comeBack(world.serviceUrl, { state, code: world.workspace.authorize() }, cookies);
    const forged = await come('forged', (await begin(world)).cookies);
    const stolen = await come((await begin(world)).state, (await begin(world)).cookies);
    const cookieless = await come((await begin(world)).state, '');
    const late = await begin(world);
    await world.pass(11 * 60_000);
    const expired = await come(late.state, late.cookies);
    for (const answer of [forged, stolen, cookieless, expired]) {
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('This link is out of date');
      expect(answer.headers.getSetCookie().join()).not.toContain('threadwire_session=');
    }
    const good = await begin(world);
    const first = await come(good.state, good.cookies);
    expect([first.status, first.headers.get('location')]).toEqual([302, '/']);
    const again = await come(good.state, good.cookies);
    expect(again.status).toBe(400);
    // A used state no longer tells its purpose, so the page leads to signing in first, and to installing after that.
    const [way, ...others] = [...(await again.text()).matchAll(/ href="(\/[a-z-]+(?:\?[^"]*)?)"/g)].map(
      ([, url]) => url,
    );
    expect(way).toBe('/sign-in');
    expect(others).toEqual(['/install', '/sign-in?region=eu', '/sign-in?region=au']);
    const session = first.headers.getSetCookie().find((line) => line.startsWith('threadwire_session='));
    const reloaded = await come(good.state, session?.split(';')[0] ?? '');
    expect([reloaded.status, reloaded.headers.get('location')]).toEqual([302, '/']);
    expect(await members()).toHaveLength(1);
  });

  test('every failure at Intercom is said with what to do', async () => {
    const { world } = await stage();
    const { intercom, workspace, serviceUrl } = world;
    const cancelled = await new Visitor().goes(`${serviceUrl}/install`);
    await cancelled.sends('/oauth', { decision: 'cancel' });
    cancelled.says('You didn’t allow Threadwire');
    const [back = ''] = cancelled.page.html.match(/http[^"]+install_success=false[^"]+/) ?? [];
    await cancelled.goes(back.replaceAll('&amp;', '&'));
    cancelled.says('You didn’t allow Threadwire');

    const comes = async (path: string, code: string) => {
      const { state, cookies } = await begin(world, path);
      return (await comeBack(serviceUrl, { state, code }, cookies)).text();
    };
    const refused = await comes('/install?region=au', 'no code of ours');
    expect(refused).toContain('Intercom refused this');
    expect(refused.match(/\/install\?region=\w\w/g)).toEqual(
      ['au', 'us', 'eu'].map((region) => `/install?region=${region}`),
    );
    intercom.faults.add({ path: '/auth/eagle/token', kind: 'hang-up-before', times: 1 });
    expect(await comes('/install', workspace.authorize())).toContain('Intercom does not answer');
    workspace.withdrawPermission('Gather App data');
    expect(await comes('/install', workspace.authorize())).toContain('“Read admins” and “Gather App data”');
    workspace.restorePermission('Gather App data');
    workspace.setEmailVerified(workspace.admins[0]?.id ?? '', false);
    const unverified = await comes('/sign-in', workspace.authorize());
    expect(unverified).toContain('Your email is not verified');
    expect(unverified).not.toContain('Back to Intercom');
    const other = intercom.addWorkspace({ id: 'second', name: 'Second Company' });
    const unknown = await comes('/sign-in', other.authorize());
    expect(unknown).toContain('Threadwire is not installed');
    expect(unknown).toContain('href="/install?region=us"');
  });

  test('a session ends with signing out, and after twelve hours', async () => {
    const { world } = await stage();
    const visitor = await signIn(world);
    visitor.says('Example Company');
    const cookie = visitor.cookies();
    const asks = async () => (await fetch(`${world.serviceUrl}/settings`, { headers: { cookie } })).status;
    expect(await asks()).toBe(200);
    await visitor.sends('/sign-out');
    expect(await asks()).toBe(401);
    const other = await signIn(world);
    await world.pass(12 * 3_600_000 + 1_000);
    await other.goes(`${world.serviceUrl}/settings`);
    expect(other.page.status).toBe(401);
    other.says('Sign in with Intercom');
  });

  test('an address says nothing and leads nowhere that we did not mean', async () => {
    const { world } = await stage();
    const visitor = await signIn(world);
    await visitor.goes(`${world.serviceUrl}/settings?saved=pause&words=Send+your+token+to+5551234&next=//evil.example`);
    expect(visitor.page.html).not.toMatch(/Send your token|evil\.example/);
    await visitor.posts(`${world.serviceUrl}/settings/${encodeURIComponent('//evil.example')}`, {
      csrf: visitor.formToken(),
    });
    expect([visitor.page.status, visitor.page.html.includes('evil.example')]).toEqual([422, false]);
    await visitor.sends('/settings/pause', { do: 'pause' });
    expect(visitor.page.url).toBe(`${world.serviceUrl}/settings/pause`);
    visitor.says('Sending is paused: no text goes out until you resume.');
    await visitor.goes('/');
    expect(visitor.words()).not.toContain('Sending is paused: no text goes out until you resume.');
    const { state, cookies } = await begin(world, '/install?next=//evil.example&redirect_uri=https://evil.example');
    const query = { state, code: world.workspace.authorize(), next: '//evil.example' };
    expect((await comeBack(world.serviceUrl, query, cookies)).headers.get('location')).toBe('/');
  });

  test('keeps the environment’s token, whoever installs that workspace', async () => {
    const { world } = await stage();
    const visitor = await new Visitor().goes(`${world.serviceUrl}/install`);
    await visitor.sends('/oauth', { who: `${world.workspace.id}/${world.workspace.admins[0]?.id}`, decision: 'allow' });
    expect(visitor.page.status).toBe(200);
    const workspace = await world.app.ctx.workspaces.find(world.workspace.id, 0);
    expect(workspace?.source).toBe('environment');
    await visitor.posts(`${world.serviceUrl}/settings/twilio`, {
      csrf: visitor.formToken(),
      do: 'disconnect',
    });
    visitor.says('Set by the server (TWILIO_… variables). Only the operator can change it.');
    visitor.says(/Only the operator can change it\. Account SID/);
  });

  test('takes the environment’s values at a start, and leaves admins’ choices', async () => {
    const { world } = await stage();
    const { ctx } = world.app;
    const { id, admins } = world.workspace;
    const chosen = { acting_admin: admins[1]?.id ?? '', time_zone: 'Asia/Tokyo' };
    (await (await signIn(world)).sends('/settings/inbox', { ...chosen, do: 'save' })).says('Saved.');
    const intercomToken = new Secret(world.workspace.tokens()[0]?.token ?? '');
    const input = { intercomToken, twilioAccountSid: ACCOUNT_SID, twilioAuthToken: new Secret('another') };
    const candidates = [{ region: 'US' as const, intercom: ctx.intercomAt(world.intercom.url, intercomToken) }];
    await setUpPrivateWorkspace(ctx, candidates, { ...input, senders: ['+14155550199'] });
    const workspace = await ctx.workspaces.find(id, 0);
    expect(workspace).toMatchObject({ timezone: 'Asia/Tokyo', actingAdminId: admins[1]?.id });
    expect(workspace?.senders).toEqual(['+14155550199']);
  });

  test('is ordinary for a workspace the environment no longer names', async () => {
    const { world } = await stage();
    const { ctx } = world.app;
    const { id, admins } = world.workspace;
    const who = `${id}/${admins[0]?.id}`;
    await nameNoOther(ctx, id);
    expect((await ctx.workspaces.get(id)).source).toBe('environment');
    await nameNoOther(ctx, null);
    const visitor = await installs(world, new Visitor(), who);
    expect((await ctx.workspaces.get(id)).source).toBe('install');
    await visitor.sends('/settings/twilio', { account_sid: ACCOUNT_SID, auth_token: AUTH_TOKEN, do: 'save' });
    visitor.says('Connected to');
    const number = world.twilio.number(world.ourNumber).sid;
    await visitor.sends('/settings/numbers', { number, do: 'save' });
    await visitor.sends('/settings/numbers', { number, do: 'set-webhooks' });
    expect((await ctx.workspaces.get(id)).senders).toEqual([world.ourNumber]);
  });

  test('makes an address wait that tries too often', async () => {
    const { world } = await stage();
    const paths = ['/install', '/sign-in', '/oauth/callback'] as const;
    const answers: Response[] = [];
    for (let turn = 0; turn < 35; turn += 1) {
      // No proxy is trusted here, so nobody is believed to come from elsewhere.
      const headers = { 'x-forwarded-for': `10.0.0.${turn}` };
      answers.push(await fetch(`${world.serviceUrl}${paths[turn % 3]}`, { redirect: 'manual', headers }));
    }
    // All addresses share one count.
    expect(answers.slice(0, 30).map(({ status }) => status)).toEqual(
      Array.from({ length: 10 }, () => [302, 302, 400]).flat(),
    );
    expect(answers.slice(30).map(({ status }) => status)).toEqual([429, 429, 429, 429, 429]);
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    const page = await fetch(`${world.serviceUrl}/install`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('Wait a minute');
  });

  test('a form without the token of its session changes nothing', async () => {
    const { world } = await stage();
    const visitor = await signIn(world);
    for (const csrf of ['', 'guessed']) {
      await visitor.posts(`${world.serviceUrl}/settings/pause`, { csrf, do: 'pause' });
      expect(visitor.page.status).toBe(401);
    }
    const other = await signIn(world);
    await visitor.posts(`${world.serviceUrl}/settings/pause`, { csrf: other.formToken(), do: 'pause' });
    expect(visitor.page.status).toBe(401);
    expect((await other.goes('/')).words()).not.toContain('Sending is paused');
  });

  test('shows settings to everybody; the owner alone gives roles', async () => {
    const { world } = await stage();
    const workspace = world.intercom.addWorkspace({ id: 'second', name: 'Second Company' });
    const [first, second] = workspace.admins.map(({ id }) => id);
    const owner = await signIn(world, 0, { workspace, path: '/install' });
    const other = await signIn(world, 1, { workspace });
    const isOffered = (section: string) => other.forms().some(({ action }) => action.startsWith(section));
    expect([other.page.status, isOffered('/settings')]).toEqual([200, false]);
    await other.posts(`${world.serviceUrl}/settings/pause`, { csrf: other.formToken(), do: 'pause' });
    other.says('You can view the settings but not change them.');

    await owner.goes(`${world.serviceUrl}/`);
    await owner.sends('/settings/members', { admin: second ?? '', role: 'editor', do: 'save' });
    await other.goes(`${world.serviceUrl}/settings/pause`);
    expect(isOffered('/settings/pause')).toBe(true);
    await other.goes(`${world.serviceUrl}/settings/members/${first}`);
    expect(isOffered('/settings/members')).toBe(false);
    const give = (visitor: Visitor, admin = '', role = 'viewer') =>
      visitor.posts(`${world.serviceUrl}/settings/members`, { csrf: visitor.formToken(), admin, role, do: 'save' });
    (await give(other, first)).says('Only the owner can change roles.');
    (await give(owner, first)).says('This member is the owner, or has left.');
    (await give(owner, second)).says('Saved.');

    await signIn(world, 1, { workspace, path: '/install', visitor: other });
    expect([other.page.status, isOffered('/settings')]).toEqual([200, false]);
  });

  test('the page has no script in it, and stays in no cache', async () => {
    const { world } = await stage();
    const visitor = await signIn(world);
    expect(visitor.page.headers.get('cache-control')).toBe('no-store');
    expect(visitor.page.html).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|style="/);
  });
});

describe('a request with a wrong signature', () => {
  test('for a host that is none leaves the settings readable', async () => {
    const { world } = await stage();
    const { headers, ...rest } = fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(1), 'a guess');
    for (const host of ['elsewhere.example:99999', '1.2.3.4.5', 'www.1.2.3.400', 'a..b', '-'])
      expect((await knock(world.serviceUrl, { ...rest, headers: { ...headers, host } })).status).toBe(401);
    const visitor = await signIn(world);
    await world.settle();
    await visitor.goes('/');
    expect(visitor.page.status).toBe(200);
    visitor.says('5 requests were refused in the last day');
  });
});
