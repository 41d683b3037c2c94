// Contacts' subscriptions to texts in Intercom, as they were seen last, and the words of the person beside them.
import { sql } from 'kysely';
import type { KeptSubscription, WordsOfPerson } from '../../domain/consent/subscription.ts';
import type { Db } from '../database/database.ts';
import { toSource } from '../texts/consents.ts';

/** Null where it was never looked at, or another type was linked then. */
export async function findSubscription(
  db: Db,
  workspaceId: string,
  contactId: string,
  typeId: string,
): Promise<KeptSubscription | null> {
  const row = await db
    .selectFrom('contacts')
    .select('subscription')
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  const kept = row?.subscription ?? null;
  return kept?.typeId === typeId ? kept : null;
}

export async function keepSubscription(
  db: Db,
  workspaceId: string,
  contactId: string,
  kept: KeptSubscription,
): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ subscription: JSON.stringify(kept) })
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .execute();
}

/** To all of our numbers, and from every form of the address that is given. */
export async function readWords(db: Db, workspaceId: string, addresses: readonly string[]): Promise<WordsOfPerson> {
  const { rows } = await sql<{ is_out: boolean | null; started_by: string | null }>`
    SELECT bool_or(c.opted_out OR c.blocked_since IS NOT NULL) AS is_out,
      (array_agg(c.source ORDER BY c.at DESC) FILTER (WHERE NOT c.opted_out))[1] AS started_by
    FROM consents c WHERE c.workspace_id = ${workspaceId} AND c.address = ANY(${[...addresses]}::text[])`.execute(db);
  const { is_out: isOut, started_by: startedBy } = rows[0] ?? { is_out: false, started_by: null };
  return { isOptedOut: isOut ?? false, startedBy: startedBy === null ? null : toSource(startedBy) };
}

/** The contacts of these numbers. */
export async function listContactsOf(db: Db, workspaceId: string, addresses: readonly string[]): Promise<string[]> {
  if (addresses.length === 0) return [];
  const rows = await db
    .selectFrom('contacts')
    .select('contact_id')
    .where('workspace_id', '=', workspaceId)
    .where('address', 'in', [...addresses])
    .where('gone', '=', false)
    .execute();
  return rows.map((row) => row.contact_id);
}

/** Contacts with a number, in the order of their ids. */
export async function listContactsAfter(db: Db, workspaceId: string, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('contacts')
    .select('contact_id')
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '>', after)
    .where('address', 'is not', null)
    .where('gone', '=', false)
    .orderBy('contact_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.contact_id);
}
