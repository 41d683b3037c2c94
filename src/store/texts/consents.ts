// Consent: the customers whom each number may text, and how each of these rules came about.
import { type RawBuilder, sql } from 'kysely';
import type { ConsentSource, ConsentState } from '../../domain/consent/consent.ts';
import { personOf } from '../../domain/numbers/person.ts';
import type { Db, Trx } from '../database/database.ts';

/** Stands for every sender of the workspace. */
export const EVERY_SENDER = '*';

export interface ConsentChange {
  workspaceId: string;
  id: string;
  address: string;
  sender: string;
  optedOut: boolean;
  source: ConsentSource;
  messageId: string | null;
  /** The agent who did it by hand, and the reason given. */
  adminId?: string | null;
  reason?: string | null;
  at: Date;
}

/**
 * A consent belongs to an address and a sender. SMS, MMS and RCS are one channel, as at Twilio since March 2026. WhatsApp is
 * another channel, with an opt-out of its own at Twilio and at Meta.
 * Source: https://help.twilio.com/articles/223134027-Twilio-support-for-opt-out-keywords-SMS-STOP-filtering-
 */
function withoutChannel(address: string): string {
  return address.replace(/^rcs:(?=\+)/, '');
}

function channelOf(address: RawBuilder<unknown>) {
  return sql`regexp_replace(${address}, '^rcs:(?=\\+)', '')`;
}

/** The person behind every channel, as near as SQL comes to `personOf`. A manual opt-out holds for the person. */
function phoneOf(address: RawBuilder<unknown>) {
  return sql`regexp_replace(${address}, '^(rcs|whatsapp):(?=\\+)', '')`;
}

/** Writes the change and its history. A change by hand does not replace a customer's own word. */
export async function writeConsent(trx: Trx, change: ConsentChange): Promise<void> {
  const { adminId = null, reason = null } = change;
  const source = storedSource(change.source);
  const state = { opted_out: change.optedOut, source, reason, by_admin: adminId, at: change.at };
  const [address, sender] = [withoutChannel(change.address), withoutChannel(change.sender)];
  const key = { workspace_id: change.workspaceId, address, sender };
  await trx
    .insertInto('consents')
    .values({ ...key, ...state })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'address', 'sender'])
        .doUpdateSet(state)
        .where(sql<boolean>`(NOT consents.opted_out OR consents.source = 'manual' OR excluded.source <> 'manual')`),
    )
    .execute();
  await trx
    .insertInto('consent_events')
    .values({ ...key, ...state, id: change.id, message_id: change.messageId })
    .execute();
}

/** Locks the person's consents to the end of the transaction, so that two changes by hand come one after the other. */
export async function lockPerson(trx: Trx, workspaceId: string, address: string): Promise<void> {
  const key = ['consent', workspaceId, personOf(address)].join(' ');
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(trx);
}

interface Word {
  workspaceId: string;
  address: string;
  sender: string;
}

/** True if the pair was opted out before this text, by hand or by a word to any number that counts for it. */
export async function wasOptedOut(db: Db, message: Word & { id: string; createdAt: Date }): Promise<boolean> {
  const { workspaceId, id, createdAt } = message;
  const [address, sender] = [sql.val(message.address), sql.val(message.sender)];
  const { rows } = await sql<{ opted_out: boolean }>`
    SELECT bool_or(latest.opted_out) AS opted_out FROM (
      SELECT DISTINCT ON (said.is_for_every) said.opted_out FROM (
        SELECT e.*, e.sender = ${EVERY_SENDER} AS is_for_every FROM consent_events e
        WHERE e.workspace_id = ${workspaceId} AND e.address IN (${channelOf(address)}, ${personOf(message.address)})
          AND ${isMeant(workspaceId, sender)} AND e.message_id IS DISTINCT FROM ${id} AND e.at <= ${createdAt}) said
      ORDER BY said.is_for_every, said.at DESC, said.id DESC) latest`.execute(db);
  return rows[0]?.opted_out ?? false;
}

/** The source from which we know the wish in a text; null for a text without one. */
export async function sourceOfWord(db: Db, message: Word & { id: string }): Promise<ConsentSource | null> {
  const row = await db
    .selectFrom('consent_events')
    .select('source')
    .where('workspace_id', '=', message.workspaceId)
    .where('address', '=', withoutChannel(message.address))
    .where('message_id', '=', message.id)
    .limit(1)
    .executeTakeFirst();
  return row ? toSource(row.source) : null;
}

/** The latest word to this number, or to one that shares its Messaging Service; for every sender, to no number. */
export async function findWord(
  db: Db,
  workspaceId: string,
  pair: { address: string; sender: string },
): Promise<{ optedOut: boolean; source: ConsentSource } | undefined> {
  const { rows } = await sql<{ opted_out: boolean; source: string }>`
    SELECT e.opted_out, e.source FROM consents e
    WHERE e.workspace_id = ${workspaceId} AND e.address = ${withoutChannel(pair.address)}
      AND (e.sender = ${EVERY_SENDER}) = ${pair.sender === EVERY_SENDER} AND ${isMeant(workspaceId, sql.val(pair.sender))}
    ORDER BY e.at DESC, e.opted_out DESC LIMIT 1`.execute(db);
  const [row] = rows;
  return row && { optedOut: row.opted_out, source: toSource(row.source) };
}

/** Opt-outs that Twilio does not enforce: made by hand, said to no number, or in words that only we read as a stop. */
export async function listKeptBack(
  db: Db,
  workspaceId: string,
  address: string,
): Promise<{ address: string; sender: string }[]> {
  const reading: ConsentSource = 'reading';
  const { rows } = await sql<{ address: string; sender: string }>`
    SELECT c.address, c.sender FROM consents c
    WHERE c.workspace_id = ${workspaceId} AND c.opted_out AND (c.sender = ${EVERY_SENDER} OR c.source = ${reading})
      AND c.address IN (${withoutChannel(address)}, ${personOf(address)})`.execute(db);
  return rows;
}

/** An opt-out from this sender or from all of them; not opted out when nothing is known. */
export async function findConsent(
  db: Db,
  workspaceId: string,
  pair: { address: string; sender: string },
): Promise<ConsentState> {
  const { rows } = await sql<{ opted_out: boolean; source: string; at: Date | string }>`
    SELECT c.opted_out, c.source, c.at FROM (${latestConsents(workspaceId, sql.val(pair.address), sql.val(pair.sender), sql.val(personOf(pair.address)))}) c
    ORDER BY ${whatCountsFirst} LIMIT 1`.execute(db);
  const [row] = rows;
  if (!row) return { optedOut: false, at: null, source: null };
  return { optedOut: row.opted_out, at: new Date(row.at), source: toSource(row.source) };
}

/** Rows name a refusal by Twilio's error code. */
const REFUSAL = 'error-21610';

function storedSource(source: ConsentSource): string {
  return source === 'refusal' ? REFUSAL : source;
}

export function toSource(stored: string): ConsentSource {
  return stored === REFUSAL ? 'refusal' : (stored as ConsentSource);
}

/** An opt-out that only the customer can undo counts before one made by hand. */
export const whatCountsFirst = sql`c.opted_out DESC, c.source = 'manual', c.at DESC`;

/**
 * The consents that count for a sender: the one for every sender, and the latest word to any number that shares its Messaging
 * Service, since Twilio keeps opt-outs for the service as a whole. At most two rows.
 * Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
export function latestConsents(
  workspaceId: string,
  address: RawBuilder<unknown>,
  sender: RawBuilder<unknown>,
  person: RawBuilder<unknown> = phoneOf(address),
) {
  return sql`
    SELECT DISTINCT ON (o.is_for_every) o.* FROM (
      SELECT e.*, e.sender = ${EVERY_SENDER} AS is_for_every FROM consents e
      WHERE e.workspace_id = ${workspaceId} AND e.address IN (${channelOf(address)}, ${person})
        AND (e.address = ${channelOf(address)} OR e.source = 'manual') AND ${isMeant(workspaceId, sender)}) o
    ORDER BY o.is_for_every, o.at DESC, o.opted_out DESC`;
}

/** Matches rows `e` that count for this sender: its own, those for every sender, and those of its chosen Messaging Service. */
function isMeant(workspaceId: string, sender: RawBuilder<unknown>) {
  return sql<boolean>`(e.sender IN (${channelOf(sender)}, ${EVERY_SENDER}) OR e.sender IN (
    SELECT other.address FROM senders own
    JOIN senders other ON other.workspace_id = own.workspace_id AND other.service_sid = own.service_sid
    WHERE own.workspace_id = ${workspaceId} AND own.address = ${channelOf(sender)}))`;
}
