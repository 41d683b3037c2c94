// The rows of customers that a workspace's own system sends.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Conflict } from '../../../domain/customers/customer.ts';
import type { Base, Pulled } from '../../../domain/customers/plan.ts';
import type { CustomerRecord } from '../../../domain/customers/record.ts';
import type { Json, Time } from './columns.ts';

export interface CustomerTable {
  workspace_id: string;
  external_id: string;
  contact_id: string | null;
  record: Json<CustomerRecord>;
  record_hash: string;
  synced_hash: string | null;
  companies_hash: string | null;
  base: Json<Base | null>;
  pulled: Json<Pulled>;
  state: string;
  outcome: string | null;
  reason: string | null;
  run_id: string | null;
  /** The change that told of the pulled name. */
  pulled_seq: ColumnType<string | null, string | null, string | null>;
  name_read: Generated<boolean>;
  /** Intercom told of a change, so that the contact is looked at although the record is the same. */
  heard: Generated<boolean>;
  changed_at: Time;
  settled_at: Date | null;
}

export interface CustomerCompanyTable {
  workspace_id: string;
  company_id: string;
  intercom_id: string;
  hash: string;
  written_at: Time;
}

export interface CustomerRunTable {
  workspace_id: string;
  id: string;
  kind: string;
  name: string;
  started_at: Time;
  ended_at: Date | null;
  taken: Generated<number>;
  created: Generated<number>;
  updated: Generated<number>;
  unchanged: Generated<number>;
  merged: Generated<number>;
  refused: Generated<number>;
  expires_at: Time;
}

export interface CustomerChangeTable {
  workspace_id: string;
  seq: GeneratedAlways<string>;
  external_id: string;
  contact_id: string;
  pulled: Json<Pulled>;
  at: Time;
  expires_at: Time;
}

export interface CustomerConflictTable {
  workspace_id: string;
  id: string;
  external_id: string;
  conflict: Json<Conflict>;
  at: Time;
  expires_at: Time;
}
