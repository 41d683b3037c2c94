// Stores new texts, in either direction.
import { type QueryCreator, sql } from 'kysely';
import type { Wish } from '../../domain/consent/consent.ts';
import { destinationOf } from '../../domain/numbers/destination.ts';
import type { Author, Media } from '../../domain/texts/message.ts';
import type { Purpose } from '../../domain/texts/purpose.ts';
import type { RefusedFor } from '../../domain/texts/refusal.ts';
import { NO_COUNTRY, nothingSpent, type SpendDay } from '../../domain/texts/spend.ts';
import type { Step } from '../../domain/texts/trace.ts';
import type { Db, Trx } from '../database/database.ts';
import { recordset } from '../database/rows.ts';
import type { Statement } from '../database/statements.ts';
import type { Tables } from '../database/tables.ts';
import { waitsBefore } from './held-texts.ts';
import { type SpendDayJson, toSpendDay } from './spend-days.ts';

export interface NewInbound {
  workspaceId: string;
  id: string;
  sid: string;
  address: string;
  /** The form of the address that the text came from; null if it is the address itself. */
  wroteAs: string | null;
  sender: string;
  body: string;
  media: readonly Media[];
  keyword: Wish | null;
  receivedAt: Date;
}

/** Stores texts and returns their ids; leaves out those whose MessageSid the workspace has. */
export async function insertInbound(trx: Trx, texts: readonly NewInbound[]): Promise<Set<string>> {
  const result = await sql<{ id: string }>`
    ${insertOf(texts)}
    ON CONFLICT (workspace_id, twilio_sid) WHERE twilio_sid IS NOT NULL DO NOTHING
    RETURNING id`.execute(trx);
  return new Set(result.rows.map((row) => row.id));
}

/** Marks a stored text as a keyword, which may depend on its sender. */
export async function markKeyword(
  trx: Trx,
  message: { workspaceId: string; id: string },
  keyword: Wish,
): Promise<void> {
  await trx
    .updateTable('messages')
    .set({ keyword })
    .where('workspace_id', '=', message.workspaceId)
    .where('id', '=', message.id)
    .execute();
}

/** The statement that stores texts. It fails where the workspace has the MessageSid of one (see `isDuplicate`). */
export function inboundStatement(db: Db, texts: readonly NewInbound[]): Statement {
  const { sql: text, parameters: values } = insertOf(texts).compile(db);
  return { text, values };
}

function insertOf(texts: readonly NewInbound[]) {
  const rows = texts.map((text) => ({
    workspace_id: text.workspaceId,
    id: text.id,
    twilio_sid: text.sid,
    address: text.address,
    wrote_as: text.wroteAs,
    sender: text.sender,
    body: text.body,
    media: text.media.length > 0 ? text.media : null,
    keyword: text.keyword,
    at: text.receivedAt,
  }));
  const columns =
    'workspace_id text, id uuid, twilio_sid text, address text, wrote_as text, sender text, body text, media jsonb, keyword text, at timestamptz';
  return sql`
    INSERT INTO messages (workspace_id, id, direction, twilio_sid, address, wrote_as, sender, body, media, keyword,
      state, state_at, written_at, created_at)
    SELECT r.workspace_id, r.id, 'in', r.twilio_sid, r.address, r.wrote_as, r.sender, r.body, r.media, r.keyword,
      'received', r.at, r.at, r.at
    FROM ${recordset('r', rows, columns)}`;
}

export interface NewOutbound {
  workspaceId: string;
  id: string;
  threadId: string;
  address: string;
  /** The form of the address to send to; null if it is the address itself. */
  wroteAs: string | null;
  sender: string;
  body: string;
  /** Absent: it has none. */
  media?: readonly Media[];
  conversationId: string | null;
  replyPartId: string | null;
  sendId: string | null;
  retryOf: string | null;
  partNo: number;
  partOf: number | null;
  author: Author;
  writtenAt: Date;
  /** Why it does not go; null for a text that is to be handed over. */
  refusedFor: RefusedFor | null;
  purpose: Purpose;
  /** The customer's word that it confirms. */
  confirms?: string | null;
  evidenceId: string | null;
  trace: readonly Step[];
  /** The customer's text that it answers by itself. */
  answers: string | null;
}

/** The limits as a new text meets them. */
export interface Standing {
  /** Its country's day. */
  day: SpendDay;
  /** An earlier text of its thread waits for an admin. */
  isBehind: boolean;
}

/**
 * Stores parts of one text of ours: to be handed over, or refused. Their thread notes when an automatic one was put on its way.
 * `limitedOn`: the workspace's day (as `2026-01-08`) where their country has a limit; null where it has none, and none is read.
 */
export async function insertOutbound(
  trx: Trx,
  texts: readonly NewOutbound[],
  { at: now, limitedOn }: { at: Date; limitedOn: string | null },
): Promise<Standing> {
  const rows = texts.map((text) => ({
    workspace_id: text.workspaceId,
    id: text.id,
    direction: 'out',
    thread_id: text.threadId,
    address: text.address,
    wrote_as: text.wroteAs,
    sender: text.sender,
    body: text.body,
    media: jsonOf(text.media),
    keyword: null,
    state: text.refusedFor === null ? 'pending' : 'refused',
    state_at: now,
    error_code: null,
    refused_for: text.refusedFor,
    twilio_sid: null,
    conversation_id: text.conversationId,
    part_id: null,
    reply_part_id: text.replyPartId,
    part_no: text.partNo,
    part_of: text.partOf,
    send_id: text.sendId,
    retry_of: text.retryOf,
    to_country: destinationOf(text.address).country,
    author_kind: text.author.kind,
    author_id: text.author.id,
    price: null,
    price_unit: null,
    written_at: text.writtenAt,
    attempted_at: null,
    purpose: text.purpose,
    confirms: text.confirms ?? null,
    evidence_id: text.evidenceId,
    trace: JSON.stringify(text.trace),
    answers: text.answers,
    created_at: now,
  }));
  const insert = notingAutomatic(trx, texts, now).insertInto('messages').values(rows);
  if (limitedOn === null) {
    await insert.execute();
    return { day: nothingSpent, isBehind: false };
  }
  const [standing] = await insert
    .returning([
      sql<SpendDayJson | null>`(SELECT row_to_json(d) FROM spend_days d WHERE d.workspace_id = messages.workspace_id
        AND d.country = COALESCE(messages.to_country, ${NO_COUNTRY}) AND d.day = ${limitedOn})`.as('day'),
      sql<boolean>`EXISTS (SELECT ${waitsBefore('messages')} AND m.state = 'held')`.as('is_behind'),
    ])
    .execute();
  return { day: toSpendDay(standing?.day), isBehind: standing?.is_behind ?? false };
}

function jsonOf(media: readonly Media[] = []): string | null {
  return media.length > 0 ? JSON.stringify(media) : null;
}

function notingAutomatic(trx: Trx, texts: readonly NewOutbound[], now: Date): QueryCreator<Tables> {
  const automatic = texts.find(({ author, refusedFor }) => author.kind === 'automation' && refusedFor === null);
  if (automatic === undefined) return trx;
  const { workspaceId, threadId, conversationId, confirms, purpose } = automatic;
  // A note of its own tells of the confirmation of a word, and a text that tries the set-up out is no news to anybody.
  const isUntold = conversationId === null && (confirms ?? null) === null && purpose !== 'conversation';
  return trx.with('noted', (db) =>
    db
      .updateTable('threads')
      .set({ automatic_at: now, ...(isUntold ? { untold_at: now } : {}) })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', threadId),
  );
}
