// Holds the pretend Intercom to what is known of installing: its pages, codes, tokens and their end.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatedWorkspace } from '../../../src/simulator/intercom/workspace.ts';
import { Traffic } from '../../../src/simulator/stand-in/traffic.ts';
import {
  acme,
  callAs,
  clock,
  heard,
  intercom,
  restart,
  SECRET,
  settled,
  withIntercomAlone,
} from '../../support/intercom-alone.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';

const BACK = 'https://threadwire.example/oauth/callback?from=intercom';
const REQUEST = { client_id: 'client-id', state: 'a state & more', redirect_uri: BACK };
const [THEO, INES] = ['991267001', '991267002'];

let umbra: SimulatedWorkspace;

withIntercomAlone({
  acmeName: 'Acme <Ltd>',
  redirectUrls: [BACK],
  more() {
    umbra = intercom.addWorkspace({ id: 'umbra02', name: 'Umbra', region: 'EU', timezone: 'Europe/Paris' });
  },
});

const browse = (path: string, query: Record<string, string>) =>
  fetch(`${intercom.url}${path}?${new URLSearchParams(query)}`, { redirect: 'manual' });

const press = (form: Record<string, string>) =>
  fetch(`${intercom.url}/oauth`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

const exchange = (code: string, secret = SECRET) =>
  callAs('', '/auth/eagle/token', { code, client_id: 'client-id', client_secret: secret });

/** The query with which a browser is sent back. */
function returned(response: Response): Record<string, string> {
  expect(response.status).toBe(302);
  const url = new URL(response.headers.get('location') ?? '');
  expect(url.origin + url.pathname).toBe('https://threadwire.example/oauth/callback');
  return Object.fromEntries(url.searchParams);
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
    await restart(new Traffic({ file }));
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
    const me = await callAs(await tokenFor(umbra, INES), '/me');
    expect(me.body).toMatchObject({ type: 'admin', id: INES, name: 'Ines', email_verified: true });
    expect(me.body.app).toMatchObject({ id_code: 'umbra02', region: 'EU', timezone: 'Europe/Paris' });
    umbra.setEmailVerified(String(INES), false);
    expect((await callAs(await tokenFor(umbra, INES), '/me')).body.email_verified).toBe(false);
    expect((await callAs(await tokenFor(umbra, THEO), '/me')).body.email_verified).toBe(true);
    expect((await callAs(await tokenFor(acme, INES), '/me')).body.email_verified).toBe(true);
  });

  test('is new at every exchange, and those before it stay in force', async () => {
    const [first, second] = [await tokenFor(acme, THEO), await tokenFor(acme, INES)];
    expect(new Set([first, second]).size).toBe(2);
    expect((await callAs(first, '/me')).body.id).toBe(THEO);
    expect((await callAs(second, '/me')).body.id).toBe(INES);
    expect(acme.tokens()).toEqual([
      { token: 'token-acme', adminId: THEO },
      { token: first, adminId: THEO },
      { token: second, adminId: INES },
    ]);
  });

  test('is revoked alone or with all of its workspace', async () => {
    const [first, second, other] = [await tokenFor(acme), await tokenFor(acme), await tokenFor(umbra)];
    const statuses = async () =>
      Promise.all([first, second, other].map(async (one) => (await callAs(one, '/me')).status));
    acme.revokeToken(first);
    expect(await statuses()).toEqual([401, 200, 200]);
    expect((await callAs(first, '/me')).body.errors[0].code).toBe('token_revoked');
    acme.revokeToken();
    expect(await statuses()).toEqual([401, 401, 200]);
    expect(() => acme.revokeToken(other)).toThrow('no such token');
  });
});

describe('uninstalling', () => {
  test('through the app ends its tokens there and tells it once, unsigned', async () => {
    umbra.giveToken('token-umbra');
    const tokens = ['token-acme', 'token-umbra'];
    expect((await callAs('token-acme', '/auth/uninstall', {})).status).toBe(200);
    expect(await Promise.all(tokens.map(async (one) => (await callAs(one, '/me')).status))).toEqual([401, 200]);
    expect([acme.installed, umbra.installed]).toEqual([false, true]);
    expect((await callAs('token-acme', '/auth/uninstall', {})).status).toBe(401);
    acme.uninstall();
    const told = await settled('/uninstalled');
    expect(told.map(({ body }) => body)).toEqual([{ app_id: 'acme01' }]);
    expect(Object.keys(told[0]?.headers ?? {}).filter((name) => name.includes('signature'))).toEqual([]);
  });

  test('through an admin does the same, and installing again begins anew', async () => {
    acme.uninstall();
    expect((await settled('/uninstalled')).map(({ body }) => body)).toEqual([{ app_id: 'acme01' }]);
    expect((await callAs('token-acme', '/me')).status).toBe(401);
    acme.addContact({ role: 'user' });
    const { body } = await exchange(acme.authorize());
    acme.addContact({ role: 'user' });
    expect(acme.webhookLog().map(({ fate }) => fate)).toEqual(['not installed', 'waiting']);
    expect((await callAs(body.access_token, '/me')).body.app.id_code).toBe('acme01');
    expect((await callAs('token-acme', '/me')).status).toBe(401);
  });

  test('ends panel requests', async () => {
    const conversation = acme.customerWritesInMessenger(null, acme.addContact({ role: 'user' }).id, 'Hi');
    acme.uninstall();
    await expect(acme.canvasInitialize(conversation)).rejects.toThrow('not installed');
    expect(heard()).toEqual([]);
  });
});
