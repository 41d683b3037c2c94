// The API's call for a Series, as its webhook block sends it.
import { within } from '../../src/services/context.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { upsertContacts } from '../../src/store/conversations/contacts.ts';
import { apiCaller, makeKey } from '../support/api-calls.ts';
import { beforeAll, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';

closeStagesAtEnd();

let world: World;
let call: ReturnType<typeof apiCaller>;

beforeAll(async () => {
  ({ world } = await stage());
  call = apiCaller(world, (await makeKey(world)).key);
  const body = 'Hi {{first_name | there}}, your {{values.boat}} is in dock.';
  await call('POST', '/templates', { name: 'Boat ready', body });
});

const post = (block: object, query = '', method = 'POST') => call(method, `/series/Boat%20ready${query}`, block);
const sentTo = (number: string) => world.twilio.phone(number).map(({ body }) => body.split('\n')[0]);
const newContact = (more: object) => world.workspace.addContact({ role: 'user', ...more });

test('a block fills its template, by POST and by PUT', async () => {
  const block = { phone: '(415) 555-0181', first_name: 'Maya', boat: 'dinghy' };
  expect((await post(block, '?step=first')).body).toMatchObject({ status: 'queued', reason: null });
  expect((await post(block, '?step=second', 'PUT')).body).toMatchObject({ status: 'queued' });
  await world.settle();
  const words = 'Hi Maya, your dinghy is in dock.';
  expect(sentTo('+14155550181')).toEqual([words, words]);
});

test('a contact in several companies gets one text a step', async () => {
  const { id } = newContact({ phone: '+14155550182', name: 'Sam Lee' });
  const block = (company: string) => post({ contact_id: id, company, boat: 'ketch' }, '?step=welcome&window=7d');
  const answers = await Promise.all(['Acme', 'Boats', 'Cove'].map(block));
  expect(new Set(answers.map(({ body }) => body.text_id)).size).toBe(1);
  await world.settle();
  expect(sentTo('+14155550182')).toEqual(['Hi Sam, your ketch is in dock.']);
  const past = new Date(world.app.ctx.clock.now() - 1);
  await world.app.ctx.database.owner.updateTable('api_answers').set({ expires_at: past }).execute();
  expect((await block('Acme')).body.text_id).not.toBe(answers[0]?.body.text_id);
});

test('the first name with a value says who is texted', async () => {
  newContact({ phone: '+14155550183', externalId: 'user-83' });
  const block = { contact_id: '', external_id: null, user_id: 'user-83', phone: '+14155550199', boat: 'yawl' };
  expect((await post(block)).body).toMatchObject({ status: 'queued' });
  await world.settle();
  expect([sentTo('+14155550183').length, sentTo('+14155550199').length]).toEqual([1, 0]);
});

test('a number that just changed goes before the one that search has', async () => {
  const { id } = newContact({ phone: '+14155550186', externalId: 'user-86' });
  await post({ user_id: 'user-86', boat: 'yawl' }, '?step=before');
  const { db } = within(world.app.ctx, WORKSPACE_ID);
  const moved = {
    role: 'user',
    name: null,
    address: '+14155550187',
    hasEmail: false,
    seenAt: null,
    zones: null,
  } as const;
  const changedAt = new Date(world.app.ctx.clock.now());
  await upsertContacts(db, [{ workspaceId: WORKSPACE_ID, contactId: id, ...moved, changedAt }]);
  await post({ user_id: 'user-86', boat: 'yawl' }, '?step=after');
  await world.settle();
  expect([sentTo('+14155550186').length, sentTo('+14155550187').length]).toEqual([1, 1]);
});

test('a refusal for want of something is asked again', async () => {
  const contact = newContact({ email: 'kim@example.com' });
  const reason = async (block: object) => (await post({ boat: 'sloop', ...block })).body.reason;
  expect(await reason({ contact_id: contact.id })).toBe('no-phone');
  expect(await reason({ phone: 'unknown' })).toBe('no-phone');
  expect(await reason({ email: '' })).toBe('no-contact');
  expect(await reason({ contact_id: 'nobody' })).toBe('no-contact');
  expect(await reason({ phone: '+14155550184', boat: null })).toBe('template-incomplete');
  expect(await reason({ phone: '+14155550184' })).toBeNull();
});

test('a block that cannot be used is refused by name', async () => {
  const faults = async (block: object, query = '') => {
    const { status, body } = await post(block, query);
    return [status, body.errors?.map(({ at }: { at: string }) => at)];
  };
  expect(await faults({ boat: 'yawl' })).toEqual([400, ['/contact_id']]);
  expect(await faults({ phone: '+14155550185', company: { name: 'Acme' } })).toEqual([400, ['/company']]);
  for (const window of ['0', '1y', '31d', '721'])
    expect(await faults({ phone: '+14155550185' }, `?window=${window}`)).toEqual([400, ['/window']]);
  expect(await faults({ phone: '+14155550185' }, '?from=%2B14155550199')).toEqual([400, ['/from']]);
  expect((await call('POST', '/series/Nothing', { phone: '+14155550185' })).status).toBe(404);
});

test('the page of a template has the address for its block', async () => {
  const admin = await signIn(world);
  await admin.goes('/settings/templates');
  const [path = ''] = /\/settings\/templates\/[\w-]{36}/.exec(admin.page.html) ?? [];
  await admin.goes(path);
  const [, url = ''] = /value="[^"]*\/api\/v1(\/series\/[^"]+)"/.exec(admin.page.html) ?? [];
  expect((await call('POST', url, { phone: '+14155550188', boat: 'yawl' })).body).toMatchObject({ status: 'queued' });
});
