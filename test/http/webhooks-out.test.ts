// Webhooks that we send: customers' own systems are told what happens, signed, in order, and again where they fail.
import { Readable } from 'node:stream';
import { importConsents } from '../../src/services/consent/import-consents.ts';
import { within } from '../../src/services/context.ts';
import type { Customer } from '../../src/simulator/people.ts';
import { magicNumberFor } from '../../src/simulator/twilio/fares.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { apiCaller, makeKey } from '../support/api-calls.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from '../support/jest-globals.ts';
import { type Heard, openReceiver, type Receiver } from '../support/receiver.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';

closeStagesAtEnd();

const HOUR = 3_600_000;
const texts = ['text.received', 'text.sent', 'text.delivered', 'text.failed', 'text.held'];

let world: World;
let maya: Customer;
let call: ReturnType<typeof apiCaller>;
let shop: Receiver;

beforeAll(async () => {
  shop = await openReceiver();
  ({ world, maya } = await stage({ environment: { ALLOW_PRIVATE_WEBHOOKS: '127.0.0.1' } }));
  call = apiCaller(world, (await makeKey(world)).key);
});

afterAll(() => shop.close());

beforeEach(async () => {
  for (const { id } of (await call('GET', '/webhooks')).body.data) await call('DELETE', `/webhooks/${id}`);
  shop.answers.clear();
  shop.heard.length = 0;
});

/** An endpoint at the shop, whose secret it knows. */
async function told(events: string[], path = '/hooks') {
  const { body } = await call('POST', '/webhooks', { url: `${shop.url}${path}`, events });
  shop.secret = body.secret;
  return body;
}

/** Without what a first text says about opting out. */
const wordsOf = ({ data }: Heard) => String(data.body).split('\n')[0];
const typesHeard = () => shop.heard.map(({ type }) => type);

/** The endpoints began to fail so long ago, and are due. */
async function failedFor(ms: number): Promise<void> {
  const { owner } = world.app.ctx.database;
  await owner
    .updateTable('endpoints')
    .set({ failing_since: new Date(world.now() - ms), rests_until: null })
    .execute();
  await owner.updateTable('endpoint_events').set({ next_at: null }).execute();
}

test('an endpoint hears of a text’s sending and arrival, signed', async () => {
  await told(texts);
  const sent = await call('POST', '/texts', { to: '+14155550181', body: 'Your boat is here.' });
  await world.settle();
  expect(typesHeard()).toEqual(['text.sent', 'text.delivered']);
  const text = (await call('GET', `/texts/${sent.body.text_id}`)).body;
  const { events: _, trace: __, ...shape } = text;
  expect(shop.heard.map(({ data }) => data)).toEqual([{ ...shape, status: 'sent' }, shape]);
  expect(shop.heard.every(({ isSigned }) => isSigned)).toBe(true);
  expect(new Set(shop.heard.map(({ id }) => id)).size).toBe(2);
});

test('texts that come or fail, and consent, are told as well', async () => {
  await told([...texts, 'consent.changed']);
  maya.texts('Is my boat ready?');
  await world.settle();
  await call('POST', '/texts', { to: magicNumberFor(30003), body: 'Nobody reads this.' });
  maya.texts('STOP');
  await world.settle();
  maya.texts('START');
  await world.settle();
  const said = shop.heard.map(({ type, data }) => [type, data.state ?? data.reason ?? data.body]);
  expect(said).toContainEqual(['text.received', 'Is my boat ready?']);
  expect(said).toContainEqual(['text.failed', 'twilio-30003']);
  const words = said.filter(([type]) => type === 'consent.changed').map(([, state]) => state);
  expect(words).toEqual(['opted-out', 'opted-in']);
});

test('an endpoint hears what it asked for, until it is removed', async () => {
  const { id } = await told(['text.delivered']);
  await call('POST', '/texts', { to: '+14155550182', body: 'One' });
  await world.settle();
  expect(typesHeard()).toEqual(['text.delivered']);
  expect((await call('DELETE', `/webhooks/${id}`)).body).toMatchObject({ id, status: 'on' });
  await call('POST', '/texts', { to: '+14155550182', body: 'Two' });
  await world.settle();
  expect(shop.heard).toHaveLength(1);
});

test('a failed event goes within ten seconds, before its customer’s later ones', async () => {
  await told(['text.sent']);
  shop.answers.set('/hooks', 500);
  await call('POST', '/texts', { to: '+14155550183', body: 'First' });
  await world.settle(0);
  await call('POST', '/texts', { to: '+14155550183', body: 'Second' });
  await world.settle(0);
  expect(new Set(shop.heard.map(({ id }) => id)).size).toBe(1);
  shop.answers.clear();
  await world.pass(10_000);
  expect(shop.heard.slice(1).map(wordsOf)).toEqual(['First', 'Second']);
  expect(shop.heard[1]?.id).toBe(shop.heard[0]?.id);
});

test('a dead endpoint delays neither texts nor another endpoint', async () => {
  await told(['text.sent'], '/dead');
  shop.answers.set('/dead', 503);
  await told(['text.sent'], '/well');
  for (const number of ['+14155550184', '+14155550185']) await call('POST', '/texts', { to: number, body: 'Hello' });
  await world.settle(0);
  expect(shop.heard.filter(({ path }) => path === '/well')).toHaveLength(2);
});

test('a day of failures switches it off; a replay makes good', async () => {
  const { id } = await told(['text.delivered']);
  shop.answers.set('/hooks', 500);
  await call('POST', '/texts', { to: '+14155550186', body: 'Missed' });
  await world.settle();
  expect((await call('GET', '/webhooks')).body.data).toMatchObject([{ id, status: 'failing', reason: 'answered' }]);
  await failedFor(25 * HOUR);
  await world.settle();
  expect((await call('GET', '/webhooks')).body.data).toMatchObject([{ id, status: 'off', reason: 'answered' }]);
  const tries = shop.heard.length;
  await call('POST', '/texts', { to: '+14155550186', body: 'Missed as well' });
  await world.settle();
  expect(shop.heard).toHaveLength(tries);
  shop.answers.clear();
  shop.heard.length = 0;
  expect((await call('POST', `/webhooks/${id}/replay`, {})).body.events).toBeGreaterThanOrEqual(2);
  await world.settle();
  const words = shop.heard.filter(({ data }) => data.to === '+14155550186').map(wordsOf);
  expect(words).toEqual(['Missed', 'Missed as well']);
  expect((await call('GET', '/webhooks')).body.data).toMatchObject([{ id, status: 'on', reason: null }]);
  const lines = (await call('GET', `/webhooks/${id}/deliveries`)).body.data;
  expect(lines.every(({ status }: { status: string }) => status === 'delivered')).toBe(true);
});

test('each person of an imported list is told once', async () => {
  await told(['consent.changed']);
  const list = 'number,state,reason\n+14155550187,opted-out,By letter\n+14155550188,opted-in,A form\n';
  const { ctx } = world.app;
  const workspace = await ctx.workspaces.get(WORKSPACE_ID);
  for (let time = 0; time < 2; time += 1) {
    const file = { name: 'people.csv', bytes: Readable.from([Buffer.from(list)]) };
    await importConsents(within(ctx, WORKSPACE_ID), workspace, file, { adminId: null, reason: null });
  }
  await world.settle();
  const words = shop.heard.map(({ data }) => [data.number, data.state, data.source, data.said_to]);
  expect(words.sort()).toEqual([
    ['+14155550187', 'opted-out', 'import', null],
    ['+14155550188', 'opted-in', 'import', null],
  ]);
});

test('the words of an erased text are not sent', async () => {
  const { id } = await told(['text.sent']);
  shop.answers.set('/hooks', 500);
  await call('POST', '/texts', { to: '+14155550180', body: 'Secret words' });
  await world.settle();
  shop.answers.clear();
  shop.heard.length = 0;
  await world.app.ctx.database.owner.deleteFrom('messages').where('address', '=', '+14155550180').execute();
  await world.pass(20_000);
  expect(shop.heard).toEqual([]);
  const lines = (await call('GET', `/webhooks/${id}/deliveries`)).body.data;
  expect(lines).toMatchObject([{ status: 'failed', reason: 'text-erased' }]);
});

test('a text that a limit holds is told', async () => {
  await told(['text.held']);
  await chooseSettings(world, { dailyTexts: 1 });
  for (const body of ['One', 'Two']) await call('POST', '/texts', { to: '+14155550189', body });
  await world.settle();
  await chooseSettings(world, { dailyTexts: 500 });
  expect(shop.heard[0]?.data).toMatchObject({ status: 'held', reason: 'limit', to: '+14155550189' });
});

test('a test says what came of it, and no redirect is followed', async () => {
  const { id } = await told(['text.sent']);
  expect((await call('POST', `/webhooks/${id}/test`)).body).toEqual({ delivered: true, answered: 204, reason: null });
  shop.answers.set('/hooks', 307);
  const redirected = { delivered: false, answered: 307, reason: 'redirected' };
  expect((await call('POST', `/webhooks/${id}/test`)).body).toEqual(redirected);
  expect(typesHeard()).toEqual(['test', 'test']);
});

test('private and plain addresses are refused, and those of other kinds', async () => {
  const urls = [
    'http://shop.example/',
    'https://localhost/',
    'https://10.0.0.1/',
    'https://[::1]/',
    'ftp://a.example/',
  ];
  for (const url of [...urls, 'https://user:secret@a.example/', 'no address']) {
    const { status, body } = await call('POST', '/webhooks', { url, events: ['text.sent'] });
    expect([url, status, body.errors?.[0]?.at]).toEqual([url, 400, '/url']);
  }
  expect((await call('POST', '/webhooks', { url: `${shop.url}/`, events: ['text.read'] })).status).toBe(400);
  expect((await call('POST', '/webhooks/00000000-0000-7000-8000-000000000000/test')).status).toBe(404);
});

test('a replay reads its period also from a body in pieces', async () => {
  const { id } = await told(['text.sent']);
  const { key } = await makeKey(world);
  const period = JSON.stringify({ since: '2026-01-09T00:00:00Z', until: '2026-01-08T00:00:00Z' });
  const asked = {
    ...{ method: 'POST', duplex: 'half', body: new Blob([period]).stream() },
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  };
  const answer = await fetch(`${world.serviceUrl}/api/v1/webhooks/${id}/replay`, asked as RequestInit);
  const problem = (await answer.json()) as { errors: { at: string }[] };
  expect([answer.status, problem.errors[0]?.at]).toEqual([400, '/until']);
});

test('the secret is shown once and stored sealed', async () => {
  const made = await told(['text.sent']);
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(JSON.stringify((await call('GET', '/webhooks')).body)).not.toContain('whsec_');
  const rows = await world.app.ctx.database.within(WORKSPACE_ID).selectFrom('endpoints').select('secret').execute();
  expect(rows.map(({ secret }) => secret.startsWith('simulator.'))).toEqual([true]);
});

test('a customer’s text costs no look for endpoints where none was made', async () => {
  const { owner } = world.app.ctx.database;
  const textArrives = async () => {
    maya.texts('Is it ready?');
    await world.settle();
  };
  const { id } = await told(['text.received']);
  const made = await owner.selectFrom('endpoints').selectAll().executeTakeFirstOrThrow();
  await textArrives();
  expect(typesHeard()).toEqual(['text.received']);
  await call('DELETE', `/webhooks/${id}`);
  // The workspace does not know of this one.
  await owner.insertInto('endpoints').values(made).execute();
  await textArrives();
  expect(typesHeard()).toEqual(['text.received']);
});
