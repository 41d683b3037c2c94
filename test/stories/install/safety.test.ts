// Who may come in, and what only they may do.
import { expect, test } from '@jest/globals';
import { createRouter, type Doors } from '../../../src/http/server.ts';
import { Secret } from '../../../src/lib/sealed.ts';
import { setUpPrivateWorkspace } from '../../../src/services/workspaces/set-up-private-workspace.ts';
import { ACCOUNT_SID, type World } from '../../../src/simulator/world.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../../support/door.ts';
import { signIn } from '../../support/sign-in.ts';
import { closeStages, stage } from '../../support/story.ts';
import { until } from '../../support/until.ts';
import { Visitor } from '../../support/visitor.ts';

closeStages();

/** Stops before the browser is sent to Intercom; gives where it would go. */
async function begin(world: World, path = '/install'): Promise<{ location: URL; cookie: string }> {
  const response = await fetch(`${world.serviceUrl}${path}`, { redirect: 'manual' });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { location: new URL(response.headers.get('location') ?? ''), cookie };
}

async function comeBack(world: World, query: Record<string, string>, cookie: string): Promise<Response> {
  const url = `${world.serviceUrl}/oauth/callback?${new URLSearchParams(query)}`;
  return fetch(url, { redirect: 'manual', headers: { cookie } });
}

onEachDatabase('signing in', (kind) => {
  test('the way to Intercom names this app, where to come back, and a state of its own each time', async () => {
    const { world } = await stage(kind);
    const [first, second] = [await begin(world), await begin(world)];
    expect(first.location.pathname).toBe('/oauth');
    expect(first.location.searchParams.get('redirect_uri')).toBe(`${world.serviceUrl}/oauth/callback`);
    expect(first.location.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
    expect(first.location.searchParams.get('state')).not.toBe(second.location.searchParams.get('state'));
  });

  test('a state that is forged, expired, used before or another browser’s lets nobody in', async () => {
    const { world } = await stage(kind);
    const members = () => world.app.ctx.database.owner.selectFrom('members').select('admin').execute();
    const code = () => world.workspace.authorize();
    const forged = await comeBack(world, { state: 'forged', code: code() }, (await begin(world)).cookie);
    const foreign = await begin(world);
    const stolen = await comeBack(
      world,
      { state: foreign.location.searchParams.get('state') ?? '', code: code() },
      (await begin(world)).cookie,
    );
    const bare = await begin(world);
    const cookieless = await comeBack(
      world,
      { state: bare.location.searchParams.get('state') ?? '', code: code() },
      '',
    );
    const late = await begin(world);
    await world.pass(11 * 60_000);
    const expired = await comeBack(
      world,
      { state: late.location.searchParams.get('state') ?? '', code: code() },
      late.cookie,
    );
    for (const answer of [forged, stolen, cookieless, expired]) {
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('This link is out of date');
      expect(answer.headers.getSetCookie().join()).not.toContain('threadwire_session=ey');
    }
    const good = await begin(world);
    const query = { state: good.location.searchParams.get('state') ?? '', code: code() };
    expect((await comeBack(world, query, good.cookie)).status).toBe(302);
    expect((await comeBack(world, { ...query, code: code() }, good.cookie)).status).toBe(400);
    expect(await members()).toHaveLength(1);
  });

  test('a refusal at Intercom, a code that is refused and Intercom away are said with what to do', async () => {
    const { world } = await stage(kind);
    const cancelled = await new Visitor().goes(`${world.serviceUrl}/install`);
    await cancelled.sends('/oauth', { decision: 'cancel' });
    cancelled.says('Nothing was connected');
    const refused = await begin(world, '/install?region=eu');
    const answer = await comeBack(
      world,
      { state: refused.location.searchParams.get('state') ?? '', code: 'no code of ours' },
      refused.cookie,
    );
    const page = await answer.text();
    expect(page).toContain('Intercom did not accept this');
    expect(page).toContain('/install?region=us');
    expect(page).toContain('/install?region=au');
    world.intercom.faults.add({ path: '/auth/eagle/token', kind: 'hang-up-before', times: 1 });
    const away = await begin(world);
    const silent = await comeBack(
      world,
      { state: away.location.searchParams.get('state') ?? '', code: world.workspace.authorize() },
      away.cookie,
    );
    expect(await silent.text()).toContain('Intercom does not answer');
  });

  test('the cookie is out of reach of scripts and other sites, and its session ends with signing out and after twelve hours', async () => {
    const { world } = await stage(kind);
    const started = await begin(world, '/sign-in');
    const answer = await comeBack(
      world,
      { state: started.location.searchParams.get('state') ?? '', code: world.workspace.authorize() },
      started.cookie,
    );
    const line = answer.headers.getSetCookie().find((one) => one.startsWith('threadwire_session=')) ?? '';
    expect(line.toLowerCase()).toMatch(/httponly/);
    expect(line.toLowerCase()).toMatch(/samesite=lax/);
    const visitor = await signIn(world);
    visitor.says(world.workspace.id === 'demo1234' ? 'Example Company' : '');
    const cookie = visitor.cookie('threadwire_session') ?? '';
    await visitor.sends('/sign-out');
    visitor.keeps('threadwire_session', cookie);
    await visitor.goes(`${world.serviceUrl}/settings`);
    expect(visitor.page.status).toBe(401);
    const other = await signIn(world);
    await world.pass(12 * 3_600_000 + 1_000);
    await other.goes(`${world.serviceUrl}/settings`);
    expect(other.page.status).toBe(401);
  });

  test('the workspace that the environment names keeps the environment’s token, whoever installs it', async () => {
    const { world } = await stage(kind);
    const visitor = await new Visitor().goes(`${world.serviceUrl}/install`);
    await visitor.sends('/oauth', { who: `${world.workspace.id}/${world.workspace.admins[0]?.id}`, decision: 'allow' });
    expect(visitor.page.status).toBe(200);
    const workspace = await world.app.ctx.workspaces.find(world.workspace.id, 0);
    expect(workspace?.source).toBe('environment');
    await visitor.posts(`${world.serviceUrl}/settings/twilio`, {
      csrf: visitor.forms()[0]?.fields.find(([name]) => name === 'csrf')?.[1] ?? '',
      do: 'disconnect',
    });
    visitor.says('The environment of the service names this');
  });

  test('another start takes from the environment what that names, and leaves what admins chose', async () => {
    const { world } = await stage(kind);
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

  test('who tries too often from one address waits, and is told how long', async () => {
    const { world } = await stage(kind);
    const answers = [];
    for (let turn = 0; turn < 35; turn += 1)
      answers.push(await fetch(`${world.serviceUrl}/install`, { redirect: 'manual' }));
    expect(answers.filter(({ status }) => status === 302)).toHaveLength(30);
    expect(answers.at(-1)?.status).toBe(429);
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    const page = await fetch(`${world.serviceUrl}/install`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('Wait a minute');
  });

  test('a form without the token of its session changes nothing', async () => {
    const { world } = await stage(kind);
    const visitor = await signIn(world);
    for (const csrf of ['', 'guessed']) {
      await visitor.posts(`${world.serviceUrl}/settings/pause`, { csrf, do: 'pause' });
      expect(visitor.page.status).toBe(401);
    }
    const other = await signIn(world);
    const token = other.forms()[0]?.fields.find(([name]) => name === 'csrf')?.[1] ?? '';
    await visitor.posts(`${world.serviceUrl}/settings/pause`, { csrf: token, do: 'pause' });
    expect(visitor.page.status).toBe(401);
    expect((await world.app.ctx.workspaces.find(world.workspace.id, 0))?.settings.isPaused).toBe(false);
  });

  test('who may not change settings sees them; the owner alone gives roles, and stays the owner', async () => {
    const { world } = await stage(kind);
    const workspace = world.intercom.addWorkspace({ id: 'second', name: 'Second Company' });
    const [first, second] = workspace.admins.map(({ id }) => id);
    const owner = await signIn(world, 0, { workspace, path: '/install' });
    const other = await signIn(world, 1, { workspace });
    const isOffered = (section: string) => other.forms().some(({ action }) => action.startsWith(section));
    expect([other.page.status, isOffered('/settings')]).toEqual([200, false]);
    await other.posts(`${world.serviceUrl}/settings/pause`, { csrf: other.formToken(), do: 'pause' });
    other.says('Your role may see the settings, not change them.');

    await owner.goes(`${world.serviceUrl}/settings`);
    await owner.sends('/settings/members', { admin: second ?? '', role: 'editor', do: 'save' });
    await other.goes(`${world.serviceUrl}/settings`);
    expect([isOffered('/settings/pause'), isOffered('/settings/members')]).toEqual([true, false]);
    const give = (visitor: Visitor, admin = '', role = 'viewer') =>
      visitor.posts(`${world.serviceUrl}/settings/members`, { csrf: visitor.formToken(), admin, role, do: 'save' });
    (await give(other, first)).says('Only the owner changes roles.');
    (await give(owner, first)).says('That member is the owner, or no longer there.');
    (await give(owner, second)).says('Saved.');

    await signIn(world, 1, { workspace, path: '/install', visitor: other });
    expect([other.page.status, isOffered('/settings')]).toEqual([200, false]);
  });

  test('every page says what it may load: nothing from elsewhere, and no script in the page', async () => {
    const { world } = await stage(kind);
    const visitor = await signIn(world);
    expect(visitor.page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(visitor.page.headers.get('cache-control')).toBe('no-store');
    expect(visitor.page.html).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|style="/);
  });

  test('one workspace’s session reads and changes nothing of another’s', async () => {
    const { world } = await stage(kind);
    const second = world.intercom.addWorkspace({ id: 'second', name: 'Second Company' });
    const stranger = await new Visitor().goes(`${world.serviceUrl}/install`);
    await stranger.sends('/oauth', { who: `second/${second.admins[0]?.id}`, decision: 'allow' });
    expect(stranger.words()).not.toContain('Example Company');
    const own = await signIn(world);
    await own.sends('/settings/templates', { name: 'Ours', body: 'Hello', do: 'save' });
    own.says('Ours');
    const id =
      own
        .forms()
        .flatMap((form) => form.fields)
        .find(([name, value]) => name === 'id' && value !== '')?.[1] ?? '';
    const csrf = stranger.forms()[0]?.fields.find(([name]) => name === 'csrf')?.[1] ?? '';
    const before = await own.goes(`${world.serviceUrl}/settings`).then((visitor) => visitor.words());
    const attempts: Record<string, Record<string, string>> = {
      templates: { id, name: 'Theirs', body: 'Changed', do: 'save' },
      members: { admin: world.workspace.admins[0]?.id ?? '', role: 'viewer', do: 'save' },
      'api-keys': { id, key: id, do: 'revoke' },
      numbers: { number: world.twilio.number(world.ourNumber).sid, do: 'save' },
      pause: { do: 'pause' },
      threading: { reopen_days: '9', hold_after_hours: '9', do: 'save' },
    };
    for (const [section, fields] of Object.entries(attempts))
      await stranger.posts(`${world.serviceUrl}/settings/${section}`, { csrf, ...fields });
    const strip = (words: string) => words.replace(/Jan \d+, 2026 at \S+/g, '');
    expect(strip((await own.goes(`${world.serviceUrl}/settings`)).words())).toBe(strip(before));
  });

  test('no route of the settings answers somebody who is not signed in', async () => {
    const { world } = await stage(kind);
    const routes = createRouter({ metricsAt: { ownPort: false, token: undefined } } as Doors).stack;
    const guarded = routes.filter((layer) => String(layer.path).startsWith('/settings'));
    expect(guarded.length).toBeGreaterThanOrEqual(2);
    for (const layer of guarded) {
      for (const method of layer.methods.filter((one) => one !== 'HEAD')) {
        const url = `${world.serviceUrl}${String(layer.path).replace(':section', 'pause')}`;
        const init = method === 'GET' ? {} : { body: new URLSearchParams({ do: 'pause' }) };
        expect((await fetch(url, { method, ...init })).status).toBe(401);
      }
    }
  });
});

onEachDatabase('a request with a wrong signature', (kind) => {
  test('for a host that is none leaves the settings readable', async () => {
    const { world } = await stage(kind);
    const { headers, ...rest } = fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(1), 'a guess');
    for (const host of ['elsewhere.example:99999', '1.2.3.4.5', 'www.1.2.3.400', 'a..b', '-'])
      expect((await knock(world.serviceUrl, { ...rest, headers: { ...headers, host } })).status).toBe(401);
    const visitor = await signIn(world);
    await until('the refusals are told', async () => {
      await visitor.goes('/settings');
      expect(visitor.page.status).toBe(200);
      return /\d requests from Twilio were refused/.test(visitor.words());
    });
  });
});
