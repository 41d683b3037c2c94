// Every topic of Intercom's webhooks about conversations, tickets or contacts has its news, or a reason to leave it out.
import type { News } from '../../src/domain/news.ts';
import { newsOf, rowOf, topics } from '../../src/intercom/topics.ts';
import { expect, test } from '../support/jest-globals.ts';

/**
 * Sources: https://developers.intercom.com/docs/references/preview/webhooks/webhook-models, and the page of 2.16 for replies
 * in other languages.
 */
const decided: readonly (readonly [topic: string, news: News | null, why: string])[] = [
  ['conversation.admin.replied', 'agent-replied', 'the reply that is texted'],
  ['conversation.operator.replied', 'agent-replied', 'what bots and Fin say, by the setting on bots'],
  ['conversation.admin.single.created', 'agent-started', 'where conversations that agents start are texted'],
  ['conversation.admin.assigned', 'conversation-moved', 'may carry words for the customer'],
  ['conversation.admin.open.assigned', 'conversation-moved', 'may carry words for the customer'],
  [
    'conversation.admin.closed',
    'conversation-moved',
    'may carry words for the customer, and ends the thread’s conversation',
  ],
  ['conversation.admin.opened', 'conversation-moved', 'the next text joins it again'],
  ['conversation.user.replied', 'customer-replied', 'tells a chat from a conversation by text'],
  ['conversation.deleted', 'conversation-deleted', 'the next text starts another one'],
  ['conversation_part.redacted', 'words-taken-back', 'what has not gone yet does not go'],
  ['ticket.admin.replied', 'agent-replied', 'the reply in a conversation that became a ticket'],
  ['ticket.contact.replied', 'customer-replied', 'as in a conversation'],
  ['ticket.closed', 'conversation-moved', 'as in a conversation'],
  ['ticket.state.updated', 'conversation-moved', 'as in a conversation'],
  ['contact.user.created', 'contact-changed', 'whose number it is'],
  ['contact.user.updated', 'contact-changed', 'whose number it is'],
  ['contact.lead.created', 'contact-changed', 'whose number it is'],
  ['contact.lead.updated', 'contact-changed', 'whose number it is'],
  ['contact.unarchive', 'contact-filed', 'may be written as again'],
  ['contact.merged', 'contact-filed', 'its threads go with it'],
  ['contact.deleted', 'contact-filed', 'cannot be written as'],
  ['contact.archived', 'contact-filed', 'cannot be written as'],

  ['contact.unsubscribed', 'subscription-changed', 'may have left texts, too'],
  ['granular.subscribe', 'subscription-changed', 'may want texts'],
  ['granular.unsubscribe', 'subscription-changed', 'may want no more texts'],

  ['contact.user.tag.created', 'tag-put-on', 'a rule may wait for it'],
  ['contact.lead.tag.created', 'tag-put-on', 'a rule may wait for it'],
  ['conversation_part.tag.created', 'tag-put-on', 'a rule may wait for it'],

  ['conversation.user.created', null, 'a chat, or the echo of our own call'],
  ['conversation.admin.noted', null, 'never for the customer'],
  ['conversation.admin.snoozed', null, 'joined like an open one'],
  ['conversation.admin.unsnoozed', null, 'joined like a snoozed one'],
  ['conversation.admin.replied.translated', null, 'comes after the reply, whose words were texted by then'],
  ['conversation.read', null, 'nothing follows from it'],
  ['conversation.rating.added', null, 'nothing follows from it'],
  ['conversation.priority.updated', null, 'nothing follows from it'],
  ['conversation.company.updated', null, 'nothing follows from it'],
  ['conversation.contact.attached', null, 'who takes part is read where it matters'],
  ['conversation.contact.detached', null, 'who takes part is read where it matters'],
  ['ticket.created', null, 'a conversation keeps its id when it becomes a ticket'],
  ['ticket.resolved', null, 'the state is told by ticket.state.updated'],
  ['ticket.note.created', null, 'never for the customer'],
  ['ticket.admin.assigned', null, 'carries no words'],
  ['ticket.team.assigned', null, 'carries no words'],
  ['ticket.admin.snoozed', null, 'joined like an open one'],
  ['ticket.admin.unsnoozed', null, 'joined like a snoozed one'],
  ['ticket.admin.replied.translated', null, 'comes after the reply, whose words were texted by then'],
  ['ticket.attribute.updated', null, 'nothing follows from it'],
  ['ticket.contact.attached', null, 'who takes part is read where it matters'],
  ['ticket.contact.detached', null, 'who takes part is read where it matters'],
  ['ticket.rating.provided', null, 'nothing follows from it'],
  ['contact.email.updated', null, 'told by contact.user.updated too'],
  ['contact.lead.added_email', null, 'told by contact.lead.updated too'],
  ['contact.lead.signed_up', null, 'keeps its id'],
  ['contact.subscribed', null, 'about e-mail'],
  ['contact.user.tag.deleted', null, 'nothing follows from it'],
  ['contact.lead.tag.deleted', null, 'nothing follows from it'],

  ['ping', null, 'always sent'],
  ['conversation.unheard.of', null, 'of a version to come'],
  ['toString', null, 'no topic at all'],
  ['__proto__', null, 'no topic at all'],
];

test.each(decided)('%s: %s (%s)', (topic, news) => {
  expect(newsOf(topic)).toBe(news);
});

test('each topic that is subscribed to is decided here', () => {
  const subscribed = decided.flatMap(([topic, news]) => (news === null ? [] : [topic]));
  expect(subscribed.toSorted()).toEqual(Object.keys(topics).toSorted());
});

test('topics that a webhook version or installation may lack are optional', () => {
  const optional = Object.keys(topics).filter((topic) => rowOf(topic as keyof typeof topics).optional);
  expect(optional.toSorted()).toEqual([
    'contact.lead.tag.created',
    'contact.unsubscribed',
    'contact.user.tag.created',
    'conversation.operator.replied',
    'conversation_part.redacted',
    'conversation_part.tag.created',
    'granular.subscribe',
    'granular.unsubscribe',
    'ticket.admin.replied',
    'ticket.closed',
    'ticket.contact.replied',
    'ticket.state.updated',
  ]);
});
