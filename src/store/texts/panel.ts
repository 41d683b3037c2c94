// Reads everything that the panel's first canvas shows in one query, since it runs whenever an agent switches conversations.
import { type Selectable, sql } from 'kysely';
import type { ConsentState } from '../../domain/consent/consent.ts';
import { type ConsentScope, decideConsent, reachFor } from '../../domain/consent/decide.ts';
import { type Kept, type KeptBefore, keptFromBefore } from '../../domain/doctor/kept.ts';
import type { Loop } from '../../domain/texts/loop.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { ContactZones } from '../../domain/times/customer-zone.ts';
import type { Db } from '../database/database.ts';
import type { MessageTable, SendTable } from '../database/tables/texts.ts';
import { type ConsentRow, consentsOf, toRecord as toConsent } from './consents.ts';
import { toLoop } from './loops.ts';
import { toMessage } from './message-row.ts';
import { type Send, toSend } from './panel-texts.ts';
import { isUnsent } from './scheduled-texts.ts';

export interface PanelContact {
  contactId: string;
  role: 'user' | 'lead';
  name: string | null;
  hasEmail: boolean;
  address: string | null;
  zones: ContactZones | null;
}

export interface PanelRecord {
  /**
   * The conversation, if it is one of ours. `lastWordsByChat`: the customer's latest words there, after texts joined it, came by
   * chat. `hasBotWords`: bots said something there that was not texted.
   */
  conversation: { joinedAt: Date | null; lastWordsByChat: boolean; hasBotWords: boolean } | null;
  /** All threads that are in the conversation now. */
  threadIds: string[];
  /** The conversation's own thread, else the contact's most recent one. */
  thread: {
    id: string;
    address: string;
    sender: string;
    contactId: string | null;
    conversationId: string | null;
    lastInboundAt: Date | null;
    loop: Loop | null;
  } | null;
  /** Contacts with the thread's number, and the one that the panel stands beside. */
  people: PanelContact[];
  /** Every number of the customer that texts went to or came from. */
  numbers: string[];
  consent: ConsentState;
  /** Newest first, with their authors' names. */
  texts: { message: Message; authorName: string | null; retried: boolean }[];
  scheduled: { send: Send; authorName: string | null }[];
  /** A scheduled text ended without going. */
  hasUnsent: boolean;
  /** The sender's newest fault among those that stop a sender. */
  stopped: { code: number; at: Date } | null;
  /** Calls that Intercom forbade lately. */
  forbidden: string[];
  /** Twilio's requests that failed our check after the last one that passed, up to the number that matters. */
  refusedSince: number;
  /** True once a request passed the check. */
  hasPassed: boolean;
  /** When Intercom last told us of anything. */
  heardAt: Date | null;
  /** The doctor's last findings. */
  examined: readonly Kept[];
  /** The reader is a member who changes settings. */
  mayChangeSettings: boolean;
}

interface Question {
  workspaceId: string;
  conversationId: string | null;
  contactId: string | null;
  /** The agent who looks. */
  adminId: string | null;
  /** The most texts, and the most scheduled ones. */
  texts: number;
  scheduled: number;
  /** The faults that stop a sender, and the time since which faults count. */
  stoppingFaults: readonly number[];
  stoppedSince: Date;
  consentScope: ConsentScope;
}

type Dated<Row, Names extends keyof Row> = { [Name in keyof Row]: Name extends Names ? string | null : Row[Name] };
type MessageJson = Dated<
  Selectable<MessageTable>,
  'state_at' | 'written_at' | 'attempted_at' | 'waits_until' | 'created_at'
>;
type SendJson = Dated<Selectable<SendTable>, 'send_at' | 'attempted_at' | 'created_at' | 'settled_at'>;

interface Row {
  conversation: { joined_at: string | null; by_chat: boolean; has_bot_words: boolean } | null;
  thread_ids: string[] | null;
  thread: {
    id: string;
    address: string;
    sender: string;
    contact_id: string | null;
    conversation_id: string | null;
    last_inbound_at: string | null;
    loop_since: string | null;
    loop_kind: string | null;
  } | null;
  people:
    | {
        contact_id: string;
        role: string;
        name: string | null;
        has_email: boolean;
        address: string | null;
        zones: ContactZones | null;
      }[]
    | null;
  numbers: string[] | null;
  consents: ConsentRow[] | null;
  texts: (MessageJson & { author_name: string | null; retried: boolean })[] | null;
  scheduled: (SendJson & { author_name: string | null })[] | null;
  has_unsent: boolean;
  stopped: { code: number; at: string } | null;
  forbidden: string[] | null;
  refused_since: string | number;
  has_passed: boolean;
  may_change_settings: boolean;
  heard_at: string | Date | null;
  examined: Kept[] | null;
  examined_before: KeptBefore[] | null;
}

/** So many failed checks suffice to tell a stranger's requests from Twilio's. */
const MOST_REFUSED = 10;

export async function loadPanel(db: Db, question: Question): Promise<PanelRecord> {
  const { workspaceId, conversationId, contactId, adminId, texts, scheduled, stoppingFaults, stoppedSince } = question;
  const { rows } = await sql<Row>`
    WITH passed AS (
      SELECT s.at FROM sightings s WHERE s.workspace_id = ${workspaceId} AND s.what IN ('signed-current', 'signed-next', 'signed-key')
    ), conversation AS (
      SELECT c.thread_id, c.joined_at, c.contact_part_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM messages m WHERE m.workspace_id = ${workspaceId} AND m.part_id = c.contact_part_id)
        AND NOT EXISTS (SELECT FROM files f WHERE f.workspace_id = ${workspaceId} AND f.part_id = c.contact_part_id) AS by_chat,
        EXISTS (SELECT FROM replies r WHERE r.workspace_id = ${workspaceId} AND r.conversation_id = c.conversation_id
          AND r.outcome = 'bot' AND r.received_at >= COALESCE(c.joined_at, '-infinity')) AS has_bot_words
      FROM conversations c WHERE c.workspace_id = ${workspaceId} AND c.conversation_id = ${conversationId}
    ), thread AS (
      SELECT t.* FROM threads t WHERE t.workspace_id = ${workspaceId} AND t.id = (SELECT thread_id FROM conversation)
      UNION ALL (
        SELECT t.* FROM threads t
        WHERE t.workspace_id = ${workspaceId} AND t.contact_id = ${contactId} AND NOT EXISTS (SELECT FROM conversation)
        ORDER BY t.last_inbound_at DESC NULLS LAST, t.created_at DESC LIMIT 1
      )
    ), shown AS (
      SELECT id FROM thread
      UNION SELECT t.id FROM threads t WHERE t.workspace_id = ${workspaceId} AND t.conversation_id = ${conversationId}
    )
    SELECT
      (SELECT row_to_json(c) FROM conversation c) AS conversation,
      (SELECT row_to_json(t) FROM thread t) AS thread,
      (SELECT json_agg(id) FROM shown) AS thread_ids,
      (SELECT json_agg(p) FROM (
        SELECT c.contact_id, c.role, c.name, c.has_email, c.address, c.zones FROM contacts c
        WHERE c.workspace_id = ${workspaceId} AND NOT c.gone AND c.address = (SELECT address FROM thread)
        UNION SELECT c.contact_id, c.role, c.name, c.has_email, c.address, c.zones FROM contacts c
        WHERE c.workspace_id = ${workspaceId} AND NOT c.gone AND c.contact_id = ${contactId}
        LIMIT 10) p) AS people,
      (SELECT json_agg(DISTINCT t.address) FROM threads t
        WHERE t.workspace_id = ${workspaceId} AND t.contact_id = ${contactId}) AS numbers,
      (SELECT json_agg(s) FROM (
        SELECT c.said_to, c.opted_out, c.source, c.at, c.blocked_since, c.reason, a.name AS by_name, c.evidence_id
        FROM (${consentsOf(workspaceId, sql`(SELECT address FROM thread)`, sql`(SELECT sender FROM thread)`)}) c
        LEFT JOIN admins a ON a.workspace_id = c.workspace_id AND a.id = c.by_admin) s) AS consents,
      (SELECT json_agg(m) FROM (
        SELECT m.*, a.name AS author_name, EXISTS (
          SELECT FROM messages r WHERE r.workspace_id = ${workspaceId} AND r.retry_of = m.id) AS retried
        FROM shown, LATERAL (
          SELECT * FROM messages m WHERE m.workspace_id = ${workspaceId} AND m.thread_id = shown.id
          ORDER BY m.id DESC LIMIT ${texts}) m
        LEFT JOIN admins a ON a.workspace_id = m.workspace_id AND a.id = m.author_id
        ORDER BY m.id DESC LIMIT ${texts}) m) AS texts,
      (SELECT json_agg(s) FROM (
        SELECT s.*, a.name AS author_name FROM sends s
        LEFT JOIN admins a ON a.workspace_id = s.workspace_id AND a.id = s.author_id
        WHERE s.workspace_id = ${workspaceId} AND s.state = 'scheduled'
          AND (s.conversation_id = ${conversationId} OR s.thread_id IN (SELECT id FROM shown))
        ORDER BY s.send_at, s.id LIMIT ${scheduled}) s) AS scheduled,
      EXISTS (SELECT FROM sends s
        WHERE s.workspace_id = ${workspaceId} AND ${isUnsent}
          AND (s.conversation_id = ${conversationId} OR s.thread_id IN (SELECT id FROM shown))) AS has_unsent,
      (SELECT row_to_json(f) FROM (
        SELECT m.error_code AS code, m.state_at AS at FROM messages m
        WHERE m.workspace_id = ${workspaceId} AND m.sender = (SELECT sender FROM thread)
          AND m.direction = 'out' AND m.error_code IS NOT NULL AND m.state_at >= ${stoppedSince}
          AND m.error_code = ANY(${[...stoppingFaults]})
        ORDER BY m.state_at DESC LIMIT 1) f) AS stopped,
      (SELECT json_agg(f.operation) FROM forbidden_calls f
        WHERE f.workspace_id = ${workspaceId} AND f.vendor = 'intercom' AND f.at >= ${stoppedSince}) AS forbidden,
      (SELECT count(*) FROM (SELECT FROM quarantine q
        WHERE q.workspace_id = ${workspaceId} AND q.standing IN ('signed', 'known') AND q.at >= GREATEST(${stoppedSince}, (SELECT max(at) FROM passed))
        LIMIT ${MOST_REFUSED}) refused) AS refused_since,
      EXISTS (SELECT FROM passed) AS has_passed,
      EXISTS (SELECT FROM members m WHERE m.workspace_id = ${workspaceId} AND m.admin = ${adminId}
        AND m.role IN ('owner', 'editor')) AS may_change_settings,
      (SELECT max(t.at) FROM topic_arrivals t WHERE t.workspace_id = ${workspaceId}) AS heard_at,
      x.found AS examined,
      x.findings AS examined_before
    FROM (SELECT) AS one LEFT JOIN examinations x ON x.workspace_id = ${workspaceId}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A query without a condition gave no row.');
  return toRecord(row, question.consentScope);
}

function toRecord(row: Row, scope: ConsentScope): PanelRecord {
  const { conversation, thread, stopped } = row;
  return {
    conversation: conversation && {
      joinedAt: toDate(conversation.joined_at),
      lastWordsByChat: conversation.by_chat,
      hasBotWords: conversation.has_bot_words,
    },
    threadIds: row.thread_ids ?? [],
    thread: thread && {
      id: thread.id,
      address: thread.address,
      sender: thread.sender,
      contactId: thread.contact_id,
      conversationId: thread.conversation_id,
      lastInboundAt: toDate(thread.last_inbound_at),
      loop: toLoop(thread),
    },
    people: (row.people ?? []).map((person) => ({
      contactId: person.contact_id,
      role: person.role === 'lead' ? ('lead' as const) : ('user' as const),
      name: person.name,
      hasEmail: person.has_email,
      address: person.address,
      zones: person.zones,
    })),
    numbers: row.numbers ?? [],
    consent: decideConsent((row.consents ?? []).map(toConsent), reachFor(thread?.address ?? '', scope)),
    texts: (row.texts ?? []).map(({ author_name: authorName, retried, ...text }) => ({
      message: toMessage(redated(text, ['state_at', 'written_at', 'attempted_at', 'waits_until', 'created_at'])),
      authorName,
      retried,
    })),
    scheduled: (row.scheduled ?? []).map(({ author_name: authorName, ...send }) => ({
      send: toSend(redated(send, ['send_at', 'attempted_at', 'created_at', 'settled_at'])),
      authorName,
    })),
    hasUnsent: row.has_unsent,
    stopped: stopped && { code: stopped.code, at: new Date(stopped.at) },
    forbidden: row.forbidden ?? [],
    refusedSince: Number(row.refused_since),
    hasPassed: row.has_passed,
    mayChangeSettings: row.may_change_settings,
    heardAt: row.heard_at === null ? null : new Date(row.heard_at),
    examined: row.examined ?? row.examined_before?.map(keptFromBefore) ?? [],
  };
}

/** Makes dates of the strings that stand for them in JSON. */
function redated<Row extends object>(row: object, names: readonly (keyof Row & string)[]): Row {
  const dates = names.map((name) => [name, toDate((row as Record<string, string | null>)[name] ?? null)]);
  return { ...row, ...Object.fromEntries(dates) } as Row;
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
