// The rows of rules that text by themselves, and of what they heard of.
import type { Time } from './columns.ts';

export interface RuleTable {
  workspace_id: string;
  id: string;
  kind: string;
  tag: string | null;
  delay_minutes: number;
  template_id: string;
  sender: string | null;
  purpose: string;
  hourly_cap: number;
  contact_days: number;
  running_since: Date | null;
  created_at: Time;
  archived_at: Date | null;
}

export interface RuleRunTable {
  workspace_id: string;
  id: string;
  rule_id: string;
  /** A rule hears of the same happening once. */
  once_key: string;
  contact_id: string | null;
  conversation_id: string | null;
  /** Whom it texted, as `personOf` names them. */
  person: string | null;
  at: Time;
  state: string;
  reason: string | null;
  text_id: string | null;
  state_at: Time;
  /** Null: kept with the workspace. */
  expires_at: Date | null;
}
