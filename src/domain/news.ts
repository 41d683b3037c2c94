// Kinds of news from Intercom, in our own terms.

/**
 * `conversation-moved`: assigned, opened or closed. `words-taken-back`: a part of it was deleted. `contact-filed`: merged,
 * archived, brought back or deleted. `tag-put-on`: on a contact, a conversation or a part of one.
 */
export type News =
  | 'agent-replied'
  | 'agent-started'
  | 'customer-replied'
  | 'conversation-moved'
  | 'conversation-deleted'
  | 'words-taken-back'
  | 'contact-changed'
  | 'contact-filed'
  | 'subscription-changed'
  | 'tag-put-on';
