// A customer in our table: the record, the contact that it became, and how far its sync has come.
import type { Base, FieldConflict, Pulled } from './plan.ts';
import type { CustomerRecord } from './record.ts';

export type CustomerState = 'waiting' | 'synced' | 'refused';

/** The outcome of a sync: `merged` where a lead became part of the contact. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'merged' | 'refused';
export const outcomes = ['created', 'updated', 'unchanged', 'merged', 'refused'] as const satisfies readonly Outcome[];

/**
 * Why a record is not in Intercom. `id-taken`: the e-mail or the id belongs to a contact of another record. `archived`: the
 * contact is archived, and the settings leave it so. `ambiguous`: several contacts have the e-mail or the number.
 */
export const refusals = [
  ...(['id-taken', 'archived', 'blocked', 'ambiguous', 'intercom-refused', 'forbidden', 'unusable'] as const),
];
export type SyncRefusal = (typeof refusals)[number];

export interface Customer {
  workspaceId: string;
  externalId: string;
  contactId: string | null;
  record: CustomerRecord;
  recordHash: string;
  /** The hash of the record that Intercom has; null before the first sync. */
  syncedHash: string | null;
  companiesHash: string | null;
  base: Base | null;
  pulled: Pulled;
  state: CustomerState;
  outcome: Outcome | null;
  reason: SyncRefusal | null;
  runId: string | null;
  nameRead: boolean;
  heard: boolean;
}

/** Something that a person should look at. */
export type Conflict =
  | ({ kind: 'field' } & FieldConflict)
  /** The number's texts moved from one contact to the customer's, and the other is still there. */
  | { kind: 'two-contacts'; contactId: string; otherId: string }
  | { kind: 'id-taken' | 'ambiguous'; otherIds: readonly string[] };

/** Values that were pulled from Intercom at one time. */
export interface Change {
  seq: string;
  externalId: string;
  contactId: string;
  pulled: Pulled;
  at: Date;
}
