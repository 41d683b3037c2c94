// Each topic of Intercom's webhooks tells one kind of news.
import type { News } from '../../src/domain/news.ts';
import { newsOf } from '../../src/intercom/topics.ts';
import { expect, test } from '../support/jest-globals.ts';

test.each<[string, News | null]>([
  ['conversation.admin.replied', 'agent-replied'],
  ['conversation.admin.single.created', 'agent-started'],
  ['conversation.admin.closed', 'conversation-moved'],
  ['conversation.admin.open.assigned', 'conversation-moved'],
  ['conversation.user.replied', 'customer-replied'],
  ['conversation.deleted', 'conversation-deleted'],
  ['contact.lead.created', 'contact-changed'],
  ['contact.unarchive', 'contact-filed'],
  ['conversation.admin.noted', null],
  ['toString', null],
])('%s: %s', (topic, news) => {
  expect(newsOf(topic)).toBe(news);
});
