// The API's call that texts a person, as a customer's own system makes it.
import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { apiCaller, makeKey } from '../support/api-calls.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { beforeAll, expect, test } from '../support/jest-globals.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';

closeStagesAtEnd();

let world: World;
let maya: Customer;
let sam: Customer;
let call: ReturnType<typeof apiCaller>;

beforeAll(async () => {
  ({ world, maya } = await stage());
  sam = new Customer(world, '+14155550175');
  call = apiCaller(world, (await makeKey(world)).key);
});

const send = (body: object, once?: string) =>
  call('POST', '/texts', body, once === undefined ? {} : { 'idempotency-key': once });

const sentTo = (number: string) => world.twilio.phone(number).map(({ body }) => body.split('\n')[0]);

const commentsInInbox = () =>
  world.workspace
    .conversations()
    .flatMap(({ parts }) => parts.filter(({ author }) => author.type === 'admin').map(({ body }) => body));

test('a stranger is texted, and no conversation is made', async () => {
  const { status, body } = await send({ to: '(415) 555-0171', body: 'Your boat is on its way.' });
  expect({ status, body }).toMatchObject({ status: 200, body: { status: 'queued', reason: null } });
  await world.settle();
  const read = await call('GET', `/texts/${body.text_id}`);
  expect(read.body).toMatchObject({ to: '+14155550171', status: 'delivered', conversation_id: null });
  expect(world.workspace.conversations()).toEqual([]);
});

test('a text goes once for each idempotency key', async () => {
  const asked = { to: '+14155550172', body: 'Order 4711 has shipped.' };
  const answers = await Promise.all([send(asked, 'order-4711'), send(asked, 'order-4711'), send(asked, 'order-4711')]);
  expect(new Set(answers.map(({ body }) => body.text_id)).size).toBe(1);
  expect((await send(asked, 'order-4711')).body).toEqual(answers[0]?.body);
  const { data } = (await call('GET', '/texts?number=%2B14155550172')).body;
  expect(data).toHaveLength(1);
  const other = await send({ ...asked, body: 'Order 4712 has shipped.' }, 'order-4711');
  expect([other.status, other.body.type]).toEqual([422, 'urn:threadwire:problem:key-reused']);
  const past = new Date(world.app.ctx.clock.now() - 1);
  await world.app.ctx.database.owner.updateTable('api_answers').set({ expires_at: past }).execute();
  expect((await send({ ...asked, body: 'Again.' }, 'order-4711')).body.status).toBe('queued');
});

test('a contact’s open conversation shows the text of a template', async () => {
  maya.texts('Is my boat ready?');
  await world.settle();
  const [contact] = world.workspace.contacts().filter(({ phone }) => phone === maya.number);
  const made = await call('POST', '/templates', { name: 'Ready', body: 'Hi {{contact.first_name | there}}, it is.' });
  const sent = await send({ contact_id: contact?.id, template_id: made.body.id });
  expect(sent.body).toMatchObject({ status: 'queued' });
  await world.settle();
  expect(sentTo(maya.number)).toContain('Hi there, it is.');
  expect(commentsInInbox().join()).toContain('Hi there, it is.');
});

test('a decided refusal is an answer with its reason', async () => {
  sam.texts('STOP');
  await world.settle();
  const template = (await call('POST', '/templates', { name: 'Name', body: 'Hi {{contact.email}}' })).body.id;
  const reasons: [object, string][] = [
    [{ to: sam.number, body: 'Hello' }, 'opted-out'],
    [{ to: '+14155550173', body: 'Sale!', purpose: 'marketing' }, 'not-opted-in'],
    [{ contact_id: 'nobody', body: 'Hello' }, 'no-contact'],
    [{ to: '+14155550173', template_id: '01900000-0000-7000-8000-000000000000' }, 'template-gone'],
    [{ to: '+14155550173', template_id: template }, 'template-incomplete'],
  ];
  for (const [asked, reason] of reasons)
    expect((await send(asked)).body).toMatchObject({ status: 'refused', reason, id: null });
});

test('a call whose values cannot be used is refused by name', async () => {
  const faults = async (asked: object, once?: string) => {
    const { status, body } = await send(asked, once);
    return [status, body.errors?.map(({ at }: { at: string }) => at)];
  };
  expect(await faults({ body: 'Hello' })).toEqual([400, ['/']]);
  expect(await faults({ to: 'nobody', body: 'Hello' })).toEqual([400, ['/to']]);
  expect(await faults({ to: '+14155550173', email: 'a@example.com', body: 'Hello' })).toEqual([400, ['/to']]);
  expect(await faults({ to: '+14155550173' })).toEqual([400, ['/body']]);
  expect(await faults({ to: '+14155550173', from: '+14155550199', body: 'Hello' })).toEqual([400, ['/from']]);
  expect(await faults({ to: '+14155550173', body: 'Hello' }, 'x'.repeat(201))).toEqual([400, ['/idempotency-key']]);
});

test('a contact that is not known here waits for Intercom', async () => {
  world.intercom.faults.add({ kind: 'status', status: 503 });
  const { status } = await send({ email: 'new@example.com', body: 'Hello' });
  const known = await send({ to: '+14155550174', body: 'Hello' });
  world.intercom.faults.clear();
  expect([status, known.body.status]).toEqual([503, 'queued']);
});

test('a template of a known contact waits for Intercom', async () => {
  maya.texts('Is it ready?');
  await world.settle();
  const made = await call('POST', '/templates', { name: 'Away', body: 'Hi {{contact.first_name | there}}.' });
  world.intercom.faults.add({ kind: 'status', status: 503 });
  const { status } = await send({ to: maya.number, template_id: made.body.id });
  world.intercom.faults.clear();
  expect(status).toBe(503);
});

test('the answer tells ends, segments and price, and the trace the key', async () => {
  await chooseSettings(world, { prices: { currency: 'USD', perSegment: { US: '0.0083' } } });
  await call('POST', '/templates', { name: 'Pickup', body: 'Come to gate {{values.gate}} at {{values.hour}}.' });
  const asked = { to: '+14155550181', sender: world.ourNumber, template: 'pickup', values: { gate: 7, hour: 'noon' } };
  const { body } = await send(asked);
  expect(body).toMatchObject({ status: 'queued', until: null, to: asked.to, from: world.ourNumber, segments: 1 });
  expect([body.id, body.price, body.currency]).toEqual([body.text_id, '0.0083', 'USD']);
  await world.settle();
  expect(sentTo(asked.to)).toEqual(['Come to gate 7 at noon.']);
  const { trace } = (await call('GET', `/texts/${body.id}`)).body;
  const why = 'A system of yours sent it by the API, with the key Shop.';
  expect(trace[0]).toEqual({ step: 'by-key', decision: null, why });
  expect(trace[1]).toMatchObject({ step: 'allowed', decision: 'no-stop' });
});

test('a text goes at the time that its caller chose', async () => {
  const at = (hours: number) => new Date(world.now() + hours * 3_600_000).toISOString();
  const planned = { to: '+14155550182', body: 'Your boat leaves.', send_at: at(2) };
  const { body } = await send(planned);
  expect(body).toMatchObject({ status: 'scheduled', until: planned.send_at });
  const dropped = await send({ ...planned, body: 'Your boat is late.' });
  await world.pass(3_600_000);
  expect(sentTo(planned.to)).toEqual([]);
  expect((await call('POST', `/texts/${dropped.body.id}/cancel`)).body).toMatchObject({ done: true });
  await world.pass(3_700_000);
  expect(sentTo(planned.to)).toEqual(['Your boat leaves.']);
  expect((await send({ ...planned, send_at: at(-1) })).body.status).toBe('queued');
  for (const wrong of ['tomorrow', at(24 * 400)]) expect((await send({ ...planned, send_at: wrong })).status).toBe(400);
});

test('quiet hours hold a text until they end', async () => {
  await chooseSettings(world, { quietHours: true, textsFrom: '12:00', textsUntil: '12:30' });
  const { body } = await send({ to: '+14155550183', body: 'Hello' });
  expect(body).toMatchObject({ status: 'held', reason: 'quiet-hours', until: expect.stringMatching(/^2026-.*Z$/) });
  await chooseSettings(world, { quietHours: false });
});

test('a person is an object with one name', async () => {
  const contact = world.workspace.addContact({ role: 'user', phone: '+14155550184', externalId: 'u-184' });
  for (const name of [{ to: { contact_id: contact.id } }, { to: { external_id: 'u-184' } }, { external_id: 'u-184' }])
    expect((await send({ ...name, body: 'Hello' })).body).toMatchObject({ status: 'queued', to: '+14155550184' });
  for (const to of [{}, { contact_id: contact.id, external_id: 'u-184' }, { colour: 'red' }])
    expect((await send({ to, body: 'Hello' })).status).toBe(400);
});
