// The rows of workspaces: what they use at their vendors, their members and their settings.
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { Registration } from '../../../domain/numbers/registration.ts';
import type { HistoryEntry } from '../../../domain/settings/history.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import type { CountryPrices } from '../../../domain/texts/prices.ts';
import type { WorkspaceState } from '../../../domain/workspace.ts';
import type { Json, Time } from './columns.ts';

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
  /** Twilio lists MMS among its capabilities; null where it was not asked. */
  sends_media: Generated<boolean | null>;
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

/** The calls of a busy API key in the present minute. A package writes the first three columns, and the others follow from them. */
export interface ApiCallTable {
  key: string;
  points: Generated<number>;
  /** Milliseconds since 1970. */
  expire: string;
  workspace_id: GeneratedAlways<string>;
  expires_at: GeneratedAlways<Date>;
}

export interface ApiAnswerTable {
  workspace_id: string;
  key: string;
  body_hash: string;
  /** Null only within the transaction that answers. */
  answer: Json<object | null>;
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
  scopes: Generated<string[]>;
  expires_at: Generated<Date | null>;
  /** The admin's id; null: the operator. */
  made_by: Generated<string | null>;
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

export interface SharedKeyTable {
  workspace_id: string;
  key_id: string;
  sealed: string;
  added_at: Time;
}

export interface CountryPriceTable {
  workspace_id: string;
  country: string;
  /** The account whose prices they are. */
  account_sid: string | null;
  /** 'read', 'none', 'hidden' or 'away'; null until the first answer. */
  outcome: string | null;
  prices: Json<CountryPrices | null>;
  read_at: Date | null;
  asked_at: Time;
  wanted_at: Time;
}

export interface NumberRegistrationTable {
  workspace_id: string;
  address: string;
  registration: Json<Registration>;
  read_at: Time;
}
