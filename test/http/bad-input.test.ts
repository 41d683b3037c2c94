import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { ACCOUNT_SID, WORKSPACE_ID } from '../../src/simulator/world.ts';
import { countRows } from '../support/database/stored.ts';
import {
  type Answer,
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
import { closeStages, stage } from '../support/story.ts';

closeStages();

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };
const RAW = ['/webhooks/intercom', '/canvas/initialize', '/canvas/submit', MESSAGES_PATH, STATUS_PATH];

/** A refusal is a 4xx with a sentence and never one that silences Intercom; what is accepted is 200 or 204. */
function expectAnswered(what: unknown, { status, text }: Answer): void {
  const told = JSON.stringify(what)?.slice(0, 2_000);
  if (status === 200 || status === 204) return;
  expect({ told, status, isRefusal: status >= 400 && status < 500 && status !== 410 && status !== 429 }).toEqual({
    told,
    status,
    isRefusal: true,
  });
  const { error } = JSON.parse(text) as { error?: { code?: string; message?: string } };
  expect({ told, message: error?.message }).toEqual({ told, message: expect.stringMatching(/^[A-Z].{10,400}\.$/s) });
}

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
    maya.texts('Still there?');
    await world.settle();
    const everything = theo.conversations().flatMap(({ id }) => theo.sees(id));
    expect(everything).toContain('customer: Still there?');
  });

  test('a random flood ends without fault; the next text is threaded', async () => {
    const { world, maya, theo } = await stage();
    const { serviceUrl } = world;
    const word = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('\0', '\ud800', '__proto__', '+14155550132', '9'.repeat(400)),
    );
    const fieldName = fc.constantFrom(
      'MessageSid',
      'AccountSid',
      'From',
      'To',
      'Body',
      'NumMedia',
      'MediaUrl0',
      'OptOutType',
      'MessageStatus',
      'ErrorCode',
      '__proto__',
      'Extra',
    );
    const genuine = fc.constantFrom(textFields(9), textFields(10, { NumMedia: '1', MediaUrl0: 'x' }));
    const fields = fc
      .tuple(genuine, fc.array(fc.tuple(fieldName, word), { maxLength: 3 }), fc.boolean())
      .map(
        ([base, extra, replace]): Fields =>
          replace
            ? [...base.filter(([name]) => !extra.some(([other]) => other === name)), ...extra]
            : [...base, ...extra],
      );
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
    const topic = fc.constantFrom(
      'ping',
      'conversation.admin.replied',
      'conversation.admin.single.created',
      'conversation.deleted',
      'contact.user.updated',
      'contact.merged',
      'contact.deleted',
      'toString',
    );
    const id = fc.oneof(fc.constantFrom<unknown>('c1', '7', 7, -1, 1.5, null), value);
    const part = fc.record(
      {
        id,
        part_type: fc.oneof(fc.constantFrom<unknown>('comment', 'note'), value),
        body: value,
        created_at: fc.oneof(fc.integer(), fc.double(), value),
        author: fc.oneof(fc.record({ type: fc.constant('admin'), id }), value),
      },
      { requiredKeys: [] },
    );
    const item = fc.oneof(
      value,
      fc.record(
        {
          id,
          state: value,
          updated_at: fc.oneof(fc.integer(), fc.double(), value),
          phone: fc.oneof(word, value),
          name: value,
          contacts: fc.oneof(fc.record({ contacts: fc.array(fc.record({ id })) }), value),
          conversation_parts: fc.oneof(fc.record({ conversation_parts: fc.array(part, { maxLength: 3 }) }), value),
          source: fc.oneof(part, value),
          merged_from: fc.oneof(fc.record({ id }), value),
        },
        { requiredKeys: [] },
      ),
    );
    const envelope = fc.tuple(
      topic,
      item,
      fc.record(
        {
          app_id: fc.oneof(fc.constant<unknown>(WORKSPACE_ID), word, value),
          created_at: fc.oneof(fc.integer(), fc.double(), value),
          id: value,
        },
        { requiredKeys: [] },
      ),
    );
    const canvasBody = fc.record(
      {
        workspace_id: fc.oneof(fc.constant<unknown>(WORKSPACE_ID), word, value),
        conversation: fc.oneof(fc.record({ id }), value),
        contact: fc.oneof(fc.record({ id }), value),
        component_id: value,
        input_values: value,
        current_canvas: value,
      },
      { requiredKeys: [] },
    );
    const segment = fc.string({
      unit: fc.constantFrom('%', '/', '.', '0', 'z', ';', '?', '%41', '%00', '%ff'),
      minLength: 1,
      maxLength: 12,
    });
    const bytes = fc.uint8Array({ maxLength: 200 }).map((list) => Buffer.from(list));
    const request: fc.Arbitrary<Knock> = fc.oneof(
      fields.map((list) => fromTwilio(serviceUrl, MESSAGES_PATH, list)),
      fields.map((list) => fromTwilio(serviceUrl, STATUS_PATH, list)),
      envelope.map(([name, thing, changes]) => fromIntercom(JSON.stringify(notification(name, thing, changes)))),
      canvasBody.map((body) => fromInbox('/canvas/initialize', JSON.stringify(body))),
      canvasBody.map((body) => fromInbox('/canvas/submit', JSON.stringify(body))),
      bytes.map((body) => fromIntercom(body)),
      bytes.map((body) => fromInbox('/canvas/initialize', body)),
      fc.record({
        path: fc.constantFrom(...RAW),
        body: bytes,
        headers: fc.constantFrom(FORM, JSON_TYPE, { 'x-twilio-signature': 'x', ...FORM }),
        method: fc.constantFrom('POST', 'PUT', 'DELETE'),
      }),
      segment.map((path) => ({ path: `/webhooks/twilio/${path}/messages`, headers: FORM, body: 'a=1' })),
    );
    const numRuns = 2_000;
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 10, maxLength: 10 }), async (requests) => {
        const answers = await Promise.all(requests.map((one) => knock(serviceUrl, one)));
        for (const [index, answer] of answers.entries()) expectAnswered(requests[index], answer);
      }),
      { numRuns: numRuns / 10, interruptAfterTimeLimit: 15_000 },
    );
    maya.texts('Still there?');
    await world.settle();
    const everything = theo.conversations().flatMap(({ id }) => theo.sees(id));
    expect(everything).toContain('customer: Still there?');
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
