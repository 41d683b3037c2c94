// The topics of Intercom's webhooks: the app's subscription, and what each tells of.
import type { News } from '../domain/news.ts';

/** The kind of item that each topic carries. Source: developers.intercom.com webhook topics. */
export const topics = {
  'conversation.admin.replied': 'conversation',
  'conversation.admin.assigned': 'conversation',
  'conversation.admin.open.assigned': 'conversation',
  'conversation.admin.closed': 'conversation',
  'conversation.admin.opened': 'conversation',
  'conversation.admin.single.created': 'conversation',
  'conversation.user.replied': 'conversation',
  'conversation.deleted': 'conversation-deleted',
  'contact.user.created': 'contact',
  'contact.user.updated': 'contact',
  'contact.lead.created': 'contact',
  'contact.lead.updated': 'contact',
  'contact.unarchive': 'contact',
  'contact.merged': 'contact-merged',
  'contact.deleted': 'contact-gone',
  'contact.archived': 'contact-gone',
} as const;

export type Topic = keyof typeof topics;

export function isTopic(topic: string): topic is Topic {
  return Object.hasOwn(topics, topic);
}

const news: Readonly<Record<Topic, News>> = {
  'conversation.admin.replied': 'agent-replied',
  'conversation.admin.assigned': 'conversation-moved',
  'conversation.admin.open.assigned': 'conversation-moved',
  'conversation.admin.closed': 'conversation-moved',
  'conversation.admin.opened': 'conversation-moved',
  'conversation.admin.single.created': 'agent-started',
  'conversation.user.replied': 'customer-replied',
  'conversation.deleted': 'conversation-deleted',
  'contact.user.created': 'contact-changed',
  'contact.user.updated': 'contact-changed',
  'contact.lead.created': 'contact-changed',
  'contact.lead.updated': 'contact-changed',
  'contact.unarchive': 'contact-filed',
  'contact.merged': 'contact-filed',
  'contact.deleted': 'contact-filed',
  'contact.archived': 'contact-filed',
};

/** Null for a topic that we do not subscribe to. */
export function newsOf(topic: Topic): News;
export function newsOf(topic: string): News | null;
export function newsOf(topic: string): News | null {
  return isTopic(topic) ? news[topic] : null;
}
