// The API's calls that change something, as a customer's own system makes them.
import type { Customer } from '../../src/simulator/people.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { apiCaller, makeKey } from '../support/api-calls.ts';
import { storedHistory } from '../support/database/stored.ts';
import { beforeAll, describe, expect, test } from '../support/jest-globals.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';

closeStagesAtEnd();

let world: World;
let maya: Customer;
let call: ReturnType<typeof apiCaller>;

beforeAll(async () => {
  ({ world, maya } = await stage());
  call = apiCaller(world, (await makeKey(world)).key);
});

const placesOf = ({ status, body }: Awaited<ReturnType<typeof call>>) => [
  status,
  body.errors?.map(({ at }: { at: string }) => at),
];

describe('templates', () => {
  test('are made, read, changed and archived', async () => {
    const made = await call('POST', '/templates', { name: 'Shipped', body: 'On its way.' });
    const at = `/templates/${made.body.id}`;
    expect(made).toMatchObject({ status: 200, body: { name: 'Shipped' } });
    await call('PUT', at, { name: 'Shipped', body: 'Hi {{contact.first_name | there}}, on its way.' });
    expect((await call('GET', at)).body.body).toMatch(/^Hi/);
    expect((await call('GET', '/templates')).body.data).toHaveLength(1);
    expect((await call('DELETE', at)).status).toBe(200);
    expect([(await call('GET', at)).status, (await call('DELETE', at)).status]).toEqual([404, 404]);
    expect((await storedHistory(world, WORKSPACE_ID)).join()).toContain('Shipped');
  });

  test('are made, changed and archived by their names', async () => {
    expect((await call('PUT', '/templates/Back%20soon', { body: 'We are back at noon.' })).body.name).toBe('Back soon');
    const changed = await call('PUT', '/templates/back%20soon', { body: 'We are back at one.' });
    expect(changed.body).toMatchObject({ name: 'Back soon', body: 'We are back at one.' });
    await call('PUT', '/templates/Away', { body: 'We are away.' });
    const first = (await call('GET', '/templates?limit=1')).body;
    const second = (await call('GET', `/templates?limit=1&cursor=${first.next_cursor}`)).body;
    expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(['Away', 'Back soon']);
    expect(second.next_cursor).toBeNull();
    expect(placesOf(await call('GET', '/templates?cursor=nothing'))).toEqual([400, ['/cursor']]);
    for (const name of ['Away', 'Back%20soon']) expect((await call('DELETE', `/templates/${name}`)).status).toBe(200);
    expect((await call('GET', '/templates/Away')).status).toBe(404);
  });

  test('keep to the rules of their page', async () => {
    expect(placesOf(await call('POST', '/templates', { name: ' ', body: 'Hi' }))).toEqual([400, ['/name']]);
    expect(placesOf(await call('POST', '/templates', { name: 'A', body: '{{contact.}}' }))).toEqual([400, ['/body']]);
    expect(placesOf(await call('POST', '/templates', { name: 'A', colour: 1 }))).toEqual([400, ['/', '/colour']]);
  });
});

describe('consent', () => {
  const at = '/consents/+14155550177';
  const source = 'Asked in the shop';

  test('is said with its source, once', async () => {
    const changed = { number: '+14155550177', state: 'opted-out', changed: true, reason: null };
    expect((await call('PUT', at, { state: 'opted-out', source })).body).toEqual(changed);
    expect((await call('PUT', at, { state: 'opted-out', source })).body).toEqual({ ...changed, changed: false });
    const { evidence } = (await call('GET', at)).body;
    expect(evidence).toMatchObject([{ state: 'opted-out', reason: source, origin: 'API: Shop' }]);
    expect((await call('PUT', at, { state: 'opted-in', source })).body.state).toBe('opted-in');
  });

  test('an opt-out of our own ends without a consent', async () => {
    await call('PUT', at, { state: 'opted-out', source });
    const ended = (await call('DELETE', `${at}?source=Changed%20their%20mind`)).body;
    expect(ended).toMatchObject({ state: 'none', changed: true });
    expect((await call('GET', at)).body.evidence[0]).toMatchObject({ reason: 'Changed their mind', state: 'none' });
  });

  test('a customer’s own word stands', async () => {
    maya.texts('STOP');
    await world.settle();
    const ofMaya = `/consents/${maya.number}`;
    const stands = { state: 'opted-out', changed: false, reason: 'customer-opted-out' };
    expect((await call('PUT', ofMaya, { state: 'opted-in', source })).body).toMatchObject(stands);
    expect((await call('DELETE', `${ofMaya}?source=x`)).body).toMatchObject(stands);
  });

  test('no change goes without a source', async () => {
    expect(placesOf(await call('PUT', at, { state: 'opted-out', source: ' ' }))).toEqual([400, ['/source']]);
    expect(placesOf(await call('DELETE', at))).toEqual([400, ['/source']]);
    expect(placesOf(await call('PUT', at, { state: 'none', source }))).toEqual([400, ['/state']]);
  });
});

describe('settings', () => {
  test('change by the rules of their page, all or none', async () => {
    const before = (await call('GET', '/settings')).body;
    const wrong = { reopen_days: 400, texts_from: '25:00', quiet_hours: true };
    expect(placesOf(await call('PATCH', '/settings', wrong))).toEqual([400, ['/reopen_days', '/texts_from']]);
    expect((await call('GET', '/settings')).body).toEqual(before);
    const wanted = { reopen_days: 7, texts_from: '9:00', quiet_hours: true, daily_money: '20 USD', daily_texts: null };
    const saved = { ...wanted, texts_from: '09:00' };
    expect((await call('PATCH', '/settings', wanted)).body).toEqual({ ...before, ...saved });
  });

  test.each([{}, { colour: 'red' }, { quiet_hours: 'yes' }, { bot_replies: 'maybe' }, [], null])(
    '%j changes nothing',
    async (body) => {
      expect((await call('PATCH', '/settings', body)).status).toBe(400);
    },
  );
});

describe('contacts', () => {
  test('are found by each name that they have', async () => {
    world.workspace.addContact({
      role: 'user',
      name: 'Robin',
      email: 'robin@example.com',
      externalId: 'shop-7',
      phone: '(415) 555-0166',
    });
    const [robin] = (await call('GET', '/contacts?external_id=shop-7')).body.data;
    expect(robin).toMatchObject({ role: 'user', name: 'Robin', number: '+14155550166' });
    const names = ['user_id=shop-7', 'email=robin@example.com', 'number=4155550166', `contact_id=${robin.id}`];
    for (const name of names) expect((await call('GET', `/contacts?${name}`)).body.data).toEqual([robin]);
    expect((await call('GET', '/contacts?contact_id=000000000000000000000000')).body.data).toEqual([]);
    expect(placesOf(await call('GET', '/contacts'))).toEqual([400, ['/']]);
    expect(placesOf(await call('GET', '/contacts?number=call&email=x'))).toEqual([400, ['/']]);
  });

  test('cannot be looked up while Intercom is away', async () => {
    const repair = world.intercom.faults.add({ kind: 'status', status: 503 });
    const { status, body } = await call('GET', '/contacts?email=robin@example.com');
    repair();
    expect([status, body.type]).toEqual([503, 'urn:threadwire:problem:unavailable']);
  });
});

test('a text that nothing holds is neither released nor cancelled', async () => {
  const { data } = (await call('GET', '/texts')).body;
  for (const [verb, reason] of [
    ['release', 'not-held'],
    ['cancel', 'not-waiting'],
  ])
    expect((await call('POST', `/texts/${data[0].id}/${verb}`)).body).toEqual({ done: false, reason });
});

test('dead letters are listed, and one that is gone stays so', async () => {
  expect((await call('GET', '/dead-letters')).body).toEqual({ data: [], next_cursor: null });
  for (const id of ['x', '01900000-0000-7000-8000-000000000000'])
    expect((await call('DELETE', `/dead-letters/${id}`)).body).toEqual({ done: false, reason: 'letter-gone' });
});

test.each(['read', 'send', 'consent'] as const)('a key that may only %s changes no setting', async (scope) => {
  const other = apiCaller(world, (await makeKey(world, [scope])).key);
  expect((await other('PATCH', '/settings', { is_paused: true })).status).toBe(403);
});

test('a body that is no JSON is refused', async () => {
  expect((await call('PATCH', '/settings', '{', { 'content-type': 'text/plain' })).status).toBe(400);
  const broken = ['{', '{"reopen_days":1,"reopen_days":2}', `${'['.repeat(30_000)}`, '{"reopen_days":1e400}'];
  for (const body of broken) expect((await call('PATCH', '/settings', body)).status).toBe(400);
  expect((await call('PATCH', '/settings', `{"tag_name":"${'x'.repeat(70_000)}"}`)).status).toBe(413);
});

test.each([
  ['POST', '/templates', { name: 'a\0b', body: 'x' }, '/name'],
  ['POST', '/templates', { name: 'a', body: '\ud800' }, '/body'],
  ['PUT', '/consents/+14155550177', { state: 'opted-out', source: 'a\0b' }, '/source'],
  ['PATCH', '/settings', { tag_name: 'a\0b' }, '/tag_name'],
  ['PATCH', '/settings', { acting_admin_id: 'nobody' }, '/acting_admin_id'],
  ['GET', '/texts?conversation_id=a%00b', undefined, '/conversation_id'],
  ['GET', '/consents?cursor=1_%00', undefined, '/cursor'],
  ['DELETE', '/consents/+14155550177?source=Asked%00', undefined, '/source'],
])('%s %s refuses text that no store holds, as %j', async (method, path, body, place) => {
  expect(placesOf(await call(method, path, body))).toEqual([400, [place]]);
});
