// The customers that a workspace's own system sends, each with its newest record and how far its sync has come.
import { type Selectable, sql } from 'kysely';
import type { Customer, CustomerState, Outcome, SyncRefusal } from '../../domain/customers/customer.ts';
import type { Base, Pulled } from '../../domain/customers/plan.ts';
import type { CustomerRecord } from '../../domain/customers/record.ts';
import type { Db, Trx } from '../database/database.ts';
import { recordset } from '../database/rows.ts';
import type { CustomerTable } from '../database/tables/customers.ts';

/** The customers among these that are known, by their external ids. */
export async function listKnown(
  db: Db,
  workspaceId: string,
  externalIds: readonly string[],
): Promise<Map<string, Pick<Customer, 'recordHash' | 'state' | 'contactId'>>> {
  if (externalIds.length === 0) return new Map();
  const { rows } = await sql<Pick<CustomerTable, 'external_id' | 'record_hash' | 'state' | 'contact_id'>>`
    SELECT external_id, record_hash, state, contact_id FROM customers
    WHERE workspace_id = ${workspaceId} AND external_id = ANY(${[...externalIds]})`.execute(db);
  return new Map(
    rows.map((row) => [
      row.external_id,
      { recordHash: row.record_hash, state: row.state as CustomerState, contactId: row.contact_id },
    ]),
  );
}

export interface NewRecord {
  record: CustomerRecord;
  hash: string;
}

/** Stores records that wait for their sync; at most one of a customer. */
export async function keepRecords(
  trx: Trx,
  { workspaceId, runId }: { workspaceId: string; runId: string | null },
  records: readonly NewRecord[],
  now: Date,
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ record, hash }) => ({ external_id: record.externalId, record, record_hash: hash }));
  await sql`
    INSERT INTO customers (workspace_id, external_id, record, record_hash, pulled, state, run_id, changed_at)
    SELECT ${workspaceId}, r.external_id, r.record, r.record_hash, '{}', 'waiting', ${runId}::uuid, ${now}::timestamptz
    FROM ${recordset('r', rows, 'external_id text, record jsonb, record_hash text')} ORDER BY r.external_id
    ON CONFLICT (workspace_id, external_id) DO UPDATE SET record = excluded.record, record_hash = excluded.record_hash,
      state = 'waiting', outcome = NULL, reason = NULL, run_id = excluded.run_id, changed_at = excluded.changed_at`.execute(
    trx,
  );
}

export async function findCustomer(db: Db, workspaceId: string, externalId: string): Promise<Customer | undefined> {
  const row = await db
    .selectFrom('customers')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row && toCustomer(row);
}

export async function findCustomerOfContact(
  db: Db,
  workspaceId: string,
  contactId: string,
): Promise<Customer | undefined> {
  const row = await db
    .selectFrom('customers')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .orderBy('external_id')
    .limit(1)
    .executeTakeFirst();
  return row && toCustomer(row);
}

/** Stored as soon as the contact is known, so that no later try makes another. */
export async function linkContact(
  db: Db,
  { workspaceId, externalId }: Pick<Customer, 'workspaceId' | 'externalId'>,
  contactId: string,
): Promise<void> {
  await db
    .updateTable('customers')
    .set({ contact_id: contactId })
    .where('workspace_id', '=', workspaceId)
    .where('external_id', '=', externalId)
    .execute();
}

export interface Synced {
  contactId: string;
  outcome: Outcome;
  base: Base;
  pulled: Pulled;
  companiesHash: string | null;
  /** The change that tells of the pulled values; null: nothing new was pulled. */
  pulledSeq: string | null;
  nameRead: boolean;
}

/** The record that was synced is the one that `customer` has: a newer one goes on waiting. */
export async function settleSynced(trx: Trx, customer: Customer, synced: Synced, at: Date): Promise<void> {
  const { contactId, outcome, base, pulled, companiesHash, pulledSeq, nameRead } = synced;
  await trx
    .updateTable('customers')
    .set({
      ...{ contact_id: contactId, synced_hash: customer.recordHash, companies_hash: companiesHash },
      ...{ base: JSON.stringify(base), pulled: JSON.stringify(pulled), heard: false, name_read: nameRead },
      ...(pulledSeq === null ? {} : { pulled_seq: pulledSeq }),
      state: sql`CASE WHEN record_hash = ${customer.recordHash} THEN 'synced' ELSE state END`,
      ...{ outcome, reason: null, settled_at: at },
    })
    .where('workspace_id', '=', customer.workspaceId)
    .where('external_id', '=', customer.externalId)
    .execute();
}

export async function settleRefused(trx: Trx, customer: Customer, reason: SyncRefusal, at: Date): Promise<void> {
  await trx
    .updateTable('customers')
    .set({ state: 'refused', outcome: 'refused', reason, heard: false, settled_at: at })
    .where('workspace_id', '=', customer.workspaceId)
    .where('external_id', '=', customer.externalId)
    .where('record_hash', '=', customer.recordHash)
    .execute();
}

/** Refused records wait again. */
export async function retryRefused(trx: Trx, workspaceId: string): Promise<void> {
  await trx
    .updateTable('customers')
    .set({ state: 'waiting', outcome: null, reason: null, run_id: null })
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'refused')
    .execute();
}

/** Their contacts are looked at again although their records are the same. */
export async function markHeard(trx: Trx, workspaceId: string, externalIds: readonly string[]): Promise<void> {
  if (externalIds.length === 0) return;
  await trx
    .updateTable('customers')
    .set({ heard: true })
    .where('workspace_id', '=', workspaceId)
    .where('external_id', 'in', [...externalIds])
    .execute();
}

/** Customers whose name was pulled by a change that was read. They are returned once. */
export async function markNamesRead(trx: Trx, workspaceId: string, seq: string): Promise<string[]> {
  const { rows } = await sql<{ external_id: string }>`
    UPDATE customers SET name_read = true, heard = true
    WHERE workspace_id = ${workspaceId} AND pulled_seq <= ${seq}::bigint AND NOT name_read AND pulled ? 'name'
    RETURNING external_id`.execute(trx);
  return rows.map((row) => row.external_id);
}

/** Those in this state after this external id, in order. */
export async function listCustomers(
  db: Db,
  workspaceId: string,
  state: CustomerState,
  { after, limit }: { after: string; limit: number },
): Promise<{ externalId: string; contactId: string | null; reason: SyncRefusal | null; changedAt: Date }[]> {
  const rows = await db
    .selectFrom('customers')
    .select(['external_id', 'contact_id', 'reason', 'changed_at'])
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', state)
    .where('external_id', '>', after)
    .orderBy('external_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...{ externalId: row.external_id, contactId: row.contact_id, changedAt: row.changed_at },
    reason: row.reason as SyncRefusal | null,
  }));
}

/** Counts the newest outcomes since then. */
export async function countLatest(
  db: Db,
  workspaceId: string,
  { since, latest }: { since: Date; latest: number },
): Promise<{ settled: number; refused: number }> {
  const { rows } = await sql<{ settled: number; refused: number }>`
    SELECT count(*)::integer AS settled, count(*) FILTER (WHERE state = 'refused')::integer AS refused
    FROM (SELECT state FROM customers WHERE workspace_id = ${workspaceId} AND settled_at > ${since}::timestamptz
      ORDER BY settled_at DESC LIMIT ${latest}) AS latest`.execute(db);
  return rows[0] ?? { settled: 0, refused: 0 };
}

export async function countCustomers(db: Db, workspaceId: string): Promise<Record<CustomerState, number>> {
  const rows = await db
    .selectFrom('customers')
    .select(['state', sql<number>`count(*)::integer`.as('count')])
    .where('workspace_id', '=', workspaceId)
    .groupBy('state')
    .execute();
  return { waiting: 0, synced: 0, refused: 0, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}

function toCustomer(row: Selectable<CustomerTable>): Customer {
  return {
    ...{ workspaceId: row.workspace_id, externalId: row.external_id, contactId: row.contact_id, record: row.record },
    ...{ recordHash: row.record_hash, syncedHash: row.synced_hash, companiesHash: row.companies_hash },
    ...{
      base: row.base,
      pulled: row.pulled,
      state: row.state as CustomerState,
      outcome: row.outcome as Outcome | null,
    },
    ...{ reason: row.reason as SyncRefusal | null, runId: row.run_id, nameRead: row.name_read, heard: row.heard },
  };
}
