// Intercom's contacts and their numbers, so that a known number needs no search.
import { sql } from 'kysely';
import type { ContactZones } from '../../domain/times/customer-zone.ts';
import type { Db, Trx } from '../database/database.ts';
import { recordset } from '../database/rows.ts';

export interface KnownContact {
  workspaceId: string;
  contactId: string;
  role: 'user' | 'lead';
  name: string | null;
  /** Canonical; null when the contact has no number. */
  address: string | null;
  /** The number was spelled with its country, so it is certain. */
  isExact?: boolean;
  hasEmail: boolean;
  seenAt: Date | null;
  /** Null: they stay as they are. */
  zones: ContactZones | null;
  /** The time of Intercom's news, which older news does not replace. */
  changedAt: Date;
}

/** Takes the number away from a contact that we know; writes nothing for others. */
export async function clearAddresses(
  db: Db,
  contacts: readonly Pick<KnownContact, 'workspaceId' | 'contactId' | 'changedAt'>[],
): Promise<void> {
  for (const contact of contacts) {
    await db
      .updateTable('contacts')
      .set({ address: null, changed_at: contact.changedAt })
      .where('workspace_id', '=', contact.workspaceId)
      .where('contact_id', '=', contact.contactId)
      .where('changed_at', '<=', contact.changedAt)
      .execute();
  }
}

/** Stores contacts as Intercom has them; at most one entry a contact. */
export async function upsertContacts(db: Db, contacts: readonly KnownContact[]): Promise<void> {
  if (contacts.length === 0) return;
  const rows = contacts.map((contact) => ({
    workspace_id: contact.workspaceId,
    contact_id: contact.contactId,
    role: contact.role,
    name: contact.name,
    address: contact.address,
    has_email: contact.hasEmail,
    seen_at: contact.seenAt,
    zones: contact.zones,
    changed_at: contact.changedAt,
  }));
  const columns =
    'workspace_id text, contact_id text, role text, name text, address text, has_email boolean, seen_at timestamptz, zones jsonb, changed_at timestamptz';
  await sql`
    INSERT INTO contacts (workspace_id, contact_id, role, name, address, has_email, seen_at, zones, changed_at)
    SELECT r.workspace_id, r.contact_id, r.role, r.name, r.address, r.has_email, r.seen_at, r.zones, r.changed_at
    FROM ${recordset('r', rows, columns)} JOIN workspaces w ON w.id = r.workspace_id
    ON CONFLICT (workspace_id, contact_id) DO UPDATE SET role = excluded.role, name = excluded.name,
      address = excluded.address, has_email = excluded.has_email, seen_at = COALESCE(excluded.seen_at, contacts.seen_at),
      zones = COALESCE(excluded.zones, contacts.zones), changed_at = excluded.changed_at, gone = false
    WHERE contacts.changed_at <= excluded.changed_at`.execute(db);
}

/**
 * Takes a contact whose number changes out of the threads of its old number, so that the next text from there has us look for
 * its contact. It runs before the new number is stored. Threads that came to the contact by a merge stay.
 */
export async function releaseThreads(db: Db, contacts: readonly KnownContact[]): Promise<void> {
  for (const contact of contacts.filter((one) => one.isExact)) {
    await sql`
      UPDATE threads t SET contact_id = NULL FROM contacts c
      WHERE c.workspace_id = ${contact.workspaceId} AND c.contact_id = ${contact.contactId}
        AND c.address <> ${contact.address} AND c.changed_at <= ${contact.changedAt}
        AND t.workspace_id = c.workspace_id AND t.contact_id = c.contact_id
        AND regexp_replace(t.address, '^[a-z]+:', '') = regexp_replace(c.address, '^[a-z]+:', '')`.execute(db);
  }
}

/** The contact of a number. One that has texted from it comes first, then a user before a lead, then the one seen last. */
export async function findContactByAddress(
  db: Db,
  workspaceId: string,
  address: string,
): Promise<{ contactId: string; role: 'user' | 'lead' } | undefined> {
  const row = await db
    .selectFrom('contacts')
    .select(['contact_id', 'role'])
    .where('workspace_id', '=', workspaceId)
    .where('address', '=', address)
    .where('gone', '=', false)
    .orderBy(
      sql`EXISTS (SELECT FROM threads t WHERE t.workspace_id = ${workspaceId} AND t.contact_id = contacts.contact_id
        AND t.address = ${address} AND t.last_inbound_at IS NOT NULL)`,
      'desc',
    )
    .orderBy(sql`role = 'user'`, 'desc')
    .orderBy('seen_at', (order) => order.desc().nullsLast())
    .orderBy('contact_id')
    .limit(1)
    .executeTakeFirst();
  return row && { contactId: row.contact_id, role: row.role === 'lead' ? 'lead' : 'user' };
}

/** The contacts that have these numbers. */
export async function listContactsByAddresses(
  db: Db,
  workspaceId: string,
  addresses: readonly string[],
): Promise<{ contactId: string; name: string | null; address: string }[]> {
  if (addresses.length === 0) return [];
  const rows = await db
    .selectFrom('contacts')
    .select(['contact_id', 'name', 'address'])
    .where('workspace_id', '=', workspaceId)
    .where('address', 'in', [...addresses])
    .where('gone', '=', false)
    .orderBy('contact_id')
    .limit(50)
    .execute();
  return rows.map((row) => ({ contactId: row.contact_id, name: row.name, address: row.address ?? '' }));
}

/** The zones that the contacts of these numbers name, by number: of several the one seen last. */
export async function listContactZones(
  db: Db,
  workspaceId: string,
  addresses: readonly string[],
): Promise<Map<string, ContactZones>> {
  if (addresses.length === 0) return new Map();
  const rows = await db
    .selectFrom('contacts')
    .select(['address', 'zones'])
    .where('workspace_id', '=', workspaceId)
    .where('address', 'in', [...new Set(addresses)])
    .where('gone', '=', false)
    .where('zones', 'is not', null)
    .orderBy('seen_at', (order) => order.asc().nullsFirst())
    .execute();
  return new Map(rows.flatMap(({ address, zones }) => (address === null || zones === null ? [] : [[address, zones]])));
}

/** Contacts that had this number when they were archived, merged or deleted. */
export async function listGoneContacts(db: Db, workspaceId: string, address: string): Promise<string[]> {
  const rows = await db
    .selectFrom('contacts')
    .select('contact_id')
    .where('workspace_id', '=', workspaceId)
    .where('address', '=', address)
    .where('gone', '=', true)
    .orderBy('changed_at', 'desc')
    .limit(3)
    .execute();
  return rows.map((row) => row.contact_id);
}

/** The names of contacts, by their ids; one without a name is left out. */
export async function listNames(
  db: Db,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Map<string, string>> {
  if (contactIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('contacts')
    .select(['contact_id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', 'in', [...contactIds])
    .execute();
  return new Map(rows.flatMap(({ contact_id: id, name }) => (name ? [[id, name] as const] : [])));
}

export async function findContact(db: Db, workspaceId: string, contactId: string) {
  const row = await db
    .selectFrom('contacts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    contactId: row.contact_id,
    role: row.role === 'lead' ? ('lead' as const) : ('user' as const),
    name: row.name,
    address: row.address,
    hasEmail: row.has_email,
    gone: row.gone,
    tagged: row.tagged_at !== null,
    writtenStatus: row.written_status,
    mergingAt: row.merging_at,
    zones: row.zones as ContactZones | null,
  };
}

/** The time at which a merge of this lead was tried; null once its outcome is known. */
export async function markMerging(db: Db, workspaceId: string, contactId: string, at: Date | null): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ merging_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .execute();
}

/** Marks a contact as gone, so that the next text from its number has us look for a contact. */
export async function markContactGone(db: Db, workspaceId: string, contactId: string): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ gone: true })
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .execute();
}

export async function markContactTagged(db: Db, workspaceId: string, contactId: string, at: Date): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ tagged_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .execute();
}

/** Remembers the text and the state that the contact's attributes show. */
export async function markContactWritten(
  trx: Db | Trx,
  workspaceId: string,
  contactId: string,
  status: string,
): Promise<void> {
  await trx
    .updateTable('contacts')
    .set({ written_status: status })
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .execute();
}

/** When we last put our tag on a contact, up to `before`. */
export async function findLastTagged(db: Db, workspaceId: string, before: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('contacts')
    .select((select) => select.fn.max('tagged_at').as('at'))
    .where('workspace_id', '=', workspaceId)
    .where('tagged_at', '<', before)
    .executeTakeFirst();
  return row?.at ?? null;
}
