// The page on which an admin publishes data connectors, and a workflow of Intercom that runs them.
import { connectorKinds } from '../../src/domain/connectors.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { apiCaller, makeKey } from '../support/api-calls.ts';
import { beforeAll, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';
import type { Visitor } from '../support/visitor.ts';

closeStagesAtEnd();

const PAGE = '/settings/connectors';
let world: World;
let admin: Visitor;

beforeAll(async () => {
  ({ world } = await stage());
  admin = await signIn(world, 0);
});

const publish = () => admin.sends(PAGE, { do: 'publish' });
const connectors = () => world.workspace.connectors();
const run = (name: string, values: Record<string, string>) => {
  const connectorId = connectors().find((one) => one.name.endsWith(name))?.id ?? '';
  return world.workspace.runConnector({ connectorId, values, source: 'workflow' });
};
const usableKeys = async () => {
  const found = await world.app.ctx.database.owner.selectFrom('api_keys').selectAll().execute();
  return found.filter((key) => key.workspace_id === WORKSPACE_ID && key.revoked_at === null).map(({ name }) => name);
};

test('a permission that is missing leaves nothing behind', async () => {
  world.workspace.withdrawPermission('Read and write data connectors');
  await publish();
  admin.says('the app lacks a permission');
  expect([connectors(), await usableKeys()]).toEqual([[], []]);
  await admin.goes('/');
  admin.says('Intercom does not allow: Read and write data connectors');
  world.workspace.restorePermission('Read and write data connectors');
});

test('a create whose answer was lost is found, not repeated', async () => {
  world.intercom.faults.add({ method: 'POST', path: '/data_connectors', kind: 'hang-up-after', times: 1 });
  await publish();
  admin.says('Not published');
  expect(connectors()).toHaveLength(1);
  await publish();
  admin.says('Published. Add one to a workflow');
  expect(connectors().map(({ name, state }) => [name, state])).toEqual([
    ['Threadwire send_sms', 'live'],
    ['Threadwire sms_status', 'live'],
  ]);
  expect(connectors().every(({ directFinUsage }) => !directFinUsage)).toBe(true);
  expect(await usableKeys()).toEqual(['Intercom data connectors']);
});

test('a workflow texts its contact, and learns what became of it', async () => {
  const contact = world.workspace.addContact({ role: 'user', phone: '+14155550161', name: 'Maya' }).id;
  const values = { contact_id: contact, message: 'Is "tea"\nfine?' };
  const sent = await run('send_sms', values);
  expect(sent).toMatchObject({ status: 'queued', reason: '' });
  await world.settle();
  expect(world.twilio.phone('+14155550161')[0]?.body).toContain('Is "tea"\nfine?');
  expect(await run('sms_status', { contact_id: contact })).toMatchObject({
    ...{ status: 'delivered', text_id: sent?.['text_id'], has_replied: false, consent: 'none' },
  });
  expect(await run('send_sms', { contact_id: '', message: 'Hi' })).toMatchObject({ reason: 'no-contact' });
});

test('the example answers have the fields of the true ones', async () => {
  const call = apiCaller(world, (await makeKey(world)).key);
  for (const kind of connectorKinds) {
    const [connector] = connectors().filter(({ url }) => url?.endsWith(kind));
    const { body } = await call('POST', `/connectors/${kind}`, { contact_id: '' });
    expect(Object.keys(body)).toEqual(Object.keys(connector?.mockResponse ?? {}));
  }
});

test('a change in Intercom is found, and publishing again repairs it', async () => {
  await admin.goes('/');
  expect(admin.page.html).not.toContain('send_sms');
  const [send, state] = connectors();
  if (send === undefined || state === undefined) throw new Error('nothing was published');
  Object.assign(send, { url: 'https://elsewhere.example/' });
  Object.assign(state, { state: 'draft' });
  await admin.goes(PAGE);
  admin.says('Somebody changed send_sms in Intercom');
  admin.says('sms_status is a draft in Intercom');
  await publish();
  expect(connectors().map(({ id, url }) => [id, url?.startsWith(world.serviceUrl)])).toEqual([
    [send.id, true],
    [state.id, true],
  ]);
  const contact = world.workspace.contacts()[0]?.id ?? '';
  expect(await run('sms_status', { contact_id: contact })).toMatchObject({ status: 'delivered' });
});

test('a connector that was deleted is told, and made anew', async () => {
  const [send, state] = connectors();
  world.workspace.deleteConnector(send?.id ?? '');
  await admin.goes(PAGE);
  admin.says('Somebody deleted send_sms in Intercom');
  await publish();
  expect(connectors().map(({ id }) => id)).toEqual([state?.id, expect.not.stringMatching(`^${send?.id}$`)]);
});

test('a key that somebody revoked is told, and publishing again makes another', async () => {
  await admin.goes('/settings/api-keys');
  const [, key = ''] = /Intercom data connectors[\s\S]*?name="key" value="([\w-]+)"/.exec(admin.page.html) ?? [];
  await admin.sends('/settings/api-keys', { do: 'revoke', key });
  expect(await usableKeys()).toEqual(['Shop']);
  await admin.goes(PAGE);
  admin.says('Workflows and Fin cannot text');
  await publish();
  expect(admin.page.html).not.toContain('Workflows and Fin cannot text');
  expect(await usableKeys()).toContain('Intercom data connectors');
});

test('a connector in use stays, and both leave once nothing uses them', async () => {
  const send = connectors().find(({ name }) => name.endsWith('send_sms'));
  send?.usedBy.push('Welcome');
  await admin.sends(PAGE, { do: 'unpublish' });
  admin.says('A workflow or Fin uses send_sms. Take it out there first');
  expect(connectors().map(({ state }) => state)).toEqual(['live', 'live']);
  send?.usedBy.splice(0);
  await admin.sends(PAGE, { do: 'unpublish' });
  admin.says('Taken out of Intercom.');
  expect(connectors()).toEqual([]);
  expect(await usableKeys()).toEqual(['Shop']);
});
