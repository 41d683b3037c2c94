// The kinds of news that Intercom tells, in our words.

/**
 * `conversation-moved`: assigned, opened or closed. `words-taken-back`: part of it was deleted. `contact-filed`: merged,
 * archived, brought back or deleted.
 */
export type News =
  | 'agent-replied'
  | 'agent-started'
  | 'customer-replied'
  | 'conversation-moved'
  | 'conversation-deleted'
  | 'words-taken-back'
  | 'contact-changed'
  | 'contact-filed';
