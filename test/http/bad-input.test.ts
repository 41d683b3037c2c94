// Bad input at the doors: each request that is malformed, and random ones, leave nothing half done.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { ACCOUNT_SID, WORKSPACE_ID } from '../../src/simulator/world.ts';
import { anyRequest, FORM, JSON_TYPE, RAW } from '../support/any-request.ts';
import { countRows } from '../support/database/stored.ts';
import {
  expectAnswered,
  type Fields,
  fromInbox,
  fromIntercom,
  fromTwilio,
  type Knock,
  knock,
  MESSAGES_PATH,
  notification,
  STATUS_PATH,
  sentenceOf,
  textFields,
} from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../support/story.ts';

closeStages();

const deep = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000);

/** Requests that carry the right signature and the wrong content. */
function signedNonsense(publicUrl: string): [string, Knock, number | 'ok'][] {
  const text = (changes: Record<string, string | undefined>) =>
    fromTwilio(publicUrl, MESSAGES_PATH, textFields(7, changes));
  const status = (fields: Record<string, string>) =>
    fromTwilio(
      publicUrl,
      STATUS_PATH,
      Object.entries({ MessageSid: `SM${'0'.repeat(32)}`, AccountSid: ACCOUNT_SID, ...fields }),
    );
  const item = (topic: string, value: unknown, changes = {}) =>
    fromIntercom(JSON.stringify(notification(topic, value, changes)));
  const twice: Fields = [...textFields(7), ['From', '+14155550199']];
  return [
    ['a text without a MessageSid', text({ MessageSid: undefined }), 400],
    ['a text without a sender', text({ From: undefined }), 'ok'],
    ['a text with an empty sender', text({ From: '' }), 'ok'],
    ['a text from nothing but a NUL', text({ From: '\0' }), 'ok'],
    ['a text with a MessageSid of another kind', text({ MessageSid: 'CA1' }), 400],
    ['a text with a sender of absurd length', text({ From: '9'.repeat(5_000) }), 'ok'],
    ['a text of absurd length', text({ Body: 'x'.repeat(30_000) }), 'ok'],
    ['a text with no count of files', text({ NumMedia: 'many' }), 'ok'],
    ['a text with two senders', fromTwilio(publicUrl, MESSAGES_PATH, twice), 'ok'],
    ['a text with no fields at all', fromTwilio(publicUrl, MESSAGES_PATH, []), 400],
    [
      'a text with prototype keys',
      fromTwilio(publicUrl, MESSAGES_PATH, [
        ['__proto__', 'x'],
        ['constructor', 'y'],
        ['toString', 'z'],
      ]),
      400,
    ],
    ['a status without its word', status({}), 400],
    ['a status with an error that is no number', status({ MessageStatus: 'failed', ErrorCode: 'x' }), 'ok'],
    ['a status with an error beyond every number', status({ MessageStatus: 'failed', ErrorCode: '9'.repeat(9) }), 'ok'],
    [
      'a status of a message id that is none',
      fromTwilio(
        publicUrl,
        `${STATUS_PATH}?message=%00&message=b`,
        Object.entries({ MessageSid: `SM${'0'.repeat(32)}`, AccountSid: ACCOUNT_SID, MessageStatus: 'sent' }),
      ),
      'ok',
    ],
    ['no JSON', fromIntercom('{"topic":'), 400],
    ['JSON that is a word', fromIntercom('"ping"'), 'ok'],
    ['JSON that is nothing', fromIntercom('null'), 'ok'],
    ['deep lists', fromIntercom(deep('[', ']')), 'ok'],
    [
      'a deep item',
      fromIntercom(JSON.stringify(notification('ping', {})).replace('"item":{}', `"item":{"a":${deep('[', ']')}}`)),
      'ok',
    ],
    ['a workspace with a NUL', item('conversation.admin.replied', { id: '1' }, { app_id: 'a\0b' }), 'ok'],
    ['a workspace with half a character', item('conversation.admin.replied', { id: '1' }, { app_id: '\ud800' }), 'ok'],
    ['a conversation id with a NUL', item('conversation.admin.closed', { id: '1\0', state: 'closed' }), 'ok'],
    [
      'a conversation id of absurd length',
      item('conversation.admin.closed', { id: '1'.repeat(90_000), state: 'closed' }),
      'ok',
    ],
    ['a contact id with half a character', item('contact.user.updated', { id: 'c\ud800' }), 'ok'],
    ['a contact with half a character', item('contact.user.updated', { id: 'c', name: '\udfff\0', phone: '\0' }), 'ok'],
    ['a contact from the end of time', item('contact.user.updated', { id: 'c', last_seen_at: 1e300 }), 'ok'],
    ['a notification from the end of time', item('contact.user.updated', { id: 'c' }, { created_at: 9e15 }), 'ok'],
    ['a notification from before time', item('contact.user.updated', { id: 'c' }, { created_at: -9e15 }), 'ok'],
    ['a conversation from the end of time', item('conversation.admin.closed', { id: '1', updated_at: 1e18 }), 'ok'],
    ['a merge of a contact with itself', item('contact.merged', { id: 'c', merged_from: { id: 'c' } }), 'ok'],
    ['lists for words', item('conversation.admin.replied', { id: ['1'], state: ['open'] }), 'ok'],
    [
      'a contact whose id is a prototype key',
      item('contact.user.created', { id: '__proto__', name: 'constructor' }),
      'ok',
    ],
    ['a canvas without a workspace', fromInbox('/canvas/initialize', '{}'), 400],
    ['a canvas of a list', fromInbox('/canvas/submit', '[]'), 400],
    [
      'a canvas with deep values',
      fromInbox('/canvas/submit', `{"workspace_id":"${WORKSPACE_ID}","input_values":${deep('[', ']')}}`),
      'ok',
    ],
    ['a canvas of a workspace with a NUL', fromInbox('/canvas/initialize', '{"workspace_id":"a\\u0000"}'), 'ok'],
    [
      'a canvas of a conversation with a NUL',
      fromInbox('/canvas/initialize', `{"workspace_id":"${WORKSPACE_ID}","conversation":{"id":"\\u0000"}}`),
      'ok',
    ],
  ];
}

/** Requests that nobody signed, or that cannot be read at all. */
const unreadable: [string, Knock, number | 'refused'][] = [
  ...RAW.flatMap((path): [string, Knock, number | 'refused'][] => [
    [`${path} with nothing`, { path }, 'refused'],
    [`${path} with plain text`, { path, body: 'hello', headers: { 'content-type': 'text/plain' } }, 'refused'],
    [`${path} with a content type that is none`, { path, body: '{}', headers: { 'content-type': '%%%' } }, 'refused'],
    [
      `${path} with half of a packed body`,
      { path, body: gzipSync('{"a":1}').subarray(0, 9), headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } },
      400,
    ],
    [
      `${path} with a packing that nobody knows`,
      { path, body: '{}', headers: { ...JSON_TYPE, 'content-encoding': 'magic' } },
      400,
    ],
    [
      `${path} with an alphabet that nobody knows`,
      { path, body: '{}', headers: { 'content-type': 'application/json; charset=klingon' } },
      'refused',
    ],
    [`${path} with more than 256 KB`, { path, body: 'a'.repeat(256 * 1024 + 1), headers: FORM }, 413],
    [
      `${path} with more than 256 KB in little`,
      { path, body: gzipSync('a'.repeat(300 * 1024)), headers: { ...FORM, 'content-encoding': 'gzip' } },
      413,
    ],
    [
      `${path} with bytes that are no text`,
      { path, body: Buffer.from([0xc3, 0x28, 0xff, 0x00]), headers: FORM },
      'refused',
    ],
    [`PUT ${path}`, { path, method: 'PUT', body: '{}', headers: JSON_TYPE }, 405],
    [`PROPFIND ${path}`, { path, method: 'PROPFIND' }, 405],
  ]),
  ['a path of broken escapes', { path: '/webhooks/twilio/%/messages', headers: FORM }, 404],
  ['a path of escapes that are no text', { path: '/webhooks/twilio/%ff%fe/messages', headers: FORM }, 404],
  ['a path with a NUL', { path: '/webhooks/twilio/%00/messages', headers: FORM }, 404],
  ['a path with half a character', { path: '/webhooks/twilio/%ed%a0%80/messages', headers: FORM }, 404],
  ['a workspace of absurd length', { path: `/webhooks/twilio/${'w'.repeat(9_000)}/status`, headers: FORM }, 404],
  ['a prototype key as workspace', { path: '/webhooks/twilio/__proto__/messages', headers: FORM }, 404],
  ['a path that climbs', { path: '/../../etc/passwd', method: 'GET' }, 404],
  ['an address where nothing is', { path: '/wp-login.php', headers: FORM }, 404],
  ['two slashes', { path: '//webhooks//intercom', headers: JSON_TYPE }, 404],
];

/** After all of it, a customer's text comes through. */
async function expectNextText({ world, maya, theo }: Pick<Cast, 'world' | 'maya' | 'theo'>): Promise<void> {
  maya.texts('Still there?');
  await world.settle();
  const everything = theo.conversations().flatMap(({ id }) => theo.sees(id));
  expect(everything).toContain('customer: Still there?');
}

describe('bad input', () => {
  test('every malformed request gets a sentence, and nothing is half done', async () => {
    const { world, maya, theo } = await stage();
    const { serviceUrl } = world;
    const { owner: db } = world.app.ctx.database;
    const found: unknown[] = [];
    const expected: unknown[] = [];
    for (const [name, request, status] of [...unreadable, ...signedNonsense(serviceUrl)]) {
      const before = await countRows(db);
      const answer = await knock(serviceUrl, request);
      const kindOf = { 200: 'ok', 204: 'ok', 400: 'refused', 401: 'refused' }[answer.status];
      const changed = answer.status >= 400 && JSON.stringify(await countRows(db)) !== JSON.stringify(before);
      found.push({ name, status: typeof status === 'string' && kindOf ? kindOf : answer.status, changed });
      expected.push({ name, status, changed: false });
      if (answer.status !== 500) expectAnswered(name, answer);
    }
    expect(found).toEqual(expected);
    await expectNextText({ world, maya, theo });
  });

  test('a random flood ends without fault; the next text is threaded', async () => {
    const { world, maya, theo } = await stage();
    const { serviceUrl } = world;
    const ten = fc.array(anyRequest(serviceUrl), { minLength: 10, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(ten, async (requests) => {
        const answers = await Promise.all(requests.map((one) => knock(serviceUrl, one)));
        for (const [index, answer] of answers.entries()) expectAnswered(requests[index], answer);
      }),
      { numRuns: 200, interruptAfterTimeLimit: 15_000 },
    );
    await expectNextText({ world, maya, theo });
  });

  test('HEAD gets no body, and a refusal names no secret', async () => {
    const { world } = await stage();
    const head = await knock(world.serviceUrl, { method: 'HEAD', path: '/healthz' });
    expect([head.status, head.text]).toEqual([200, '']);
    expect((await knock(world.serviceUrl, { method: 'HEAD', path: MESSAGES_PATH })).status).toBe(405);
    const refused = await knock(world.serviceUrl, fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(1), 'wrong'));
    expect(sentenceOf(refused)).not.toContain('simulator');
  });
});
