// The page of API keys, as an admin makes and ends one.
import { knock } from '../support/door.ts';
import { beforeAll, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';
import type { Visitor } from '../support/visitor.ts';

closeStagesAtEnd();

let url = '';
let admin: Visitor;

beforeAll(async () => {
  const { world } = await stage();
  url = world.serviceUrl;
  admin = await signIn(world);
});

async function statusOf(key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  return (await knock(url, { method: 'GET', path: '/api/v1/numbers', headers })).status;
}

const shownKey = () => /value="(threadwire_[^"]+)"/.exec(admin.page.html)?.[1] ?? '';

function says(...words: string[]): void {
  for (const one of words) admin.says(one);
}

test('a key is shown once, and works', async () => {
  await admin.sends('/settings/api-keys', { do: 'make', key_name: 'Shop', scopes: ['read', 'send'], days: '30' });
  expect(admin.page.status).toBe(200);
  admin.says('The key is shown this once');
  const key = shownKey();
  expect(await statusOf(key)).toBe(200);
  await admin.goes('/settings/api-keys');
  expect(admin.page.html).not.toContain(key.slice(-43));
  says('Shop', `ends in ${key.slice(-4)}`, 'Read, Send texts', 'Expires', 'Last used');
});

test('a key that was revoked is refused', async () => {
  await admin.sends('/settings/api-keys', { do: 'make', key_name: 'Old shop', scopes: ['read'], days: '' });
  const key = shownKey();
  const [, id = ''] = /Old shop.*?name="key" value="([\w-]+)"/s.exec(admin.page.html) ?? [];
  await admin.sends('/settings/api-keys', { do: 'revoke', key: id });
  says('The key Old shop works no more', 'Revoked');
  expect(await statusOf(key)).toBe(401);
  await admin.goes('/settings/history');
  says('Made the API key Shop, which may read and send texts.', 'Revoked the API key Old shop.');
});

test('a key without a name or a scope is not made', async () => {
  await admin.goes('/settings/api-keys');
  await admin.sends('/settings/api-keys', { do: 'make', key_name: ' ', scopes: ['read'], days: '' });
  expect(admin.page.status).toBe(422);
  admin.says('Write a name of at most 60 characters.');
  await admin.sends('/settings/api-keys', { do: 'make', key_name: 'Shop', scopes: [], days: '' });
  admin.says('Choose at least one thing that the key may do.');
  expect(shownKey()).toBe('');
});

test('the same click makes one key', async () => {
  await admin.goes('/settings/api-keys');
  const [form] = admin.forms().filter(({ fields }) => fields.some(([name]) => name === 'scopes'));
  const sent = {
    ...Object.fromEntries(form?.fields ?? []),
    do: 'make',
    key_name: 'Twice',
    scopes: 'read',
    days: '365',
  };
  await admin.posts(`${url}/settings/api-keys`, sent);
  expect(shownKey()).not.toBe('');
  await admin.posts(`${url}/settings/api-keys`, sent);
  expect(shownKey()).toBe('');
  admin.says('Made the API key Twice');
});
