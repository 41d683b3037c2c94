// A conversation and its parts in our own terms, whichever inbox they come from.
import type { ContactZones } from './times/customer-zone.ts';

export type ConversationState = 'open' | 'closed' | 'snoozed';

/** A file that is attached to a part. */
export interface Attachment {
  /** Intercom signs it, and it expires. */
  url: string;
  name: string | null;
  /** As Intercom says; empty where it does not. */
  contentType: string;
}

/** Something said or done in a conversation. */
export interface Part {
  id: string;
  /** Only a message is for the customer. A note is for colleagues, an event records a change, and no rule knows the rest. */
  kind: 'message' | 'note' | 'event' | 'unlisted';
  /** As received: HTML, or plain text where the sender flattened it. Null when there is none. */
  body: string | null;
  /** The number of attached files; pictures inside the body may be among them. */
  files: number;
  /** The attached files that have an address; absent in rows of earlier versions. */
  attachments?: readonly Attachment[];
  author: { type: 'admin' | 'bot' | 'contact' | 'other'; id: string | null; name?: string | null };
  /** Written by an AI agent in an agent's name. */
  byAi: boolean;
  /** Made by an app, not in the inbox; absent where Intercom did not say. */
  byApp?: boolean;
  /** Deleted by an agent after it was written. */
  takenBack?: boolean;
  /** The part opened the conversation again. */
  opens?: boolean;
  createdAt: Date;
}

export interface Conversation {
  id: string;
  /** Null where Intercom did not say. */
  state: ConversationState | null;
  updatedAt: Date;
  contactIds: readonly string[];
  /** Started by an agent, for one person and in the Messenger. */
  startedByAdmin: boolean;
  /** The first message, which is no part. */
  source: Part | null;
  /** The description came without its parts, or with an unreadable one: there may be more words than are listed. */
  partsMissing: boolean;
  /** Oldest first. */
  parts: readonly Part[];
}

/** A contact as Intercom describes one. */
export interface Contact {
  id: string;
  role: 'user' | 'lead';
  name: string | null;
  /** As Intercom stores it, in any spelling. */
  phone: string | null;
  hasEmail: boolean;
  seenAt: Date | null;
  /** Null where the description leaves out what tells. */
  zones: ContactZones | null;
}
