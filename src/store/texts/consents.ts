// Consent: the customers whom each number may text, and how each of these rules came about.
import { type RawBuilder, sql } from 'kysely';
import type { ConsentSource, ConsentState } from '../../domain/consent/consent.ts';
import {
  type ConsentRecord,
  decideConsent,
  isHeardByTwilio,
  type Reach,
  type SaidTo,
} from '../../domain/consent/decide.ts';
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
  /** The name of the subscription type that it was said by. */
  origin?: string;
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

/**
 * Writes the change and its evidence. A change by hand does not end a customer's own word, nor an older word a newer one.
 * A stop that Twilio heard has it block the sender; a later stop that it did not hear leaves that block as it is.
 */
export async function writeConsent(trx: Trx, change: ConsentChange): Promise<void> {
  const { adminId = null, reason = null, optedOut } = change;
  const source = storedSource(change.source);
  const state = { opted_out: optedOut, source, reason, by_admin: adminId, at: change.at };
  const [address, sender] = [withoutChannel(change.address), withoutChannel(change.sender)];
  const key = { workspace_id: change.workspaceId, address, sender };
  const blocks = optedOut && isHeardByTwilio(change.source) ? change.at : null;
  await trx
    .insertInto('consents')
    .values({ ...key, ...state, blocked_since: blocks, evidence_id: change.id })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'address', 'sender'])
        .doUpdateSet({
          ...state,
          evidence_id: change.id,
          blocked_since: sql<Date | null>`COALESCE(excluded.blocked_since, consents.blocked_since)`,
        })
        .where(
          sql<boolean>`consents.at <= excluded.at
            AND (NOT consents.opted_out OR ${finality('excluded')} >= ${finality('consents')})`,
        ),
    )
    .execute();
  await trx
    .insertInto('consent_events')
    .values({
      ...key,
      ...state,
      id: change.id,
      message_id: change.messageId,
      origin: change.origin ?? null,
      ...saidIn(change),
    })
    .execute();
}

/** As `finalityOf`, of the row of that name. */
export function finality(row: string) {
  const source = sql.ref(`${row}.source`);
  return sql`CASE WHEN ${source} IN ('manual', 'import') THEN 1 WHEN ${source} = 'subscription' THEN 2 ELSE 3 END`;
}

/** The words of the customer's text, and our latest text before it: both may be gone when somebody asks. */
function saidIn({ workspaceId, messageId }: ConsentChange) {
  const isSaid = sql`said.workspace_id = ${workspaceId} AND said.id = ${messageId} AND said.direction = 'in'`;
  const answered = (column: 'id' | 'body') => sql<string | null>`(SELECT ours.${sql.ref(column)} FROM messages said
    JOIN threads t ON t.workspace_id = said.workspace_id AND t.address = said.address AND t.sender = said.sender
    JOIN messages ours ON ours.workspace_id = t.workspace_id AND ours.thread_id = t.id
      AND ours.direction = 'out' AND ours.twilio_sid IS NOT NULL AND ours.id < said.id
    WHERE ${isSaid} ORDER BY ours.id DESC LIMIT 1)`;
  if (messageId === null) return { words: null, answered: null, answered_id: null };
  return {
    words: sql<string | null>`(SELECT said.body FROM messages said WHERE ${isSaid})`,
    answered: answered('body'),
    answered_id: answered('id'),
  };
}

/** Twilio takes a start for the sender and its whole Messaging Service. */
export async function endBlocks(trx: Trx, { workspaceId, address, sender }: Word, at: Date): Promise<void> {
  await sql`
    UPDATE consents e SET blocked_since = NULL
    WHERE e.workspace_id = ${workspaceId} AND e.address = ${withoutChannel(address)} AND e.blocked_since <= ${at}
      AND ${isMeant(workspaceId, sql.val(sender))}`.execute(trx);
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

/** True if the person was opted out anywhere before this text, by hand or by a word. */
export async function wasOptedOut(db: Db, message: Word & { id: string; createdAt: Date }): Promise<boolean> {
  const { workspaceId, id, createdAt } = message;
  const { rows } = await sql<{ opted_out: boolean }>`
    SELECT bool_or(latest.opted_out) AS opted_out FROM (
      SELECT DISTINCT ON (e.address, e.sender) e.opted_out FROM consent_events e
      WHERE e.workspace_id = ${workspaceId} AND ${isOf(sql.val(message.address), sql.val(personOf(message.address)))}
        AND e.message_id IS DISTINCT FROM ${id} AND e.at <= ${createdAt}
      ORDER BY e.address, e.sender, e.at DESC, e.id DESC) latest`.execute(db);
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

/** A stop that stands. `isSame`: it was said from that address to that sender. */
export interface Stop {
  address: string;
  sender: string;
  source: ConsentSource;
  saidTo: SaidTo;
  isSame: boolean;
}

/** Every stop of the person that stands, to whichever number it was said. */
export async function listStops(db: Db, { workspaceId, address, sender }: Word): Promise<Stop[]> {
  const of = consentsOf(workspaceId, sql.val(address), sql.val(sender), sql.val(personOf(address)));
  const { rows } = await sql<{ address: string; sender: string; source: string; said_to: SaidTo }>`
    SELECT c.address, c.sender, c.source, c.said_to FROM (${of}) c WHERE c.opted_out`.execute(db);
  return rows.map((row) => ({
    address: row.address,
    sender: row.sender,
    source: toSource(row.source),
    saidTo: row.said_to,
    isSame: row.address === withoutChannel(address) && row.sender === withoutChannel(sender),
  }));
}

/** The consent to texts from the sender; not opted out when nothing is known. */
export async function findConsent(db: Db, word: Word, reach: Reach): Promise<ConsentState> {
  return (await findForGate(db, word, { reach, wroteSince: null, asksLoop: false })).consent;
}

export interface ForGate {
  consent: ConsentState;
  /** The customer's latest ordinary text to any of our numbers. */
  wrote: { id: string; at: Date } | null;
  /** Automatic texts are stopped between the two. */
  isLooping: boolean;
}

/** The same, with what else the gate asks. `wroteSince`, `asksLoop`: null and false where it does not. */
export async function findForGate(
  db: Db,
  word: Word,
  { reach, wroteSince, asksLoop }: { reach: Reach; wroteSince: Date | null; asksLoop: boolean },
): Promise<ForGate> {
  const { workspaceId, address, sender } = word;
  const of = consentsOf(workspaceId, sql.val(address), sql.val(sender), sql.val(personOf(address)));
  const columns = sql`c.said_to, c.opted_out, c.source, c.at, c.blocked_since, c.reason, NULL AS by_name, c.evidence_id`;
  if (wroteSince === null && !asksLoop) {
    const { rows } = await sql<ConsentRow>`SELECT ${columns} FROM (${of}) c`.execute(db);
    return { consent: decideConsent(rows.map(toRecord), reach), wrote: null, isLooping: false };
  }
  const { rows } = await sql<{
    consents: ConsentRow[] | null;
    id: string | null;
    wrote_at: Date | null;
    is_looping: boolean;
  }>`
    SELECT (SELECT json_agg(s) FROM (SELECT ${columns} FROM (${of}) c) s) AS consents, w.id, w.created_at AS wrote_at,
      EXISTS (SELECT FROM threads t WHERE t.workspace_id = ${workspaceId} AND t.address = ${address}
        AND t.sender = ${sender} AND t.loop_since IS NOT NULL) AS is_looping
    FROM (SELECT) AS one LEFT JOIN LATERAL (
      SELECT m.id, m.created_at FROM threads t JOIN messages m ON m.workspace_id = t.workspace_id AND m.thread_id = t.id
      WHERE ${wroteSince}::timestamptz IS NOT NULL AND t.workspace_id = ${workspaceId}
        AND t.address IN (${withoutChannel(address)}, ${`rcs:${withoutChannel(address)}`})
        AND m.direction = 'in' AND m.keyword IS NULL AND m.created_at >= ${wroteSince}
      ORDER BY m.id DESC LIMIT 1) w ON true`.execute(db);
  const [row] = rows;
  const wrote = row?.id && row.wrote_at ? { id: row.id, at: row.wrote_at } : null;
  const isLooping = asksLoop && (row?.is_looping ?? false);
  return { consent: decideConsent((row?.consents ?? []).map(toRecord), reach), wrote, isLooping };
}

/** A row of `consentsOf`, also as JSON. */
export interface ConsentRow {
  said_to: SaidTo;
  opted_out: boolean;
  source: string;
  at: Date | string;
  blocked_since: Date | string | null;
  reason: string | null;
  by_name: string | null;
  evidence_id: string | null;
}

export function toRecord(row: ConsentRow): ConsentRecord {
  const {
    said_to: saidTo,
    opted_out: optedOut,
    source,
    at,
    blocked_since: blockedSince,
    reason,
    by_name: byName,
    evidence_id: evidenceId,
  } = row;
  return {
    saidTo,
    optedOut,
    source: toSource(source),
    at: new Date(at),
    blockedSince: blockedSince === null ? null : new Date(blockedSince),
    reason,
    byName,
    evidenceId,
  };
}

/** Rows name a refusal by Twilio's error code. */
const REFUSAL = 'error-21610';

function storedSource(source: ConsentSource): string {
  return source === 'refusal' ? REFUSAL : source;
}

export function toSource(stored: string): ConsentSource {
  return stored === REFUSAL ? 'refusal' : (stored as ConsentSource);
}

/** More than any person says stop to. */
const MOST_SENDERS = 1_000;

/** The person's latest word to each number, with the place of that number as seen from `sender`. */
export function consentsOf(
  workspaceId: string,
  address: RawBuilder<unknown>,
  sender: RawBuilder<unknown>,
  person: RawBuilder<unknown> = phoneOf(address),
) {
  return sql`
    SELECT e.*, CASE
        WHEN e.sender = ${EVERY_SENDER} THEN 'every-number'
        WHEN e.sender = ${channelOf(sender)} THEN 'this-number'
        WHEN ${isMeant(workspaceId, sender)} THEN 'same-service'
        ELSE 'other-number' END AS said_to
    FROM consents e
    WHERE e.workspace_id = ${workspaceId} AND ${isOf(address, person)}
    ORDER BY e.at DESC LIMIT ${MOST_SENDERS}`;
}

/** Matches rows `e` of the address, and of the person behind it where no text of theirs said it. */
function isOf(address: RawBuilder<unknown>, person: RawBuilder<unknown>) {
  return sql<boolean>`(e.address = ${channelOf(address)}
    OR (e.address = ${person} AND e.source IN ('manual', 'import', 'subscription')))`;
}

/**
 * Matches rows `e` that count for this sender: its own, those for every sender, and those of its chosen Messaging Service,
 * since Twilio keeps opt-outs for the service as a whole.
 * Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
function isMeant(workspaceId: string, sender: RawBuilder<unknown>) {
  return sql<boolean>`(e.sender IN (${channelOf(sender)}, ${EVERY_SENDER}) OR e.sender IN (
    SELECT other.address FROM senders own
    JOIN senders other ON other.workspace_id = own.workspace_id AND other.service_sid = own.service_sid
    WHERE own.workspace_id = ${workspaceId} AND own.address = ${channelOf(sender)}))`;
}
