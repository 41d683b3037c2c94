// Holds the pretend Intercom to keeping workspaces apart, with their webhooks, limits and permissions.
import type { SimulatedWorkspace } from '../../../src/simulator/intercom/workspace.ts';
import { acme, callAs, heard, intercom, service, settled, withIntercomAlone } from '../../support/intercom-alone.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';

const [THEO, INES] = ['991267001', '991267002'];

let umbra: SimulatedWorkspace;

withIntercomAlone({
  more() {
    umbra = intercom.addWorkspace({ id: 'umbra02', name: 'Umbra', region: 'EU', timezone: 'Europe/Paris' });
  },
});

describe('workspaces', () => {
  test('get no webhooks before they have the app', async () => {
    umbra.addContact({ role: 'user' });
    expect(await settled('/webhooks')).toEqual([]);
    umbra.giveToken('token-umbra');
    umbra.addContact({ role: 'user' });
    expect(await settled('/webhooks')).toMatchObject([{ body: { app_id: 'umbra02', topic: 'contact.user.created' } }]);
  });

  test('keep contacts, conversations, tags and what is posted apart', async () => {
    umbra.giveToken('token-umbra');
    const [here, there] = [acme.addContact({ role: 'user' }), umbra.addContact({ role: 'user' })];
    const [chat] = [acme, umbra].map((one, at) =>
      one.customerWritesInMessenger(null, [here, there][at]?.id ?? '', 'Hi'),
    );
    await callAs('token-acme', '/tags', { name: 'sms-channel' });
    expect((await callAs('token-umbra', '/tags')).body.data).toEqual([]);
    expect((await callAs('token-umbra', `/contacts/${here.id}`)).status).toBe(404);
    expect((await callAs('token-acme', `/contacts/${there.id}`)).status).toBe(404);
    const found = await callAs('token-umbra', '/conversations');
    expect(
      found.body.conversations.map((one: { contacts: { contacts: { id: string }[] } }) => one.contacts.contacts[0]?.id),
    ).toEqual([there.id]);
    await callAs('token-acme', `/conversations/${chat}/reply`, {
      message_type: 'note',
      type: 'admin',
      admin_id: THEO,
      body: 'For Acme only',
    });
    expect(umbra.parts(String(chat)).map(({ body }) => body)).toEqual(['<p>Hi</p>']);
    const posted = await settled('/webhooks');
    expect(posted.map(({ body }) => `${body.app_id} ${body.topic}`)).toEqual([
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
    const asked = heard().map(({ body }) => body);
    expect(asked).toMatchObject([
      { workspace_id: 'acme01', workspace_region: 'US', admin: { id: INES } },
      { workspace_id: 'umbra02', workspace_region: 'EU', admin: { id: INES } },
    ]);
  });

  test('have a rate limit each', async () => {
    umbra.giveToken('token-umbra');
    intercom.rateLimit.limit = 1;
    const statuses = [];
    for (const token of ['token-acme', 'token-acme', 'token-umbra']) statuses.push((await callAs(token, '/me')).status);
    expect(statuses).toEqual([200, 429, 200]);
  });

  test('share the app’s limit, and are told the nearer one', async () => {
    umbra.giveToken('token-umbra');
    intercom.rateLimit.appLimit = 2;
    const left = [];
    for (const token of ['token-acme', 'token-umbra', 'token-umbra']) {
      const { status, headers } = await callAs(token, '/me');
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
    const create = () => callAs('token-acme', '/conversations', { from: { type: 'user', id: contact }, body: 'Hi' });
    acme.withdrawPermission('Write conversations');
    expect(await create()).toMatchObject({
      status: 403,
      body: { type: 'error.list', errors: [{ code: 'forbidden' }] },
    });
    expect((await callAs('token-acme', '/conversations')).status).toBe(200);
    expect(acme.conversations()).toEqual([]);
    acme.restorePermission('Write conversations');
    expect((await create()).status).toBe(200);
    acme.withdrawPermission('Gather App data', 'action_forbidden');
    expect((await callAs('token-acme', '/me')).body.errors[0].code).toBe('action_forbidden');
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
    expect((await callAs('token-acme', path, body)).status).toBe(403);
    expect((await callAs('token-umbra', path, body)).status).toBe(200);
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
