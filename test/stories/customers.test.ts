// A business keeps its customers in its own system, and Intercom shows them the same.
import type { World } from '../../src/simulator/world.ts';
import { type Answered, apiCaller, makeKey } from '../support/api-calls.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { beforeEach, expect, test } from '../support/jest-globals.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';

closeStagesAtEnd();

let world: World;
let maya: Awaited<ReturnType<typeof stage>>['maya'];
let call: ReturnType<typeof apiCaller>;

beforeEach(async () => {
  ({ world, maya } = await stage());
  call = apiCaller(world, (await makeKey(world)).key);
});

/** The record's outcome once its sync is over. */
async function put(externalId: string, record: object): Promise<Answered['body']> {
  const first = await call('PUT', `/customers/${externalId}?wait=0`, record);
  if (first.status !== 202) return first.body;
  await world.settle();
  return (await call('PUT', `/customers/${externalId}?wait=0`, record)).body;
}

const contactOf = (externalId: string) =>
  world.workspace.contacts().find((one) => one.externalId === externalId && !one.archived);
const changes = async (cursor = '0') => (await call('GET', `/customers/changes?cursor=${cursor}`)).body;

test('a customer is made once, and then only changes are written', async () => {
  const record = {
    ...{ email: 'ann@example.com', phone: '+14155550171', name: 'Ann', created_at: '2026-01-08T13:05:00Z' },
    attributes: { plan: 'pro', seats: 4, usage: { calls: 12 } },
    companies: [{ id: 'c1', name: 'Boats', is_owned: true, monthly_spend: 99.6, attributes: { tier: 'gold' } }],
  };
  const first = await call('PUT', '/customers/42?wait=0', record);
  expect([first.status, first.body.outcome]).toEqual([202, 'waiting']);
  await world.settle();
  const contact = contactOf('42');
  expect(contact).toMatchObject({
    ...{ role: 'user', email: 'ann@example.com', phone: '+14155550171', name: 'Ann', signedUpAt: 1_767_877_500 },
    customAttributes: { plan: 'pro', seats: 4, usage_calls: 12, deleted: false },
  });
  const [company] = world.workspace.companies();
  expect(company).toMatchObject({ companyId: 'c1', contactIds: [contact?.id], fields: { monthly_spend: 100 } });
  expect(company?.customAttributes).toEqual({ company_tier: 'gold', company_deleted: false });
  const again = await call('PUT', '/customers/42', record);
  expect([again.status, again.body]).toMatchObject([200, { outcome: 'unchanged', contact_id: contact?.id }]);
  await put('42', { ...record, name: 'Anna', companies: [] });
  expect(contactOf('42')).toMatchObject({ id: contact?.id, name: 'Anna' });
  expect(world.workspace.companies()[0]?.contactIds).toEqual([]);
});

test('an SMS contact of ours becomes the customer, and texts go on', async () => {
  maya.texts('Is my boat ready?');
  await world.settle();
  const [before] = world.workspace.contacts();
  await put('42', { phone: maya.number, email: 'maya@example.com', name: 'Maya' });
  expect(contactOf('42')).toMatchObject({ id: before?.id, email: 'maya@example.com', name: 'Maya' });
  maya.texts('Hello?');
  await world.settle();
  expect(world.workspace.contacts()).toHaveLength(1);
  expect(world.workspace.conversations()).toHaveLength(1);
});

test('texts move to the customer’s own contact where both exist', async () => {
  maya.texts('Is my boat ready?');
  const own = world.workspace.addContact({ role: 'user', externalId: '42', email: 'maya@example.com' });
  await world.settle();
  await put('42', { phone: maya.number, name: 'Maya' });
  const { conflicts } = (await call('GET', '/customers/sync')).body;
  expect(conflicts).toMatchObject([{ conflict: { kind: 'two-contacts', contactId: own.id } }]);
  maya.texts('Hello?');
  await world.settle();
  expect(world.workspace.contacts()).toHaveLength(2);
});

test('a contact with the same e-mail is found, and a lead merged', async () => {
  const user = world.workspace.addContact({ role: 'user', email: 'ann@example.com', name: 'Ann of Intercom' });
  const lead = world.workspace.addContact({ role: 'lead', phone: '(415) 555-0171' });
  await world.settle();
  const record = { email: 'ann@example.com', phone: '+14155550171' };
  const dry = await call('PUT', '/customers/42?dry_run=true', record);
  expect(dry.body).toMatchObject({ outcome: 'merged', contact_id: user.id });
  expect(dry.body.diff).toContainEqual({ field: 'merge', ours: user.id, theirs: lead.id, changes: 'intercom' });
  expect(contactOf('42')).toBeUndefined();
  await put('42', record);
  expect(contactOf('42')?.id).toBe(user.id);
  expect(world.workspace.contacts().find(({ id }) => id === lead.id)?.mergedInto).toBe(user.id);
  const told = await changes();
  expect(told.data).toMatchObject([{ external_id: '42', values: { name: 'Ann of Intercom' } }]);
  await changes(told.next_cursor);
  await world.settle();
  expect(contactOf('42')?.name).toBeNull();
  expect((await changes(told.next_cursor)).data).toEqual([]);
});

test('an id that a conflict names is adopted and restored', async () => {
  const archived = world.workspace.addContact({ role: 'user', externalId: '43' });
  world.workspace.archiveContact(archived.id);
  await put('43', { name: 'Ben' });
  expect(contactOf('43')).toMatchObject({ id: archived.id, name: 'Ben' });
});

test('a batch has an answer a line, and unchanged records end there', async () => {
  const lines = [
    '{"external_id":"1","name":"Ann","phone":"nobody"}',
    '{"external_id":"2","name":"Ben"}',
    '',
    '{"name":"nobody"}',
    'no json',
    `{"external_id":"3","attributes":{"big":"${'x'.repeat(70_000)}"}}`,
    '{"external_id":"4","name":"Cleo"}',
  ].join('\n');
  const send = (query = '') =>
    call('POST', `/customers/batch${query}`, lines, { 'content-type': 'application/x-ndjson' });
  const told = ({ body }: Answered) => body.map((one: { outcome: string }) => one.outcome);
  expect(told(await send('?dry_run=true'))).toEqual(['created', 'created', 'refused', 'refused', 'refused', 'created']);
  expect((await send()).body).toMatchObject([
    { external_id: '1', outcome: 'waiting', errors: [{ at: '/phone' }] },
    ...[{ external_id: '2', outcome: 'waiting' }, { reason: 'unusable' }, { reason: 'unusable' }],
    ...[{ reason: 'unusable' }, { external_id: '4', outcome: 'waiting' }],
  ]);
  await world.settle();
  expect(['1', '2', '4'].map((id) => contactOf(id)?.name)).toEqual(['Ann', 'Ben', 'Cleo']);
  const calls = () => ['GET', 'POST', 'PUT'].map((method) => world.traffic.count('intercom', method, /./));
  const before = calls();
  expect(told(await send())).toEqual(['unchanged', 'unchanged', 'refused', 'refused', 'refused', 'unchanged']);
  await world.settle();
  expect(calls()).toEqual(before);
  const state = (await call('GET', '/customers/sync')).body;
  expect(state).toMatchObject({
    ...{ standing_still: null, customers: { synced: 3, waiting: 0, refused: 0 } },
    runs: [
      { taken: 3, outcomes: { unchanged: 3 } },
      { taken: 3, outcomes: { created: 3 } },
    ],
  });
});

test('refused records are listed, and tried again', async () => {
  const other = world.workspace.addContact({ role: 'user', externalId: '99', email: 'shared@example.com' });
  await call('PUT', '/customers/44?wait=0', { email: 'shared@example.com' });
  await world.settle();
  const { body } = await call('GET', '/customers/sync');
  expect(body).toMatchObject({ customers: { refused: 1 }, refused: [{ external_id: '44', reason: 'id-taken' }] });
  expect(body.conflicts).toMatchObject([{ external_id: '44', conflict: { kind: 'id-taken', otherIds: [other.id] } }]);
  world.workspace.updateContact(other.id, { email: 'other@example.com' });
  await call('POST', '/customers/sync/retry');
  await world.settle();
  expect(contactOf('44')?.email).toBe('shared@example.com');
});

test('a paused sync takes records, and goes on with them', async () => {
  await call('POST', '/customers/sync/pause');
  await call('PUT', '/customers/42?wait=0', { name: 'Ann' });
  await world.settle();
  const { body } = await call('GET', '/customers/sync');
  expect([body.standing_still, body.customers.waiting, contactOf('42')]).toEqual(['admin', 1, undefined]);
  await call('POST', '/customers/sync/resume');
  await world.settle();
  expect(contactOf('42')?.name).toBe('Ann');
});

test('a change made in Intercom is told, and ours is not', async () => {
  await call('PUT', '/customers/42?wait=0', { email: 'ann@example.com' });
  await world.settle();
  expect((await changes()).data).toEqual([]);
  const writes = () => world.traffic.count('intercom', 'PUT', /^\/contacts/);
  const before = writes();
  world.workspace.updateContact(contactOf('42')?.id ?? '', { name: 'Ann Lee', phone: '(415) 555-0171' });
  await world.settle();
  expect((await changes()).data).toMatchObject([{ values: { name: 'Ann Lee', phone: '+14155550171' } }]);
  expect(writes()).toBe(before);
});

test('records wait while the sync is off', async () => {
  await chooseSettings(world, { syncEnabled: false });
  await call('PUT', '/customers/42?wait=0', { name: 'Ann' });
  await world.settle();
  expect(contactOf('42')).toBeUndefined();
});
