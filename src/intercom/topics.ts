// The topics of Intercom's webhooks: the app's subscription.

/** What the topics we subscribe to are about. Source: developers.intercom.com webhook topics. */
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
