// The rows of texts and of consent to them.
import type { Generated, JSONColumnType } from 'kysely';
import type { Json, Time } from './columns.ts';

/** An event that Intercom was told. */
export interface ToldEventTable {
  workspace_id: string;
  message_id: string;
  name: string;
  contact_id: string;
  at: Time;
  expires_at: Time;
}

export interface MessageTable {
  workspace_id: string;
  id: string;
  direction: string;
  thread_id: string | null;
  address: string;
  wrote_as: Generated<string | null>;
  sender: string;
  body: string;
  media: Json<object[] | null>;
  keyword: string | null;
  state: string;
  state_at: Time;
  error_code: number | null;
  /** Why a refused text did not go; null for one that an earlier version refused. */
  refused_for: Generated<string | null>;
  twilio_sid: string | null;
  conversation_id: string | null;
  part_id: string | null;
  reply_part_id: string | null;
  part_no: Generated<number>;
  /** The number of text parts, if each begins with its number; otherwise null. */
  part_of: Generated<number | null>;
  /** The text whose part this one stands in, if it came in a flood. */
  joined_to: Generated<string | null>;
  send_id: string | null;
  retry_of: string | null;
  author_kind: string | null;
  author_id: string | null;
  price: string | null;
  price_unit: string | null;
  written_at: Time;
  attempted_at: Date | null;
  waits_until: Date | null;
  ignores_quiet_hours: Generated<boolean>;
  purpose: Generated<string>;
  /** The consent event, or the customer's text, that let it go or stopped it; null where no word of theirs is known. */
  evidence_id: string | null;
  /** The decisions about it; null where none is kept. */
  trace: Json<object[] | null>;
  /** The customer's word that this text of ours confirms. */
  confirms: Generated<string | null>;
  /** The customer's text that this one answers by itself. */
  answers: Generated<string | null>;
  /** The country that it goes to (ISO 3166-1 alpha-2); null where its number has none, and for texts of before. */
  to_country: Generated<string | null>;
  /** Why a held text waits for somebody to release it; stays until it has gone. */
  held_for: Generated<string | null>;
  /** The workspace's day on which it was counted. */
  counted_on: Generated<string | null>;
  ignores_limits: Generated<boolean>;
  created_at: Time;
}

export interface SpendDayTable {
  workspace_id: string;
  country: string;
  /** The day on the workspace's clocks, as `2026-01-08`. */
  day: string;
  segments: Generated<number>;
  money: Generated<string>;
  currency: Generated<string | null>;
  raised: Generated<number>;
  is_lifted: Generated<boolean>;
  held_since: Generated<Date | null>;
  made_at: Time;
}

export interface MessageEventTable {
  workspace_id: string;
  message_id: string;
  id: string;
  state: string;
  source: string;
  error_code: number | null;
  at: Time;
}

export interface ConsentTable {
  workspace_id: string;
  address: string;
  sender: string;
  opted_out: boolean;
  source: string;
  reason: string | null;
  by_admin: string | null;
  at: Time;
  /** Since then Twilio itself blocks the sender's texts to the address. */
  blocked_since: Date | null;
  /** The event that the row follows; null where an earlier version kept none. */
  evidence_id: string | null;
}

export interface ConsentEventTable extends Omit<ConsentTable, 'blocked_since' | 'evidence_id'> {
  id: string;
  message_id: string | null;
  /** The words that were said, and the text of ours that they answer; null where none is. */
  words: string | null;
  answered: string | null;
  answered_id: string | null;
  /** The name of the imported file, or of the subscription type; null for any other word. */
  origin: Generated<string | null>;
}

export interface ConsentImportTable {
  workspace_id: string;
  id: string;
  file_name: string;
  by_admin: string | null;
  started_at: Time;
  /** Null while it is under way, or where the service stopped meanwhile. */
  ended_at: Date | null;
  /** A FileProblem as JSON. */
  problem: string | null;
  accepted: number;
  known: number;
  /** The rows that were left out: line and reason. */
  rejected: JSONColumnType<[number, string][], string, string>;
}

export interface SendTable {
  workspace_id: string;
  id: string;
  thread_id: string;
  address: string;
  sender: string;
  conversation_id: string;
  body: string;
  author_id: string | null;
  state: string;
  send_at: Date | null;
  zone: string | null;
  retry_of: string | null;
  media: Json<object | null>;
  part_id: string | null;
  attempted_at: Date | null;
  created_at: Time;
  settled_at: Date | null;
  cancelled_by: string | null;
}

/** A row is what happens once a person, or once a person and closed time: see `AutomaticKind`. */
export interface AutomaticTextTable {
  workspace_id: string;
  person: string;
  kind: string;
  once_at: Time;
  /** The customer's text that is answered, or our text that ends with the opt-out words. */
  subject: string;
  at: Time;
  expires_at: Date | null;
}
