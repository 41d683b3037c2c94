// A conversation and its parts as the rules see them, whoever holds them.

export type ConversationState = 'open' | 'closed' | 'snoozed';

/** Something said or done in a conversation. */
export interface Part {
  id: string;
  /** A note is for colleagues only; anything else may carry a message. */
  kind: 'note' | 'other';
  /** As received: HTML, or plain text where the sender flattened it. Null when there is none. */
  body: string | null;
  /** How many files are attached; pictures inside the body may be among them or not. */
  files: number;
  author: { type: 'admin' | 'bot' | 'contact' | 'other'; id: string | null; name?: string | null };
  /** Written by an AI agent on an admin's behalf. */
  byAi: boolean;
  createdAt: Date;
}

export interface Conversation {
  id: string;
  state: ConversationState;
  updatedAt: Date;
  contactIds: readonly string[];
  /** Started by an admin, not by the contact. */
  startedByAdmin: boolean;
  /** The first message, which is no part. */
  source: Part | null;
  /** The description came without its parts, which says nothing about whether there are any. */
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
