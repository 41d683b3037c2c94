// Intercom's answers and requests are read in every spelling, and none is lost for a field that we do not use.

import { errorFromAnswer } from '../../src/intercom/calls/errors.ts';
import { parseCanvasRequest } from '../../src/intercom/canvas-requests.ts';
import { parseUninstall } from '../../src/intercom/oauth.ts';
import {
  readAdmins,
  readContacts,
  readConversations,
  readCreatedConversation,
  readId,
  readMacros,
  readMe,
  readToken,
} from '../../src/intercom/shapes/answers.ts';
import { readContact, readContactFields } from '../../src/intercom/shapes/contacts.ts';
import { readConversation } from '../../src/intercom/shapes/conversations.ts';
import { canvasRequest, otherSpellings } from '../fixtures/intercom-canvas.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const now = new Date('2026-11-30T12:00:00Z');
const anything = [null, undefined, 0, 5, '', 'x', true, [], {}, [{ a: 1 }], '2023-06-28T10:12:13Z'];
const value = (checked: { ok: boolean; value?: unknown }) => (checked.ok ? checked.value : checked);

describe('an answer', () => {
  test.each(anything)('with nothing but %j is a problem, without an exception', (body) => {
    for (const read of [readMe, readCreatedConversation, readContact, readContactFields, readToken])
      expect(read(body).ok).toBe(false);
    expect(readId(body).ok).toBe(false);
    expect(readConversation(body, now).ok).toBe(false);
    for (const read of [readAdmins, readContacts, readMacros]) expect(() => read(body)).not.toThrow();
  });

  test('to /me has its ids as text or numbers', () => {
    expect(value(readMe({ id: 5, app: { id_code: 'ws1', region: 7 }, email_verified: 'true' }))).toEqual({
      adminId: '5',
      adminName: '',
      isEmailVerified: true,
      workspaceId: 'ws1',
      name: 'ws1',
      timezone: 'UTC',
      region: null,
    });
  });

  test('with a list leaves out unreadable items, not the rest', () => {
    expect(
      value(readContacts({ data: [{ id: 'c1', phone: 14155550101 }, null, { id: [] }, 'x', { id: 5 }] })),
    ).toMatchObject([{ id: 'c1', phone: '14155550101' }, { id: '5' }]);
    expect(value(readAdmins({ admins: [{ id: 1, name: null }, {}] }))).toMatchObject([{ id: '1', name: null }]);
    expect(value(readMacros({ data: { data: [{ id: 1, name: 'A', body_text: null }] } }))).toEqual({
      ok: false,
      problem: '/data: invalid',
    });
    expect(value(readConversations({ conversations: [{ id: 1 }, { id: null }] }, now))).toMatchObject([{ id: '1' }]);
  });

  test.each([
    'owner_id',
    'admin_assignee_id',
    'team_assignee_id',
    'priority',
    'statistics',
    'tags',
    'custom_attributes',
  ])('with a conversation or contact may have anything as its %s', (name) => {
    for (const given of [...anything, '0', '991267715']) {
      expect(value(readConversation({ id: '215', state: 'open', [name]: given }, now))).toMatchObject({ id: '215' });
      expect(value(readContactFields({ id: 'c1', name: 'Maya', [name]: given }))).toMatchObject({ name: 'Maya' });
    }
  });

  test('to a new conversation names it', () => {
    expect(value(readCreatedConversation({ id: 7, conversation_id: 215 }))).toEqual({
      conversationId: '215',
      partId: 'source-7',
    });
  });

  test.each([{ access_token: 'a' }, { token: 'a' }, { access_token: null, token: 'a', token_type: 5 }])(
    'with a token: %j',
    (body) => {
      const token = readToken(body);
      expect(token.ok && token.value.reveal()).toBe('a');
    },
  );

  test.each([
    ...anything,
    { errors: null },
    { errors: {} },
    { errors: 'no' },
    { errors: [null] },
    { errors: [{ code: 5, message: [] }] },
  ])('with the error %j is a refusal', (body) => {
    const error = errorFromAnswer('GET /me', { status: 404, headers: new Headers(), body }, 0);
    expect(error).toMatchObject({ status: 404, certainty: 'refused' });
  });
});

describe('a request of the panel', () => {
  const read = {
    workspaceId: 'ws1',
    region: null,
    conversationId: '215',
    contactId: 'c1',
    adminId: '5',
    componentId: 'send',
    inputValues: { text: 'Hi' },
    storedData: { nonce: 'n' },
  };

  test.each<[object, object]>([
    [{}, {}],
    ...otherSpellings.map((given): [object, object] => [given, {}]),
    [
      { conversation: null, contact: null, admin: null },
      { conversationId: null, contactId: null, adminId: null },
    ],
    [
      { conversation: [], contact: 'c1', admin: 5 },
      { conversationId: null, contactId: null, adminId: null },
    ],
    [{ component_id: null }, { componentId: '' }],
    [{ component_id: { id: 'send' } }, { componentId: '' }],
    [{ current_canvas: [] }, { storedData: undefined }],
  ])('%j', (given, expected) => {
    expect(parseCanvasRequest({ ...canvasRequest, ...given })).toEqual({ ok: true, value: { ...read, ...expected } });
  });

  test.each([null, [], 'x', 5, {}, { workspace_id: {} }])('%j names no workspace', (body) => {
    expect(parseCanvasRequest(body).ok).toBe(false);
  });
});

test.each<[unknown, string | null]>([
  [{ app_id: 'ws1' }, 'ws1'],
  [{ app_id: 5 }, '5'],
  [{ app_id: null }, null],
  [{ app_id: {} }, null],
  [[], null],
  [null, null],
])('a notice of uninstalling, %j', (body, workspaceId) => {
  expect(parseUninstall(body)).toBe(workspaceId);
});
