// A field of a notification is read in every spelling met; one that we do not need costs nothing, whatever it is.
import { parseNotification } from '../../src/intercom/notifications.ts';
import { conversationPart, lists, SECONDS, sameTimes, withParts } from '../fixtures/intercom-webhooks.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { at, now, readItem, repliedConversation } from '../support/notifications.ts';

describe('times', () => {
  test.each<[unknown, Date | null]>([
    ...sameTimes.map((written): [unknown, Date] => [written, at]),
    ['2023-06-28', new Date('2023-06-28T00:00:00Z')],
    [null, null],
    [undefined, null],
    ['', null],
    ['soon', null],
    [0, null],
    [-5, null],
    [1e300, null],
    [{ at: SECONDS }, null],
    [[SECONDS], null],
    [true, null],
  ])('%j', (written, expected) => {
    expect(repliedConversation({ updated_at: written }).updatedAt).toEqual(expected ?? now);
    expect(repliedConversation(withParts([conversationPart({ created_at: written })])).parts[0]?.createdAt).toEqual(
      expected ?? at,
    );
    const contact = readItem('contact.user.updated', { id: 'c1', last_seen_at: written, created_at: written });
    expect(contact).toMatchObject({ contact: { seenAt: expected } });
  });
});

describe('ids', () => {
  test.each([
    ['215', '215'],
    [215, '215'],
    [215474343849634, '215474343849634'],
  ])('%j', (written, id) => {
    expect(repliedConversation({ id: written }).id).toBe(id);
    expect(repliedConversation({ contacts: { contacts: [{ id: written }] } }).contactIds).toEqual([id]);
    expect(
      repliedConversation(withParts([conversationPart({ id: written, author: { type: 'admin', id: written } })])).parts,
    ).toMatchObject([{ id, author: { id } }]);
    expect(readItem('contact.deleted', { id: written })).toEqual({ kind: 'contact-gone', contactId: id });
    expect(readItem('contact.merged', { id: 'c1', merged_from: { id: written } })).toMatchObject({ fromId: id });
    expect(readItem('conversation.deleted', { id: written })).toMatchObject({ conversationId: id });
  });
});

describe('lists', () => {
  test.each(lists)('%s', (_, given) => {
    expect(repliedConversation(given)).toMatchObject({
      contactIds: ['c1'],
      partsMissing: false,
      parts: [{ id: '45763812690' }],
    });
  });

  test.each([null, undefined, 5, 'none', {}, { conversation_parts: null }, { conversation_parts: 7 }])(
    'left out: %j',
    (conversation_parts) => {
      expect(repliedConversation({ conversation_parts, contacts: conversation_parts })).toMatchObject({
        contactIds: [],
        partsMissing: true,
        parts: [],
      });
    },
  );
});

const anything = [
  null,
  undefined,
  0,
  '',
  'x',
  true,
  [],
  {},
  [{ a: 1 }],
  { type: 'list', data: [] },
  '2023-06-28T10:12:13Z',
];

describe('a field that we do not need', () => {
  const ofConversations = [
    'type',
    'title',
    'admin_assignee_id',
    'team_assignee_id',
    'read',
    'waiting_since',
    'snoozed_until',
    'tags',
    'priority',
    'sla_applied',
    'statistics',
    'conversation_rating',
    'teammates',
    'custom_attributes',
    'linked_objects',
    'first_contact_reply',
    'ai_agent',
    'ai_agent_participated',
    'topics',
    'source',
    'created_at',
    'company',
    'channel',
  ];
  test.each(ofConversations)('%s of a conversation', (name) => {
    for (const value of anything)
      expect(repliedConversation({ [name]: value })).toMatchObject({
        id: '215',
        state: 'open',
        parts: [{ body: '<p>Hi</p>' }],
      });
  });

  const ofParts = [
    'type',
    'updated_at',
    'notified_at',
    'assigned_to',
    'attachments',
    'external_id',
    'metadata',
    'email_message_metadata',
    'state',
    'tags',
    'event_details',
    'app_package_code',
    'redacted',
    'translations',
  ];
  test.each(ofParts)('%s of a part', (name) => {
    for (const value of anything.filter((one) => name !== 'redacted' || one !== true))
      expect(repliedConversation(withParts([conversationPart({ [name]: value })])).parts).toMatchObject([
        { id: '45763812690', body: '<p>Hi</p>' },
      ]);
  });

  test.each(['name', 'email', 'avatar', 'from_ai_agent', 'is_ai_answer'])('%s of an author', (name) => {
    for (const value of anything)
      expect(
        repliedConversation(withParts([conversationPart({ author: { type: 'admin', id: '12', [name]: value } })]))
          .parts,
      ).toMatchObject([{ author: { type: 'admin', id: '12' } }]);
  });

  const ofContacts = [
    'workspace_id',
    'external_id',
    'email',
    'name',
    'avatar',
    'owner_id',
    'created_at',
    'updated_at',
    'signed_up_at',
    'last_seen_at',
    'last_replied_at',
    'social_profiles',
    'location',
    'custom_attributes',
    'tags',
    'notes',
    'companies',
    'has_hard_bounced',
    'role',
  ];
  test.each(ofContacts)('%s of a contact', (name) => {
    for (const value of anything)
      expect(readItem('contact.user.updated', { id: 'c1', phone: '+14155550101', [name]: value })).toMatchObject({
        kind: 'contact',
        contact: { id: 'c1', role: 'user', phone: '+14155550101' },
      });
  });
});

describe('a contact’s phone', () => {
  test.each<[unknown, string | null, boolean]>([
    ['+14155550101', '+14155550101', true],
    [14155550101, '14155550101', true],
    [null, null, true],
    ['', null, true],
    [[], null, true],
    [undefined, null, false],
  ])('%j', (phone, expected, saysPhone) => {
    expect(readItem('contact.user.updated', { id: 'c1', phone })).toMatchObject({
      saysPhone,
      contact: { phone: expected },
    });
  });
});

describe('a state', () => {
  test.each<[object, string | null]>([
    [{ state: 'closed' }, 'closed'],
    [{ state: 'snoozed', open: true }, 'snoozed'],
    [{ state: undefined, open: false }, 'closed'],
    [{ state: undefined, open: true }, 'open'],
    [{ state: undefined, open: 'false' }, 'closed'],
    [{ state: undefined }, null],
    [{ state: 7, open: null }, null],
  ])('%j', (given, expected) => {
    expect(repliedConversation(given).state).toBe(expected);
  });
});

describe('words of a list', () => {
  test('are the same in capitals', () => {
    const [read] = repliedConversation(
      withParts([conversationPart({ part_type: 'Comment', author: { type: 'Admin', id: '12' } })]),
    ).parts;
    expect(read).toMatchObject({ kind: 'message', author: { type: 'admin' } });
    const source = {
      type: 'Conversation',
      id: '9',
      delivered_as: 'ADMIN_INITIATED',
      author: { type: 'Admin', id: '12' },
    };
    expect(repliedConversation({ state: 'Closed', source })).toMatchObject({ state: 'closed', startedByAdmin: true });
  });
});

test.each([
  '{"topic":"conversation.admin.replied","app_id":"ws1","data":{"item":{"__proto__":{"id":"215"}}}}',
  '{"topic":"conversation.admin.replied","app_id":"ws1","data":{"__proto__":{"item":{"id":"215"}}}}',
  '{"topic":"constructor","__proto__":{"app_id":"ws1"}}',
  '{"topic":"conversation.admin.replied","app_id":"ws1","data":{"item":{"id":"215","conversation_parts":{"conversation_parts":{"0":{}}},"source":[],"contacts":{"contacts":"c1"}}}}',
])('hostile shapes are read as far as they can be: %s', (body) => {
  expect(() => parseNotification(JSON.parse(body), now)).not.toThrow();
});
