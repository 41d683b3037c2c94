// Holds the pretend Intercom to what is known of installing: its pages, codes, tokens, permissions and workspaces apart.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../src/lib/clock.ts';
import { type IntercomStandIn, startIntercom } from '../../src/simulator/intercom/server.ts';
import type { SimulatedWorkspace } from '../../src/simulator/intercom/workspace.ts';
import { Traffic } from '../../src/simulator/stand-in/traffic.ts';
import { afterEach, beforeEach, describe, expect, test } from '../support/jest-globals.ts';
import { type Listener, startListener } from '../support/listener.ts';

const BACK = 'https://threadwire.example/oauth/callback?from=intercom';
const REQUEST = { client_id: 'client-id', state: 'a state & more', redirect_uri: BACK };
const APP = { clientId: 'client-id', clientSecret: 'secret', redirectUrls: [BACK] };
const [THEO, INES] = ['991267001', '991267002'];

let clock: ManualClock;
let traffic: Traffic;
let intercom: IntercomStandIn;
let service: Listener;
let acme: SimulatedWorkspace;
let umbra: SimulatedWorkspace;

beforeEach(async () => {
  clock = new ManualClock(Date.UTC(2026, 5, 1, 12));
  service = await startListener();
  const file = process.env.SIMULATOR_TRAFFIC_LOG;
  traffic = new Traffic(file ? { file } : {});
  intercom = await startIntercom({
    clock,
    traffic,
    clientId: 'client-id',
    clientSecret: 'secret',
    redirectUrls: [BACK],
  });
  intercom.configure({
    webhookUrl: `${service.url}/webhooks`,
    canvasUrl: service.url,
    uninstallUrl: `${service.url}/uninstalled`,
  });
  acme = intercom.addWorkspace({ id: 'acme01', name: 'Acme <Ltd>', token: 'token-acme' });
  umbra = intercom.addWorkspace({ id: 'umbra02', name: 'Umbra', region: 'EU', timezone: 'Europe/Paris' });
});

afterEach(async () => {
  await intercom.close();
  await service.close();
  await traffic.close();
});

async function api(
  token: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; headers: Headers; body: Body }> {
  const response = await fetch(intercom.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'intercom-version': '2.16', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read as their tests expect them
type Body = any;

const browse = (path: string, query: Record<string, string>) =>
  fetch(`${intercom.url}${path}?${new URLSearchParams(query)}`, { redirect: 'manual' });

const press = (form: Record<string, string>) =>
  fetch(`${intercom.url}/oauth`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

const exchange = (code: string, secret = 'secret') =>
  api('', '/auth/eagle/token', { code, client_id: 'client-id', client_secret: secret });

/** The query with which a browser is sent back. */
function returned(response: Response): Record<string, string> {
  expect(response.status).toBe(302);
  const url = new URL(response.headers.get('location') ?? '');
  expect(url.origin + url.pathname).toBe('https://threadwire.example/oauth/callback');
  return Object.fromEntries(url.searchParams);
}

async function settled(path: string): Promise<Body[]> {
  await intercom.postOffice.deliverDue();
  const found = service.heard.filter((one) => one.path.startsWith(path));
  return found.map(({ body }) => JSON.parse(body));
}

describe('the page that asks', () => {
  test('names the app, every workspace and its admins, and runs no script', async () => {
    const response = await browse('/oauth', REQUEST);
    const html = await response.text();
    expect(response).toMatchObject({ status: 200 });
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(html).toContain('<title>Threadwire wants to connect</title>');
    expect(html).toContain('Acme &lt;Ltd&gt; (US, installed)');
    expect(html).toContain('Umbra (EU)');
    expect(html).toContain(`value="umbra02/${INES}"`);
    expect(html).toContain('>Allow</button>');
    expect(html).toContain('>Cancel</button>');
    expect(html).toContain('value="a state &amp; more"');
    expect(html).not.toMatch(/<script|\son\w+=|Acme <Ltd>/i);
  });

  test('is an error for an unknown app and an unregistered address', async () => {
    const wrong = [{ client_id: 'other' }, { redirect_uri: 'https://evil.example/' }, { redirect_uri: `${BACK}&x=1` }];
    for (const over of wrong) {
      const asked = await browse('/oauth', { ...REQUEST, ...over });
      const pressed = await press({ ...REQUEST, ...over, decision: 'allow', who: `acme01/${THEO}` });
      expect([over, asked.status, pressed.status, pressed.headers.get('location')]).toEqual([over, 400, 400, null]);
    }
  });

  test('uses the first registered address where none is named', async () => {
    const pressed = await press({ client_id: 'client-id', decision: 'allow', who: `acme01/${THEO}` });
    expect(returned(pressed)).toEqual({ from: 'intercom', code: expect.any(String) });
  });

  test('sends a browser that cancels back with an error', async () => {
    const cancelled = returned(await press({ ...REQUEST, decision: 'cancel' }));
    expect(cancelled).toEqual({ from: 'intercom', error: 'access_denied', state: REQUEST.state });
  });

  test.each(['', 'acme01', 'acme01/1', 'nowhere/991267001'])('takes nobody for the choice %j', async (who) => {
    expect((await press({ ...REQUEST, decision: 'allow', who })).status).toBe(400);
  });

  test('stays out of the traffic that is held against the API description', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'intercom-pages-')), 'traffic.ndjson');
    await intercom.close();
    intercom = await startIntercom({ clock, traffic: new Traffic({ file }), ...APP });
    await browse('/oauth', REQUEST);
    await press({ ...REQUEST, decision: 'cancel' });
    await browse('/appstore/redirect', { install_success: 'true' });
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});

test('the App Store says how an installation ended', async () => {
  const title = async (query: Record<string, string>) => {
    const html = await (await browse('/appstore/redirect', query)).text();
    return [/<title>(.*)<\/title>/.exec(html)?.[1], /<p>(.*)<\/p>/.exec(html)?.[1]];
  };
  expect(await title({ install_success: 'true' })).toEqual([
    'Threadwire is installed',
    'You are back in the App Store.',
  ]);
  expect(await title({ install_success: 'false', error_message: 'No <luck>' })).toEqual([
    'Threadwire could not be installed',
    'No &lt;luck&gt;',
  ]);
});

describe('a code', () => {
  test('ends in an equals sign, comes back whole and is exchanged once', async () => {
    const { code = '', state } = returned(await press({ ...REQUEST, decision: 'allow', who: `umbra02/${INES}` }));
    expect(state).toBe(REQUEST.state);
    expect(code).toMatch(/=$/);
    expect((await exchange(code.slice(0, -1))).status).toBe(401);
    const { status, body } = await exchange(code);
    expect(status).toBe(200);
    expect(body).toEqual({ token_type: 'Bearer', token: body.access_token, access_token: expect.any(String) });
    expect(await exchange(code)).toMatchObject({ status: 401, body: { errors: [{ message: 'Unauthorized Code' }] } });
  });

  test('is not spent by a wrong secret', async () => {
    const code = acme.authorize();
    expect((await exchange(code, 'wrong')).status).toBe(401);
    expect((await exchange(code)).status).toBe(200);
  });

  test('expires after ten minutes of the clock', async () => {
    const [early, late] = [acme.authorize(), acme.authorize()];
    clock.advance(10 * 60_000 - 1);
    expect((await exchange(early)).status).toBe(200);
    clock.advance(1);
    expect((await exchange(late)).status).toBe(401);
  });
});

describe('a token', () => {
  const tokenFor = async (workspace: SimulatedWorkspace, adminId?: string): Promise<string> =>
    (await exchange(workspace.authorize(adminId))).body.access_token;

  test('belongs to the admin who allowed the app and to their workspace', async () => {
    const me = await api(await tokenFor(umbra, INES), '/me');
    expect(me.body).toMatchObject({ type: 'admin', id: INES, name: 'Ines', email_verified: true });
    expect(me.body.app).toMatchObject({ id_code: 'umbra02', region: 'EU', timezone: 'Europe/Paris' });
    umbra.setEmailVerified(String(INES), false);
    expect((await api(await tokenFor(umbra, INES), '/me')).body.email_verified).toBe(false);
    expect((await api(await tokenFor(umbra, THEO), '/me')).body.email_verified).toBe(true);
    expect((await api(await tokenFor(acme, INES), '/me')).body.email_verified).toBe(true);
  });

  test('is new at every exchange, and those before it stay in force', async () => {
    const [first, second] = [await tokenFor(acme, THEO), await tokenFor(acme, INES)];
    expect(new Set([first, second]).size).toBe(2);
    expect((await api(first, '/me')).body.id).toBe(THEO);
    expect((await api(second, '/me')).body.id).toBe(INES);
    expect(acme.tokens()).toEqual([
      { token: 'token-acme', adminId: THEO },
      { token: first, adminId: THEO },
      { token: second, adminId: INES },
    ]);
  });

  test('is revoked alone or with all of its workspace', async () => {
    const [first, second, other] = [await tokenFor(acme), await tokenFor(acme), await tokenFor(umbra)];
    const statuses = async () => Promise.all([first, second, other].map(async (one) => (await api(one, '/me')).status));
    acme.revokeToken(first);
    expect(await statuses()).toEqual([401, 200, 200]);
    expect((await api(first, '/me')).body.errors[0].code).toBe('token_revoked');
    acme.revokeToken();
    expect(await statuses()).toEqual([401, 401, 200]);
    expect(() => acme.revokeToken(other)).toThrow('no such token');
  });
});

describe('uninstalling', () => {
  test('through the app ends its tokens there and tells it once, unsigned', async () => {
    umbra.giveToken('token-umbra');
    const tokens = ['token-acme', 'token-umbra'];
    expect((await api('token-acme', '/auth/uninstall', {})).status).toBe(200);
    expect(await Promise.all(tokens.map(async (one) => (await api(one, '/me')).status))).toEqual([401, 200]);
    expect([acme.installed, umbra.installed]).toEqual([false, true]);
    expect((await api('token-acme', '/auth/uninstall', {})).status).toBe(401);
    acme.uninstall();
    expect(await settled('/uninstalled')).toEqual([{ app_id: 'acme01' }]);
    const [notice] = service.heard;
    expect(Object.keys(notice?.headers ?? {}).filter((name) => name.includes('signature'))).toEqual([]);
  });

  test('through an admin does the same, and installing again begins anew', async () => {
    acme.uninstall();
    expect(await settled('/uninstalled')).toEqual([{ app_id: 'acme01' }]);
    expect((await api('token-acme', '/me')).status).toBe(401);
    acme.addContact({ role: 'user' });
    const { body } = await exchange(acme.authorize());
    acme.addContact({ role: 'user' });
    expect(acme.webhookLog().map(({ fate }) => fate)).toEqual(['not installed', 'waiting']);
    expect((await api(body.access_token, '/me')).body.app.id_code).toBe('acme01');
    expect((await api('token-acme', '/me')).status).toBe(401);
  });

  test('ends panel requests', async () => {
    const conversation = acme.customerWritesInMessenger(null, acme.addContact({ role: 'user' }).id, 'Hi');
    acme.uninstall();
    await expect(acme.canvasInitialize(conversation)).rejects.toThrow('not installed');
    expect(service.heard).toEqual([]);
  });
});

describe('workspaces', () => {
  test('get no webhooks before they have the app', async () => {
    umbra.addContact({ role: 'user' });
    expect(await settled('/webhooks')).toEqual([]);
    umbra.giveToken('token-umbra');
    umbra.addContact({ role: 'user' });
    expect(await settled('/webhooks')).toMatchObject([{ app_id: 'umbra02', topic: 'contact.user.created' }]);
  });

  test('keep contacts, conversations, tags and what is posted apart', async () => {
    umbra.giveToken('token-umbra');
    const [here, there] = [acme.addContact({ role: 'user' }), umbra.addContact({ role: 'user' })];
    const [chat] = [acme, umbra].map((one, at) =>
      one.customerWritesInMessenger(null, [here, there][at]?.id ?? '', 'Hi'),
    );
    await api('token-acme', '/tags', { name: 'sms-channel' });
    expect((await api('token-umbra', '/tags')).body.data).toEqual([]);
    expect((await api('token-umbra', `/contacts/${here.id}`)).status).toBe(404);
    expect((await api('token-acme', `/contacts/${there.id}`)).status).toBe(404);
    const found = await api('token-umbra', '/conversations');
    expect(found.body.conversations.map((one: Body) => one.contacts.contacts[0].id)).toEqual([there.id]);
    await api('token-acme', `/conversations/${chat}/reply`, {
      message_type: 'note',
      type: 'admin',
      admin_id: THEO,
      body: 'For Acme only',
    });
    expect(umbra.parts(String(chat)).map(({ body }) => body)).toEqual(['<p>Hi</p>']);
    const posted = await settled('/webhooks');
    expect(posted.map(({ app_id, topic }) => `${app_id} ${topic}`)).toEqual([
      'acme01 contact.user.created',
      'umbra02 contact.user.created',
      'acme01 conversation.user.created',
      'umbra02 conversation.user.created',
      'acme01 conversation.admin.noted',
    ]);
  });

  test('name themselves in panel requests', async () => {
    umbra.giveToken('token-umbra');
    for (const workspace of [acme, umbra]) {
      const chat = workspace.customerWritesInMessenger(null, workspace.addContact({ role: 'user' }).id, 'Hi');
      service.answer('/canvas', { type: 'application/json', body: '{}' });
      await workspace.canvasInitialize(chat, { adminId: String(INES) });
    }
    const asked = service.heard.map(({ body }) => JSON.parse(body));
    expect(asked).toMatchObject([
      { workspace_id: 'acme01', workspace_region: 'US', admin: { id: INES } },
      { workspace_id: 'umbra02', workspace_region: 'EU', admin: { id: INES } },
    ]);
  });

  test('have a rate limit each', async () => {
    umbra.giveToken('token-umbra');
    intercom.rateLimit.limit = 1;
    const statuses = [];
    for (const token of ['token-acme', 'token-acme', 'token-umbra']) statuses.push((await api(token, '/me')).status);
    expect(statuses).toEqual([200, 429, 200]);
  });

  test('share the app’s limit, and are told the nearer one', async () => {
    umbra.giveToken('token-umbra');
    intercom.rateLimit.appLimit = 2;
    const left = [];
    for (const token of ['token-acme', 'token-umbra', 'token-umbra']) {
      const { status, headers } = await api(token, '/me');
      left.push([status, headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]);
    }
    expect(left).toEqual([
      [200, '2', '1'],
      [200, '2', '0'],
      [429, '2', '0'],
    ]);
  });
});

describe('a permission that is withdrawn', () => {
  test('makes the calls that need it 403 and leaves the others', async () => {
    const contact = acme.addContact({ role: 'user' }).id;
    const create = () => api('token-acme', '/conversations', { from: { type: 'user', id: contact }, body: 'Hi' });
    acme.withdrawPermission('Write conversations');
    expect(await create()).toMatchObject({
      status: 403,
      body: { type: 'error.list', errors: [{ code: 'forbidden' }] },
    });
    expect((await api('token-acme', '/conversations')).status).toBe(200);
    expect(acme.conversations()).toEqual([]);
    acme.restorePermission('Write conversations');
    expect((await create()).status).toBe(200);
    acme.withdrawPermission('Gather App data', 'action_forbidden');
    expect((await api('token-acme', '/me')).body.errors[0].code).toBe('action_forbidden');
  });

  test.each([
    ['Read and list users and companies', '/contacts/search', { query: { field: 'phone', operator: '=', value: '1' } }],
    ['Write users and companies', '/contacts', { role: 'user' }],
    ['Read conversations', '/conversations', undefined],
    ['Read admins', '/admins', undefined],
    ['Read tags', '/tags', undefined],
    ['Write tags', '/tags', { name: 'sms-channel' }],
    ['Write data attributes', '/data_attributes', { name: 'x', model: 'contact', data_type: 'string' }],
  ] as const)('%s is needed at %s', async (permission, path, body) => {
    umbra.giveToken('token-umbra');
    acme.withdrawPermission(permission);
    expect((await api('token-acme', path, body)).status).toBe(403);
    expect((await api('token-umbra', path, body)).status).toBe(200);
  });

  test('keeps the webhooks that need it back', async () => {
    acme.withdrawPermission('Read conversations');
    acme.customerWritesInMessenger(null, acme.addContact({ role: 'user' }).id, 'Hi');
    expect(acme.webhookLog().map(({ topic, fate }) => `${topic} ${fate}`)).toEqual([
      'contact.user.created waiting',
      'conversation.user.created no permission',
    ]);
  });
});
