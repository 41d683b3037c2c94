// The rows as the database holds them, one interface a table; only the store sees these.
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Kept } from '../../domain/doctor/finding.ts';
import type { HistoryEntry } from '../../domain/settings/history.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { WorkspaceState } from '../../domain/workspace.ts';

type Json<T extends object | null> = JSONColumnType<T, string | null, string | null>;
type Time = ColumnType<Date, Date, Date>;

export interface WorkspaceTable {
  id: string;
  name: string;
  region: string;
  timezone: string;
  source: string;
  acting_admin_id: string;
  intercom_token: string | null;
  twilio_account_sid: string | null;
  twilio_auth_token: string | null;
  twilio_next_auth_token: string | null;
  twilio_api_key: string | null;
  twilio_api_secret: string | null;
  twilio_account_name: string | null;
  twilio_region: Generated<string>;
  uninstalled_at: Date | null;
  /** Since when the vendor refuses our calls for it. */
  intercom_refused_at: Date | null;
  twilio_refused_at: Date | null;
  settings: JSONColumnType<Partial<Settings & WorkspaceState>>;
  tag_id: string | null;
  attribute_style: string | null;
  created_at: Time;
  updated_at: Time;
}

export interface SenderTable {
  workspace_id: string;
  address: string;
  position: number;
  /** Twilio's id of the number. */
  sid: string | null;
  label: string | null;
  team_id: string | null;
  default_country: string | null;
  /** The id of the chosen Messaging Service that has the number. */
  service_sid: string | null;
  /** False if the number is used through its service only. */
  chosen: Generated<boolean>;
  /** The number's webhook from before ours. */
  webhook_before: Json<object | null>;
}

export interface MessagingServiceTable {
  workspace_id: string;
  sid: string;
  position: number;
  /** Twilio's name for it when it was chosen. */
  name: string;
  label: string | null;
  team_id: string | null;
  default_country: string | null;
  webhook_before: Json<object | null>;
}

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
  twilio_sid: string | null;
  conversation_id: string | null;
  part_id: string | null;
  reply_part_id: string | null;
  part_no: Generated<number>;
  /** The number of text parts, if each begins with its number; otherwise null. */
  part_of: Generated<number | null>;
  send_id: string | null;
  retry_of: string | null;
  author_kind: string | null;
  author_id: string | null;
  price: string | null;
  price_unit: string | null;
  written_at: Time;
  attempted_at: Date | null;
  created_at: Time;
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

export interface ConsentTable {
  workspace_id: string;
  address: string;
  sender: string;
  opted_out: boolean;
  source: string;
  reason: string | null;
  by_admin: string | null;
  at: Time;
}

export interface ConsentEventTable extends ConsentTable {
  id: string;
  message_id: string | null;
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
  retry_of: string | null;
  part_id: string | null;
  attempted_at: Date | null;
  created_at: Time;
  settled_at: Date | null;
}

export interface AdminTable {
  workspace_id: string;
  id: string;
  name: string;
  changed_at: Time;
}

export interface TemplateTable {
  workspace_id: string;
  id: string;
  name: string;
  body: string;
  archived_at: Date | null;
  created_at: Time;
  updated_at: Time;
}

export interface OauthStateTable {
  hash: string;
  browser: string;
  purpose: string;
  region: string;
  expires_at: Time;
  used: Generated<boolean>;
}

export interface MemberTable {
  workspace_id: string;
  admin: string;
  name: string;
  role: string;
  signed_in_at: Time;
}

export interface SessionTable {
  workspace_id: string;
  hash: string;
  admin: string;
  created_at: Time;
  expires_at: Time;
}

export interface ApiKeyTable {
  workspace_id: string;
  id: string;
  name: string;
  hash: string;
  ending: string;
  created_at: Time;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export interface AuditTable {
  workspace_id: string;
  id: string;
  admin: string | null;
  /** The sentence of a line that an earlier version stored; empty where there is an entry. */
  what: Generated<string>;
  entry: Json<HistoryEntry | null>;
  /** The form of the settings that the change was made with. */
  form: string | null;
  /** The click that made the change. */
  click: string | null;
  at: Time;
}

export interface QuarantineTable {
  workspace_id: string;
  id: string;
  sealed: string;
  /** A hash of the request and its signature. */
  digest: string | null;
  at: Time;
  /** A hash of the network that it came from. */
  source: Generated<string>;
  /** 'signed', 'known', 'unasked' or 'denied'. */
  standing: Generated<string>;
  signed_base: string | null;
  /** The signed path, where it differs from the path that came. */
  other_path: string | null;
  /** The id of the shared key that the request names. */
  key_id: string | null;
  /** A hash of the tokens and addresses with which it was checked. */
  checked_with: string | null;
}

export interface SharedKeyTable {
  workspace_id: string;
  key_id: string;
  sealed: string;
  added_at: Time;
}

export interface TopicArrivalTable {
  workspace_id: string;
  topic: string;
  at: Time;
}

export interface SightingTable {
  workspace_id: string;
  what: string;
  at: Time;
}

export interface ForbiddenCallTable {
  workspace_id: string;
  vendor: string;
  operation: string;
  code: string | null;
  at: Time;
}

export interface ExaminationTable {
  workspace_id: string;
  findings: JSONColumnType<Kept[]>;
  at: Time;
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

export interface DeadLetterTable {
  workspace_id: string;
  id: string;
  queue: string;
  key: string;
  data: JSONColumnType<Record<string, unknown>>;
  reason: string;
  attempts: number;
  enqueued_at: Time;
  buried_at: Time;
}

export interface RefusalTable {
  workspace_id: string;
  route: string;
  reason: string;
  minute: Time;
  times: number;
}

/** When each piece of recurring work was last begun. */
export interface RecurringTurnTable {
  name: string;
  taken_at: Date;
}

export interface HeartbeatTable {
  name: string;
  at: Time;
}

export interface CatchUpTable {
  workspace_id: string;
  id: string;
  reason: string;
  since: Time;
  until: Time;
  asked_at: Time;
  resume_at: Time;
  pass: Generated<number>;
  cursor: string | null;
  pages: Generated<number>;
  reads: Generated<number>;
  replies: Generated<number>;
  texts: Generated<number>;
  moves: Generated<number>;
  unread: Generated<number>;
  is_cut: Generated<boolean>;
  ended_at: Date | null;
}

export interface MissedTopicTable {
  workspace_id: string;
  topic: string;
  at: Time;
}

export interface Tables {
  workspaces: WorkspaceTable;
  senders: SenderTable;
  messaging_services: MessagingServiceTable;
  contacts: ContactTable;
  threads: ThreadTable;
  conversations: ConversationTable;
  messages: MessageTable;
  message_events: MessageEventTable;
  replies: ReplyTable;
  consents: ConsentTable;
  consent_events: ConsentEventTable;
  sends: SendTable;
  admins: AdminTable;
  templates: TemplateTable;
  oauth_states: OauthStateTable;
  recurring_turns: RecurringTurnTable;
  heartbeats: HeartbeatTable;
  catch_ups: CatchUpTable;
  missed_topics: MissedTopicTable;
  members: MemberTable;
  sessions: SessionTable;
  api_keys: ApiKeyTable;
  audit: AuditTable;
  quarantine: QuarantineTable;
  twilio_shared_keys: SharedKeyTable;
  topic_arrivals: TopicArrivalTable;
  sightings: SightingTable;
  forbidden_calls: ForbiddenCallTable;
  examinations: ExaminationTable;
  notes: NoteTable;
  dead_letters: DeadLetterTable;
  refusals: RefusalTable;
}
