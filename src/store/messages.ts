// Texts in both directions, and what became of them.
import { type Selectable, sql } from 'kysely';
import type { Keyword } from '../domain/consent.ts';
import type { DeliveryState } from '../domain/delivery.ts';
import type { Author, Media, Message, MessageState, Price } from '../domain/message.ts';
import type { Db, Trx } from './database.ts';
import { recordset } from './rows.ts';
import type { MessageTable } from './tables.ts';

export interface NewInbound {
  workspaceId: string;
  id: string;
  sid: string;
  address: string;
  sender: string;
  body: string;
  media: readonly Media[];
  keyword: string | null;
  receivedAt: Date;
}

/** Stores texts that are new, and returns their ids; a text whose MessageSid the workspace has is left out. */
export async function insertInbound(trx: Trx, texts: readonly NewInbound[]): Promise<Set<string>> {
  const rows = texts.map((text) => ({
    workspace_id: text.workspaceId,
    id: text.id,
    twilio_sid: text.sid,
    address: text.address,
    sender: text.sender,
    body: text.body,
    media: text.media.length > 0 ? text.media : null,
    keyword: text.keyword,
    at: text.receivedAt,
  }));
  const columns =
    'workspace_id text, id uuid, twilio_sid text, address text, sender text, body text, media jsonb, keyword text, at timestamptz';
  const result = await sql<{ id: string }>`
    INSERT INTO messages (workspace_id, id, direction, twilio_sid, address, sender, body, media, keyword,
      state, state_at, written_at, created_at)
    SELECT r.workspace_id, r.id, 'in', r.twilio_sid, r.address, r.sender, r.body, r.media, r.keyword,
      'received', r.at, r.at, r.at
    FROM ${recordset('r', rows, columns)}
    ON CONFLICT (workspace_id, twilio_sid) WHERE twilio_sid IS NOT NULL DO NOTHING
    RETURNING id`.execute(trx);
  return new Set(result.rows.map((row) => row.id));
}

export interface NewOutbound {
  workspaceId: string;
  id: string;
  threadId: string;
  address: string;
  sender: string;
  body: string;
  conversationId: string | null;
  replyPartId: string | null;
  sendId: string | null;
  retryOf: string | null;
  partNo: number;
  author: Author;
  writtenAt: Date;
}

/** Stores texts to be handed over. */
export async function insertOutbound(trx: Trx, texts: readonly NewOutbound[], now: Date): Promise<void> {
  const rows = texts.map((text) => ({
    workspace_id: text.workspaceId,
    id: text.id,
    direction: 'out',
    thread_id: text.threadId,
    address: text.address,
    sender: text.sender,
    body: text.body,
    media: null,
    keyword: null,
    state: 'pending',
    state_at: now,
    error_code: null,
    twilio_sid: null,
    conversation_id: text.conversationId,
    part_id: null,
    reply_part_id: text.replyPartId,
    part_no: text.partNo,
    send_id: text.sendId,
    retry_of: text.retryOf,
    author_kind: text.author.kind,
    author_id: text.author.id,
    price: null,
    price_unit: null,
    written_at: text.writtenAt,
    attempted_at: null,
    created_at: now,
  }));
  await trx.insertInto('messages').values(rows).execute();
}

export async function findMessage(db: Db, workspaceId: string, id: string): Promise<Message | undefined> {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toMessage(row);
}

/** The message of a delivery event: by our own id when it is one, else by Twilio's; held until the transaction ends. */
export async function lockMessage(
  trx: Trx,
  workspaceId: string,
  by: { id: string | null; sid: string },
): Promise<Message | undefined> {
  const base = trx.selectFrom('messages').selectAll().where('workspace_id', '=', workspaceId).forUpdate();
  const row =
    (by.id === null ? undefined : await base.where('id', '=', by.id).executeTakeFirst()) ??
    (await base.where('twilio_sid', '=', by.sid).executeTakeFirst());
  return row && toMessage(row);
}

export async function updateMessage(
  db: Db,
  message: { workspaceId: string; id: string },
  changes: {
    state?: MessageState;
    stateAt?: Date;
    errorCode?: number | null;
    sid?: string;
    attemptedAt?: Date | null;
    partId?: string;
    price?: Price;
  },
): Promise<void> {
  await db
    .updateTable('messages')
    .set({
      ...(changes.state === undefined ? {} : { state: changes.state }),
      ...(changes.stateAt === undefined ? {} : { state_at: changes.stateAt }),
      ...(changes.errorCode === undefined ? {} : { error_code: changes.errorCode }),
      ...(changes.sid === undefined ? {} : { twilio_sid: changes.sid }),
      ...(changes.attemptedAt === undefined ? {} : { attempted_at: changes.attemptedAt }),
      ...(changes.partId === undefined ? {} : { part_id: changes.partId }),
      ...(changes.price === undefined ? {} : { price: changes.price.amount, price_unit: changes.price.currency }),
    })
    .where('workspace_id', '=', message.workspaceId)
    .where('id', '=', message.id)
    .execute();
}

/** How an event became known. */
/** Ours that wait to be handed over, and certainly were not: none of them goes any more. Returns them. */
export async function refusePendingOf(trx: Trx, workspaceId: string, at: Date): Promise<Message[]> {
  const rows = await trx
    .updateTable('messages')
    .set({ state: 'refused', state_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'out')
    .where('state', '=', 'pending')
    .where('attempted_at', 'is', null)
    .returningAll()
    .execute();
  return rows.map(toMessage);
}

export type EventSource = 'answer' | 'callback' | 'lookup' | 'gate';

export async function insertMessageEvent(
  trx: Trx,
  event: {
    workspaceId: string;
    messageId: string;
    id: string;
    state: DeliveryState | 'refused' | 'held';
    source: EventSource;
    errorCode: number | null;
    at: Date;
  },
): Promise<void> {
  await trx
    .insertInto('message_events')
    .values({
      workspace_id: event.workspaceId,
      message_id: event.messageId,
      id: event.id,
      state: event.state,
      source: event.source,
      error_code: event.errorCode,
      at: event.at,
    })
    .execute();
}

/** Which of these Twilio ids belong to texts of ours already, with our own. */
export async function knownSids(db: Db, workspaceId: string, sids: readonly string[]): Promise<Map<string, string>> {
  if (sids.length === 0) return new Map();
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'twilio_sid'])
    .where('workspace_id', '=', workspaceId)
    .where('twilio_sid', 'in', [...sids])
    .execute();
  return new Map(rows.map((row) => [row.twilio_sid ?? '', row.id]));
}

/** Which of these parts are texts of ours already. */
export async function knownParts(db: Db, workspaceId: string, partIds: readonly string[]): Promise<Set<string>> {
  if (partIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('messages')
    .select('part_id')
    .where('workspace_id', '=', workspaceId)
    .where('part_id', 'in', [...partIds])
    .execute();
  return new Set(rows.map((row) => row.part_id ?? ''));
}

/** The newest texts of these threads, newest first, with their authors' names and whether they were sent again. */
export async function listThreadMessages(
  db: Db,
  workspaceId: string,
  threadIds: readonly string[],
  page: { limit: number; olderThan: string | null },
): Promise<{ message: Message; authorName: string | null; retried: boolean }[]> {
  if (threadIds.length === 0) return [];
  const { limit, olderThan } = page;
  const rows = await db
    .selectFrom('messages as m')
    .leftJoin('admins as a', (join) =>
      join.onRef('a.workspace_id', '=', 'm.workspace_id').onRef('a.id', '=', 'm.author_id'),
    )
    .selectAll('m')
    .select((expression) => [
      'a.name as author_name',
      expression
        .exists(
          expression
            .selectFrom('messages as r')
            .select('r.id')
            .whereRef('r.workspace_id', '=', 'm.workspace_id')
            .whereRef('r.retry_of', '=', 'm.id'),
        )
        .as('retried'),
    ])
    .where('m.workspace_id', '=', workspaceId)
    .where('m.thread_id', 'in', [...threadIds])
    .$if(olderThan !== null, (query) => query.where('m.id', '<', olderThan ?? ''))
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ author_name: authorName, retried, ...row }) => ({
    message: toMessage(row),
    authorName,
    retried: Boolean(retried),
  }));
}

/** The last text handed to Twilio for a contact, in any of its threads, and when it was first heard that Twilio had it. */
export async function findLastSent(
  db: Db,
  workspaceId: string,
  contactId: string,
): Promise<{ message: Message; sentAt: Date } | undefined> {
  const row = await db
    .selectFrom('messages as m')
    .innerJoin('threads as t', (join) =>
      join.onRef('t.workspace_id', '=', 'm.workspace_id').onRef('t.id', '=', 'm.thread_id'),
    )
    .selectAll('m')
    .select((expression) =>
      expression
        .selectFrom('message_events as e')
        .select((event) => event.fn.min('e.at').as('at'))
        .whereRef('e.workspace_id', '=', 'm.workspace_id')
        .whereRef('e.message_id', '=', 'm.id')
        .as('sent_at'),
    )
    .where('m.workspace_id', '=', workspaceId)
    .where('t.contact_id', '=', contactId)
    .where('m.direction', '=', 'out')
    .where('m.twilio_sid', 'is not', null)
    .orderBy('m.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { message: toMessage(row), sentAt: row.sent_at ?? row.created_at };
}

export function toMessage(row: Selectable<MessageTable>): Message {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    direction: row.direction === 'in' ? 'in' : 'out',
    threadId: row.thread_id,
    address: row.address,
    sender: row.sender,
    body: row.body,
    media: (row.media ?? []) as Media[],
    keyword: row.keyword as Keyword | null,
    state: row.state as MessageState,
    stateAt: row.state_at,
    errorCode: row.error_code,
    sid: row.twilio_sid,
    conversationId: row.conversation_id,
    partId: row.part_id,
    replyPartId: row.reply_part_id,
    partNo: row.part_no,
    sendId: row.send_id,
    retryOf: row.retry_of,
    author: row.direction === 'in' ? null : toAuthor(row),
    price: row.price === null ? null : { amount: row.price, currency: row.price_unit ?? '' },
    writtenAt: row.written_at,
    attemptedAt: row.attempted_at,
    createdAt: row.created_at,
  };
}

function toAuthor(row: Selectable<MessageTable>): Author {
  return { kind: row.author_kind === 'automation' ? 'automation' : 'admin', id: row.author_id };
}

/** All that travels of what was written at once, in order: the parts of a reply or of a text from the panel. */
export async function listParts(
  db: Db,
  message: Pick<Message, 'workspaceId' | 'id' | 'replyPartId' | 'sendId'>,
): Promise<Message[]> {
  const base = db.selectFrom('messages').selectAll().where('workspace_id', '=', message.workspaceId);
  const { replyPartId, sendId } = message;
  const parts =
    replyPartId !== null
      ? base.where('reply_part_id', '=', replyPartId)
      : sendId !== null
        ? base.where('send_id', '=', sendId)
        : base.where('id', '=', message.id);
  return (await parts.orderBy('part_no').execute()).map(toMessage);
}

export interface MessageEvent {
  messageId: string;
  state: DeliveryState | 'refused' | 'held';
  source: EventSource;
  errorCode: number | null;
  at: Date;
}

/** Oldest first. */
export async function listMessageEvents(
  db: Db,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<MessageEvent[]> {
  if (messageIds.length === 0) return [];
  const rows = await db
    .selectFrom('message_events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('message_id', 'in', [...messageIds])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    messageId: row.message_id,
    state: row.state as MessageEvent['state'],
    source: row.source as EventSource,
    errorCode: row.error_code,
    at: row.at,
  }));
}

/** Which of these texts were sent again. */
export async function retriedMessages(db: Db, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('messages')
    .select('retry_of')
    .where('workspace_id', '=', workspaceId)
    .where('retry_of', 'in', [...ids])
    .execute();
  return new Set(rows.map((row) => row.retry_of ?? ''));
}

/** How often each sender met these faults since then, the most frequent first. */
export async function countFaults(
  db: Db,
  workspaceId: string,
  codes: readonly number[],
  since: Date,
): Promise<{ sender: string; code: number; times: number }[]> {
  const rows = await db
    .selectFrom('messages')
    .select((select) => ['sender', 'error_code', select.fn.countAll<string | number>().as('times')])
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'out')
    .where('error_code', 'in', [...codes])
    .where('state_at', '>=', since)
    .groupBy(['sender', 'error_code'])
    .orderBy('times', 'desc')
    .execute();
  return rows.map((row) => ({ sender: row.sender, code: row.error_code ?? 0, times: Number(row.times) }));
}
