// The rows of conversations, and of everybody and everything in them.
import type { Generated, JSONColumnType } from 'kysely';
import type { KeptSubscription } from '../../../domain/consent/subscription.ts';
import type { ContactZones } from '../../../domain/times/customer-zone.ts';
import type { Json, Time } from './columns.ts';

export interface ContactTable {
  workspace_id: string;
  contact_id: string;
  role: string;
  name: string | null;
  address: string | null;
  seen_at: Date | null;
  gone: Generated<boolean>;
  has_email: Generated<boolean>;
  tagged_at: Date | null;
  written_status: string | null;
  zones: Json<ContactZones | null>;
  /** The choice seen last in Intercom about the linked type of texts. */
  subscription: Json<KeptSubscription | null>;
  /** Set while a merge of this lead has an unknown outcome. */
  merging_at: Date | null;
  changed_at: Time;
}

export interface ThreadTable {
  workspace_id: string;
  id: string;
  address: string;
  sender: string;
  contact_id: string | null;
  conversation_id: string | null;
  last_inbound_at: Date | null;
  creating_since: Date | null;
  /** The minute of its latest text, and how many came then and in the minute before. */
  minute_at: Generated<Date | null>;
  minute_texts: Generated<number>;
  minute_before: Generated<number>;
  /** When an automatic text of ours was last put on its way. */
  automatic_at: Generated<Date | null>;
  /** When one was last put on its way that no conversation shows; null once a note has told of them all. */
  untold_at: Generated<Date | null>;
  /** Since then automatic texts are stopped here; why, and when an agent last had them go again. */
  loop_since: Generated<Date | null>;
  loop_kind: Generated<string | null>;
  resumed_at: Generated<Date | null>;
  created_at: Time;
}

export interface ConversationTable {
  workspace_id: string;
  conversation_id: string;
  thread_id: string;
  state: string;
  state_at: Time;
  closed_at: Date | null;
  tagged_at: Date | null;
  /** When a text from the panel made a chat the thread's own; null where texts made the conversation. */
  joined_at: Date | null;
  /** When a text was last sent from it while it was closed. */
  texted_at: Date | null;
  contact_part_id: string | null;
  contact_part_at: Date | null;
  /** When it was last read after an outage. */
  read_at: Generated<Date | null>;
  created_at: Time;
}

export interface ReplyTable {
  workspace_id: string;
  part_id: string;
  conversation_id: string;
  topic: string;
  contact_ids: string[];
  part: JSONColumnType<object>;
  outcome: string | null;
  received_at: Time;
  settled_at: Date | null;
}

export interface AdminTable {
  workspace_id: string;
  id: string;
  name: string;
  /** The line that ends their texts; null: none of their own. */
  signature: Generated<string | null>;
  changed_at: Time;
}

export interface NoteTable {
  workspace_id: string;
  id: string;
  conversation_id: string;
  kind: string;
  subject: string;
  body: string;
  part_id: string | null;
  attempted_at: Date | null;
  /** The note says that a person's text did not arrive. */
  by_person: boolean;
  /** Set while we do not know whether the conversation was reopened for it. */
  reopening_at: Date | null;
  /** When its conversation was open and got the tag. */
  shown_at: Date | null;
  /** The tag on the conversation for it. */
  tag_id: string | null;
  /** When the text, or one sent instead of it, arrived. */
  answered_at: Date | null;
  created_at: Time;
}
