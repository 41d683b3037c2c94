// The topics of Intercom's webhooks: the app's subscription, what each carries and tells of, and what it takes to hear it.
import type { ConversationState, Part } from '../domain/conversation.ts';
import type { TopicSubject } from '../domain/doctor/found/webhooks.ts';
import type { News } from '../domain/news.ts';

interface TopicRow {
  /** The kind of item that it carries. */
  item:
    | 'exchange'
    | 'redacted'
    | 'conversation-deleted'
    | 'contact'
    | 'contact-merged'
    | 'contact-gone'
    | 'subscription'
    | 'tagged';
  news: News;
  /** The permission without which it stays silent, by the name that the Developer Hub gives it. */
  permission: 'Read conversations' | 'Read tickets' | 'Read and list users and companies';
  /** The app does without it where its version of webhooks does not offer it, or a workspace has not allowed it. */
  optional: boolean;
}

const ofConversations = { item: 'exchange', permission: 'Read conversations', optional: false } as const;
const ofTickets = { item: 'exchange', permission: 'Read tickets', optional: true } as const;
/** Only wake-ups: nobody documents what they carry, so the contact's subscriptions are read. */
const ofSubscriptions = {
  item: 'subscription',
  news: 'subscription-changed',
  permission: 'Read and list users and companies',
  optional: true,
} as const;
const ofTags = { item: 'tagged', news: 'tag-put-on', optional: true } as const;
const ofContacts = { permission: 'Read and list users and companies', optional: false } as const;

/**
 * Source: https://developers.intercom.com/docs/references/preview/webhooks/webhook-models. A ticket that a conversation was
 * turned into keeps its id, and is heard of under the topics of tickets from then on.
 */
export const topics = {
  'conversation.admin.replied': { ...ofConversations, news: 'agent-replied' },
  // Bots and workflows are told of under the one above too, but not in every workspace.
  'conversation.operator.replied': { ...ofConversations, news: 'agent-replied', optional: true },
  'conversation.admin.assigned': { ...ofConversations, news: 'conversation-moved' },
  'conversation.admin.open.assigned': { ...ofConversations, news: 'conversation-moved' },
  'conversation.admin.closed': { ...ofConversations, news: 'conversation-moved' },
  'conversation.admin.opened': { ...ofConversations, news: 'conversation-moved' },
  'conversation.admin.single.created': { ...ofConversations, news: 'agent-started' },
  'conversation.user.replied': { ...ofConversations, news: 'customer-replied' },
  'conversation.deleted': { ...ofConversations, item: 'conversation-deleted', news: 'conversation-deleted' },
  'conversation_part.redacted': { ...ofConversations, item: 'redacted', news: 'words-taken-back', optional: true },
  'ticket.admin.replied': { ...ofTickets, news: 'agent-replied' },
  'ticket.contact.replied': { ...ofTickets, news: 'customer-replied' },
  'ticket.closed': { ...ofTickets, news: 'conversation-moved' },
  'ticket.state.updated': { ...ofTickets, news: 'conversation-moved' },
  'contact.user.created': { ...ofContacts, item: 'contact', news: 'contact-changed' },
  'contact.user.updated': { ...ofContacts, item: 'contact', news: 'contact-changed' },
  'contact.lead.created': { ...ofContacts, item: 'contact', news: 'contact-changed' },
  'contact.lead.updated': { ...ofContacts, item: 'contact', news: 'contact-changed' },
  'contact.unarchive': { ...ofContacts, item: 'contact', news: 'contact-filed' },
  'contact.merged': { ...ofContacts, item: 'contact-merged', news: 'contact-filed' },
  'contact.deleted': { ...ofContacts, item: 'contact-gone', news: 'contact-filed' },
  'contact.archived': { ...ofContacts, item: 'contact-gone', news: 'contact-filed' },
  'contact.unsubscribed': { ...ofSubscriptions },
  'granular.subscribe': { ...ofSubscriptions },
  'granular.unsubscribe': { ...ofSubscriptions },
  'contact.user.tag.created': { ...ofContacts, ...ofTags },
  'contact.lead.tag.created': { ...ofContacts, ...ofTags },
  'conversation_part.tag.created': { ...ofConversations, ...ofTags },
} as const satisfies Readonly<Record<string, TopicRow>>;

export type Topic = keyof typeof topics;

export function isTopic(topic: string): topic is Topic {
  return Object.hasOwn(topics, topic);
}

export function rowOf(topic: Topic): TopicRow {
  return topics[topic];
}

/** Null for a topic that we do not subscribe to. */
export function newsOf(topic: Topic): News;
export function newsOf(topic: string): News | null;
export function newsOf(topic: string): News | null {
  return isTopic(topic) ? topics[topic].news : null;
}

/** Every topic that tells of such news. */
export function topicsWith(news: News): Topic[] {
  return (Object.keys(topics) as Topic[]).filter((topic) => newsOf(topic) === news);
}

/** The topic under which a reply of our side comes. */
export function topicOfReply({ author, byAi }: Pick<Part, 'author' | 'byAi'>): string {
  return author.type === 'bot' || byAi ? 'conversation.operator.replied' : 'conversation.admin.replied';
}

/** The topic that tells that a conversation is in this state now; null where none does. */
export function topicOfMove(state: ConversationState): Topic | null {
  if (state === 'closed') return 'conversation.admin.closed';
  return state === 'open' ? 'conversation.admin.opened' : null;
}

/** The topics that follow from what we do ourselves: a comment of ours is an admin's reply, a text a contact's. */
export const topicsOfOurs = { comment: 'conversation.admin.replied', text: 'conversation.user.replied' } as const;

const subjects: Readonly<Record<string, TopicSubject>> = {
  'conversation.admin.replied': 'agent-replies',
  'conversation.operator.replied': 'bot-replies',
  'conversation.user.replied': 'customer-messages',
  'conversation.admin.closed': 'closings',
  'conversation.admin.opened': 'openings',
};

/** The news of a topic; null where people know it by its own name. */
export function subjectOf(topic: string): TopicSubject | null {
  return subjects[topic] ?? null;
}
