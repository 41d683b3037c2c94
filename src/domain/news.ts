// The kinds of news that Intercom tells, in our words.

/** `conversation-moved`: assigned, opened or closed. `contact-filed`: merged, archived, brought back or deleted. */
export type News =
  | 'agent-replied'
  | 'agent-started'
  | 'customer-replied'
  | 'conversation-moved'
  | 'conversation-deleted'
  | 'contact-changed'
  | 'contact-filed';
