// A notification is read in every spelling that has been met; a field that we do not need costs nothing, whatever it is.
import { parseNotification } from '../../src/intercom/notifications.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const now = new Date('2026-11-30T12:00:00Z');
const at = new Date('2023-06-28T10:12:13Z');
const seconds = at.getTime() / 1000;

const envelope = (topic: string, item: unknown) => ({
  type: 'notification_event',
  app_id: 'ws1',
  topic,
  created_at: seconds,
  data: { item },
});
const read = (topic: string, item: unknown) => {
  const parsed = parseNotification(envelope(topic, item), now);
  return parsed.ok ? parsed.notification.happening : parsed.problem;
};

const part = (given: object = {}) => ({
  type: 'conversation_part',
  id: '45763812690',
  part_type: 'comment',
  body: '<p>Hi</p>',
  created_at: seconds,
  author: { type: 'admin', id: '12', name: 'Theo' },
  ...given,
});
const conversation = (given: object = {}) => ({
  type: 'conversation',
  id: '215',
  state: 'open',
  updated_at: seconds,
  source: {
    type: 'conversation',
    id: '9',
    delivered_as: 'customer_initiated',
    body: '<p>Q</p>',
    author: { type: 'user', id: 'c1' },
  },
  contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: 'c1' }] },
  conversation_parts: { type: 'conversation_part.list', conversation_parts: [part()], total_count: 1 },
  ...given,
});
const replied = (given: object = {}) => {
  const happening = read('conversation.admin.replied', conversation(given));
  if (typeof happening === 'string' || happening.kind !== 'conversation') throw new Error(JSON.stringify(happening));
  return happening.conversation;
};
const parts = (list: unknown) => ({ conversation_parts: { conversation_parts: list } });

describe('times', () => {
  test.each<[unknown, Date | null]>([
    [seconds, at],
    [seconds * 1000, at],
    [String(seconds), at],
    [String(seconds * 1000), at],
    [`${seconds}.0`, at],
    ['2023-06-28T10:12:13.000+00:00', at],
    ['2023-06-28T12:12:13.000+02:00', at],
    ['2023-06-28T12:12:13+0200', at],
    ['2023-06-28T10:12:13.000000Z', at],
    ['2023-06-28T10:12:13Z', at],
    ['2023-06-28T10:12:13', at],
    ['2023-06-28 10:12:13 UTC', at],
    ['2023-06-28 10:12:13 +0000', at],
    ['2023-06-28', new Date('2023-06-28T00:00:00Z')],
    [null, null],
    [undefined, null],
    ['', null],
    ['soon', null],
    [0, null],
    [-5, null],
    [1e300, null],
    [{ at: seconds }, null],
    [[seconds], null],
    [true, null],
  ])('%j', (written, expected) => {
    expect(replied({ updated_at: written }).updatedAt).toEqual(expected ?? now);
    expect(replied(parts([part({ created_at: written })])).parts[0]?.createdAt).toEqual(expected ?? at);
    const contact = read('contact.user.updated', { id: 'c1', last_seen_at: written, created_at: written });
    expect(contact).toMatchObject({ contact: { seenAt: expected } });
  });
});

describe('ids', () => {
  test.each([
    ['215', '215'],
    [215, '215'],
    [215474343849634, '215474343849634'],
  ])('%j', (written, id) => {
    expect(replied({ id: written }).id).toBe(id);
    expect(replied({ contacts: { contacts: [{ id: written }] } }).contactIds).toEqual([id]);
    expect(replied(parts([part({ id: written, author: { type: 'admin', id: written } })])).parts).toMatchObject([
      { id, author: { id } },
    ]);
    expect(read('contact.deleted', { id: written })).toEqual({ kind: 'contact-gone', contactId: id });
    expect(read('contact.merged', { id: 'c1', merged_from: { id: written } })).toMatchObject({ fromId: id });
    expect(read('conversation.deleted', { id: written })).toMatchObject({ conversationId: id });
  });
});

describe('lists', () => {
  test.each<[string, object]>([
    [
      'under their own name',
      { conversation_parts: { conversation_parts: [part()] }, contacts: { contacts: [{ id: 'c1' }] } },
    ],
    [
      'as data',
      { conversation_parts: { type: 'list', data: [part()] }, contacts: { type: 'list', data: [{ id: 'c1' }] } },
    ],
    ['bare', { conversation_parts: [part()], contacts: [{ id: 'c1' }] }],
    ['as the one thing itself', { conversation_parts: part(), contacts: { id: 'c1' } }],
  ])('%s', (_, given) => {
    expect(replied(given)).toMatchObject({ contactIds: ['c1'], partsMissing: false, parts: [{ id: '45763812690' }] });
  });

  test.each([null, undefined, 5, 'none', {}, { conversation_parts: null }, { conversation_parts: 7 }])(
    'left out: %j',
    (conversation_parts) => {
      expect(replied({ conversation_parts, contacts: conversation_parts })).toMatchObject({
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
      expect(replied({ [name]: value })).toMatchObject({ id: '215', state: 'open', parts: [{ body: '<p>Hi</p>' }] });
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
      expect(replied(parts([part({ [name]: value })])).parts).toMatchObject([{ id: '45763812690', body: '<p>Hi</p>' }]);
  });

  test.each(['name', 'email', 'avatar', 'from_ai_agent', 'is_ai_answer'])('%s of an author', (name) => {
    for (const value of anything)
      expect(replied(parts([part({ author: { type: 'admin', id: '12', [name]: value } })])).parts).toMatchObject([
        { author: { type: 'admin', id: '12' } },
      ]);
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
      expect(read('contact.user.updated', { id: 'c1', phone: '+14155550101', [name]: value })).toMatchObject({
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
    expect(read('contact.user.updated', { id: 'c1', phone })).toMatchObject({
      saysPhone,
      contact: { phone: expected },
    });
  });
});

describe('a part without author, id or type may hold words', () => {
  test.each([
    part({ author: undefined }),
    part({ author: null }),
    part({ author: [] }),
    part({ author: { id: '12' } }),
    part({ id: undefined }),
    part({ id: { is: 5 } }),
    part({ part_type: undefined, author: null }),
    'a part',
    null,
  ])('%j', (wire) => {
    expect(replied(parts([wire]))).toMatchObject({ partsMissing: true, parts: [] });
  });

  test.each([undefined, null, ''])('also where it is not said what it is: %j', (type) => {
    expect(replied(parts([part({ part_type: type })]))).toMatchObject({
      partsMissing: true,
      parts: [{ kind: 'unlisted' }],
    });
    expect(replied(parts([part({ part_type: type, author: { type: 'user', id: 'c1' } })])).partsMissing).toBe(false);
  });

  test('one that cannot hold any is left out', () => {
    expect(
      replied(parts([part({ id: null, part_type: 'note' }), part({ author: null, part_type: 'close', body: null })])),
    ).toMatchObject({
      partsMissing: false,
      parts: [],
    });
  });
});

describe('bodies', () => {
  test.each<[unknown, string | null]>([
    ['<p>Hi</p>', '<p>Hi</p>'],
    ['Hi', 'Hi'],
    [null, ''],
    [undefined, ''],
    [{ html: 'x' }, ''],
    [['x'], ''],
  ])('%j of a comment', (body, expected) => {
    expect(replied(parts([part({ body })])).parts[0]?.body).toBe(expected);
  });

  test.each([
    { redacted: true },
    { redacted: 'true' },
    { body: '<p><i>This message was deleted</i></p>' },
    { body: 'This message was deleted' },
  ])('taken back: %j', (given) => {
    expect(replied(parts([part(given)])).parts).toMatchObject([{ takenBack: true, body: null, files: 0 }]);
  });

  test('an agent who writes about a deleted message has not deleted it', () => {
    const body = '<p>Sorry, this message was deleted by mistake: see you at nine.</p>';
    expect(replied(parts([part({ body })])).parts).toMatchObject([{ takenBack: false, body }]);
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
    expect(replied(given).state).toBe(expected);
  });
});

describe('tickets', () => {
  const ticketPart = { id: '7', part_type: 'comment', body: '<p>Done</p>', author: { type: 'admin', id: '12' } };

  test.each<[string, unknown]>([
    ['beside its new part', { ticket: { id: '215' }, ticket_part: ticketPart }],
    ['that holds its new part', { id: 215, ticket_id: '90', ticket_parts: { ticket_parts: [ticketPart] } }],
    ['in an object, that holds its new part', { ticket: { id: '215', ticket_parts: [ticketPart] } }],
  ])('%s', (_, item) => {
    expect(read('ticket.admin.replied', item)).toMatchObject({
      kind: 'conversation',
      news: 'agent-replied',
      conversation: { id: '215', partsMissing: false, parts: [{ id: '7', body: '<p>Done</p>' }] },
    });
  });

  test.each<[string, unknown]>([
    ['whose part has no id', { ticket: { id: '215' }, ticket_part: { ...ticketPart, id: undefined } }],
    ['without its parts', { ticket: { id: '215' } }],
    [
      'with all that was ever said',
      { id: '215', ticket_parts: { ticket_parts: [ticketPart, { ...ticketPart, id: '8' }] } },
    ],
  ])('%s: it is read', (_, item) => {
    expect(read('ticket.admin.replied', item)).toMatchObject({
      conversation: { id: '215', partsMissing: true, parts: [] },
    });
  });

  test.each([{ category: 'Back-office' }, { category: 'Tracker' }, { ticket_type: { category: 'back_office' } }])(
    'among colleagues only: %j',
    (given) => {
      expect(read('ticket.admin.replied', { ticket: { id: '215', ...given }, ticket_part: ticketPart })).toEqual({
        kind: 'nothing',
        why: 'among-colleagues',
      });
    },
  );

  test('closed, in words or by its flag', () => {
    expect(read('ticket.closed', { ticket: { id: '215' } })).toMatchObject({ conversation: { state: 'closed' } });
    expect(read('ticket.closed', { ticket: { id: '215', open: true } })).toMatchObject({
      conversation: { state: 'open' },
    });
    expect(read('ticket.state.updated', { id: '215', open: false })).toMatchObject({
      conversation: { state: 'closed' },
    });
    expect(read('ticket.state.updated', { id: '215' })).toMatchObject({ conversation: { state: null } });
  });
});

describe('deleted words', () => {
  test.each<[string, unknown]>([
    ['inside their conversation', conversation(parts([part({ redacted: true, body: null }), part({ id: '2' })]))],
    ['inside their conversation, unmarked', conversation()],
    ['alone', part({ conversation_id: '215' })],
    ['beside it, by no more than its id', { conversation: { id: 215 }, conversation_part: { id: 45763812690 } }],
    ['by ids alone', { conversation_id: '215', conversation_part_id: '45763812690' }],
    ['without their author', conversation(parts([part({ redacted: true, body: null, author: null })]))],
    ['without their type', conversation(parts([{ id: '45763812690', redacted: true }]))],
    ['beside their conversation', { conversation: { id: '215' }, conversation_part: part() }],
  ])('%s', (_, item) => {
    expect(read('conversation_part.redacted', item)).toEqual({
      kind: 'words-taken-back',
      conversationId: '215',
      partIds: ['45763812690'],
    });
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

describe('words of a list', () => {
  test('are the same in capitals', () => {
    const [read] = replied(parts([part({ part_type: 'Comment', author: { type: 'Admin', id: '12' } })])).parts;
    expect(read).toMatchObject({ kind: 'message', author: { type: 'admin' } });
    const source = {
      type: 'Conversation',
      id: '9',
      delivered_as: 'ADMIN_INITIATED',
      author: { type: 'Admin', id: '12' },
    };
    expect(replied({ state: 'Closed', source })).toMatchObject({ state: 'closed', startedByAdmin: true });
  });
});

describe('the conversation’s state', () => {
  const whole = { id: '215', partsMissing: false, parts: [{ id: '45763812690', kind: 'message' }] };
  test.each<[string, unknown, object]>([
    ['alone in a list', [conversation()], whole],
    ['in an item of its own', { type: 'notification_event_data', item: conversation() }, whole],
    [
      'beside its parts',
      { conversation: { id: '215' }, conversation_parts: { conversation_parts: [part()] } },
      { id: '215', partsMissing: true, parts: [] },
    ],
    ['inside a conversation without an id', { type: 'conversation', conversation: conversation() }, whole],
    ['under data', { data: conversation() }, whole],
    ['beside a ticket that it is linked to', conversation({ ticket: { type: 'ticket', id: '98765' } }), whole],
    ['named by a part that comes alone', part({ conversation_id: '215' }), whole],
    [
      'beside a count of parts that were left out',
      conversation({ conversation_parts: { conversation_parts: [], total_count: 1 } }),
      { id: '215', partsMissing: true, parts: [] },
    ],
    [
      'beside no parts at all',
      conversation({ conversation_parts: { conversation_parts: [], total_count: 0 } }),
      { id: '215', partsMissing: false, parts: [] },
    ],
  ])('%s', (_, item, expected) => {
    expect(read('conversation.admin.closed', item)).toMatchObject({ kind: 'conversation', conversation: expected });
  });
});
