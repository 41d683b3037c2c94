// Events of contacts at Intercom, by which a Series goes on: what became of each text.

import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { apiCaller, makeKey } from '../support/api-calls.ts';
import { beforeAll, beforeEach, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';

closeStagesAtEnd();

let world: World;
let maya: Customer;
let call: ReturnType<typeof apiCaller>;

beforeAll(async () => {
  ({ world, maya } = await stage());
  call = apiCaller(world, (await makeKey(world)).key);
  await call('POST', '/templates', { name: 'Welcome', body: 'Welcome aboard.' });
});

beforeEach(() => world.intercom.faults.clear());

const toldOf = (contactId: string) => world.workspace.events().filter((event) => event.contactId === contactId);
const namesOf = (contactId: string) => toldOf(contactId).map(({ name }) => name);
const send = (block: object, step: string) => call('POST', `/series/Welcome?step=${step}`, block);
const turnOn = (isOn: boolean) => call('PATCH', '/settings', { result_events: isOn });

/** A lead has no external id, and no e-mail. */
const lead = (phone: string) => world.workspace.addContact({ role: 'lead', phone });

test('no event is written before an admin turns them on', async () => {
  const { id } = lead('+14155550161');
  await send({ contact_id: id }, 'first');
  maya.texts('Hello?');
  await world.settle();
  expect(world.workspace.events()).toEqual([]);
});

test('a text of a Series is told with its step', async () => {
  await turnOn(true);
  const { id } = lead('+14155550162');
  const { body } = await send({ contact_id: id }, 'first');
  await world.settle();
  expect(namesOf(id)).toEqual(['sms-sent', 'sms-delivered']);
  const [{ metadata } = { metadata: {} }] = toldOf(id);
  expect(metadata).toEqual({
    ...{ text_id: body.text_id, our_number: expect.stringMatching(/^\+1/), author: 'automation' },
    ...{ step: 'first', template: 'Welcome', segments: 1, written_date: expect.any(Number) },
    text: expect.stringMatching(`/texts/${body.text_id}$`),
  });
});

test('each text has its own second, also after lost answers', async () => {
  await turnOn(true);
  const { id } = lead('+14155550163');
  world.intercom.faults.add({ method: 'POST', path: '/events', kind: 'hang-up-after', times: 3 });
  await send({ contact_id: id }, 'first');
  await send({ contact_id: id }, 'second');
  await world.settle();
  await world.pass(60_000);
  const sent = toldOf(id).filter(({ name }) => name === 'sms-sent');
  expect(new Set(sent.map(({ createdAt }) => createdAt)).size).toBe(2);
  expect(new Set(toldOf(id).map(({ metadata, name }) => `${metadata['text_id']} ${name}`)).size).toBe(4);
  expect(toldOf(id)).toHaveLength(4);
});

test('a customer who writes and opts out is told', async () => {
  await turnOn(true);
  const sam = new Customer(world, '+14155550164');
  const { id } = lead(sam.number);
  sam.texts('Who is this?');
  await world.settle();
  sam.texts('STOP');
  await world.settle();
  expect(namesOf(id)).toEqual(['sms-received', 'sms-received', 'sms-opted-out']);
  await send({ contact_id: id }, 'first');
  await world.settle();
  const failed = toldOf(id).find(({ name }) => name === 'sms-failed');
  expect(failed?.metadata).toMatchObject({ reason: 'opted-out', step: 'first' });
});

test('a missing permission is one finding, and stops no text', async () => {
  await turnOn(true);
  const { id } = lead('+14155550165');
  world.intercom.faults.add({ method: 'POST', path: '/events', kind: 'status', status: 403, body: { errors: [] } });
  await send({ contact_id: id }, 'first');
  await world.settle();
  expect(world.twilio.phone('+14155550165')).toHaveLength(1);
  expect(namesOf(id)).toEqual([]);
  const admin = await signIn(world);
  await admin.goes('/');
  admin.says('Intercom does not allow: Write events');
});
