// A conversation and its parts as the rules see them, whoever holds them.

export type ConversationState = 'open' | 'closed' | 'snoozed';

/** Something said or done in a conversation. */
export interface Part {
  id: string;
  /** Only a message is for the customer. A note is for colleagues, an event tells what happened, and nobody has looked at the rest. */
  kind: 'message' | 'note' | 'event' | 'unlisted';
  /** As received: HTML, or plain text where the sender flattened it. Null when there is none. */
  body: string | null;
  /** How many files are attached; pictures inside the body may be among them or not. */
  files: number;
  author: { type: 'admin' | 'bot' | 'contact' | 'other'; id: string | null; name?: string | null };
  /** Written by an AI agent on an admin's behalf. */
  byAi: boolean;
  /** Made by an app, not in the inbox; absent where that was not said. */
  byApp?: boolean;
  /** Deleted by an admin after it was written. */
  takenBack?: boolean;
  /** It opened the conversation again. */
  opens?: boolean;
  createdAt: Date;
}

export interface Conversation {
  id: string;
  /** Null where it was not said. */
  state: ConversationState | null;
  updatedAt: Date;
  contactIds: readonly string[];
  /** Started by an admin, for one person and in the Messenger. */
  startedByAdmin: boolean;
  /** The first message, which is no part. */
  source: Part | null;
  /** The description came without its parts, or with one that cannot be read, which says nothing about what was written. */
  partsMissing: boolean;
  /** Oldest first. */
  parts: readonly Part[];
}

/** A contact as Intercom describes one. */
export interface Contact {
  id: string;
  role: 'user' | 'lead';
  name: string | null;
  /** As stored there, in any spelling. */
  phone: string | null;
  hasEmail: boolean;
  seenAt: Date | null;
}
