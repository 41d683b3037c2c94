// The API's calls for data connectors: flat answers with status 200 for every decision, within a second.
import { Customer } from '../../src/simulator/people.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { apiCaller, makeKey } from '../support/api-calls.ts';
import { beforeAll, expect, test } from '../support/jest-globals.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';

closeStagesAtEnd();

let world: World;
let call: ReturnType<typeof apiCaller>;

beforeAll(async () => {
  ({ world } = await stage());
  call = apiCaller(world, (await makeKey(world)).key);
  await call('POST', '/templates', {
    name: 'Boat ready',
    body: 'Hi {{first_name | there}}, your {{values.boat}} is in.',
  });
});

const send = (body: object, query = '') => call('POST', `/connectors/send-sms${query}`, body);
const status = (body: object) => call('POST', '/connectors/sms-status', body);
const sentTo = (number: string) => world.twilio.phone(number).map(({ body }) => body.split('\n')[0]);

test('a message goes, and its state is told with the reply', async () => {
  const { id } = world.workspace.addContact({ role: 'user', phone: '+14155550171', name: 'Maya' });
  const sent = await send({ contact_id: id, phone: '', message: 'Say "aye"', template: '', once: 'chat-1' });
  expect(sent).toMatchObject({ status: 200, body: { status: 'queued', reason: '', text_id: expect.any(String) } });
  expect((await send({ contact_id: id, phone: '', message: 'Say "aye"', template: '', once: 'chat-1' })).body).toEqual(
    sent.body,
  );
  // Another step of the same run is a text of its own.
  await send({ contact_id: id, message: 'Or nay', once: 'chat-1' });
  await world.settle();
  expect(sentTo('+14155550171')).toEqual(['Say "aye"', 'Or nay']);
  const told = { status: 'delivered', reason: '', consent: 'none' };
  expect((await status({ contact_id: id })).body).toMatchObject({ ...told, has_replied: false });
  new Customer(world, '+14155550171').texts('Aye');
  await world.settle();
  expect((await status({ text_id: sent.body.text_id })).body).toMatchObject({ status: 'delivered', has_replied: true });
});

test('a template is filled from the step’s own values', async () => {
  const step = { phone: '(415) 555-0172', template: 'boat ready', boat: 'ketch' };
  expect((await send(step)).body.status).toBe('queued');
  await world.settle();
  expect(sentTo('+14155550172')).toEqual(['Hi there, your ketch is in.']);
});

test('each value that a person lacks is a refusal with status 200', async () => {
  const noPhone = world.workspace.addContact({ role: 'lead' }).id;
  const phone = '+14155550173';
  const reasons = [
    [{ contact_id: '', message: 'Hi' }, 'no-contact'],
    [{ contact_id: 'nobody', message: 'Hi' }, 'no-contact'],
    [{ contact_id: noPhone, message: 'Hi' }, 'no-phone'],
    [{ phone: 'at home', message: 'Hi' }, 'no-phone'],
    [{ phone, message: ' ', template: '' }, 'nothing-to-text'],
    [{ phone, template: 'Boat lost' }, 'template-gone'],
    [{ phone, template: 'Boat ready' }, 'template-incomplete'],
  ] as const;
  for (const [body, reason] of reasons)
    expect(await send(body)).toMatchObject({ status: 200, body: { status: 'refused', reason, text_id: '' } });
  expect((await send({ phone, message: 'Sale' }, '?purpose=marketing')).body.reason).toBe('not-opted-in');
  const none = { status: 'none', text_id: '', sent_at: '', has_replied: false };
  expect((await status({ contact_id: noPhone })).body).toMatchObject({ ...none, reason: 'no-phone' });
  expect((await status({ phone: '+14155550199' })).body).toMatchObject({ ...none, reason: 'no-text' });
  expect((await status({ text_id: WORKSPACE_ID })).body).toMatchObject({ ...none, reason: 'no-text' });
});

test('the wrong body is 400, and the answer comes within a second', async () => {
  expect((await send({ message: 'Hi' })).status).toBe(400);
  expect((await send({ phone: { number: '+14155550174' }, message: 'Hi' })).status).toBe(400);
  world.intercom.faults.add({ path: /^\/contacts/, kind: 'delay', ms: 1_200, times: 1 });
  const before = performance.now();
  const slow = await send({ contact_id: '0123456789abcdef01234567', message: 'Hi' });
  expect(slow).toMatchObject({ status: 503, body: { type: 'urn:threadwire:problem:unavailable' } });
  expect(performance.now() - before).toBeLessThan(1_000);
});
