// An item of a notification may hold the conversation, the ticket or the deleted words in many places.
import {
  conversation,
  conversationPart,
  redactions,
  ticketPart,
  ticketReplies,
  wholeConversations,
} from '../fixtures/intercom-webhooks.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { readItem } from '../support/notifications.ts';

describe('the conversation’s state', () => {
  const whole = { id: '215', partsMissing: false, parts: [{ id: '45763812690', kind: 'message' }] };
  test.each<[string, unknown, object]>([
    ...wholeConversations.map(([place, item]): [string, unknown, object] => [place, item, whole]),
    [
      'beside its parts',
      { conversation: { id: '215' }, conversation_parts: { conversation_parts: [conversationPart()] } },
      { id: '215', partsMissing: true, parts: [] },
    ],
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
    expect(readItem('conversation.admin.closed', item)).toMatchObject({ kind: 'conversation', conversation: expected });
  });
});

describe('tickets', () => {
  test.each(ticketReplies)('%s', (_, item) => {
    expect(readItem('ticket.admin.replied', item)).toMatchObject({
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
    expect(readItem('ticket.admin.replied', item)).toMatchObject({
      conversation: { id: '215', partsMissing: true, parts: [] },
    });
  });

  test.each([{ category: 'Back-office' }, { category: 'Tracker' }, { ticket_type: { category: 'back_office' } }])(
    'among colleagues only: %j',
    (given) => {
      expect(readItem('ticket.admin.replied', { ticket: { id: '215', ...given }, ticket_part: ticketPart })).toEqual({
        kind: 'nothing',
        why: 'among-colleagues',
      });
    },
  );

  test('closed, in words or by its flag', () => {
    expect(readItem('ticket.closed', { ticket: { id: '215' } })).toMatchObject({ conversation: { state: 'closed' } });
    expect(readItem('ticket.closed', { ticket: { id: '215', open: true } })).toMatchObject({
      conversation: { state: 'open' },
    });
    expect(readItem('ticket.state.updated', { id: '215', open: false })).toMatchObject({
      conversation: { state: 'closed' },
    });
    expect(readItem('ticket.state.updated', { id: '215' })).toMatchObject({ conversation: { state: null } });
  });
});

describe('deleted words', () => {
  test.each(redactions)('%s', (_, item) => {
    expect(readItem('conversation_part.redacted', item)).toEqual({
      kind: 'words-taken-back',
      conversationId: '215',
      partIds: ['45763812690'],
    });
  });
});
