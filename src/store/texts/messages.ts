// Texts in both directions, and what became of them.
import { type Selectable, sql } from 'kysely';
import type { Wish } from '../../domain/consent/consent.ts';
import {
  type Author,
  type Media,
  type Message,
  type MessageState,
  type Price,
  wordsSent,
} from '../../domain/texts/message.ts';
import type { Db, Trx } from '../database/database.ts';
import type { MessageTable } from '../database/tables/texts.ts';

export async function findMessage(db: Db, workspaceId: string, id: string): Promise<Message | undefined> {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toMessage(row);
}

/** The form of the address that the thread's latest text came from; null if it is the address itself, or no text came. */
export async function findLatestForm(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('messages')
    .select('wrote_as')
    .where('workspace_id', '=', workspaceId)
    .where('thread_id', '=', id)
    .where('direction', '=', 'in')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.wrote_as ?? null;
}

/** The message of a delivery event, by our id or else by Twilio's; locked until the transaction ends. */
export async function lockMessage(
  trx: Trx,
  workspaceId: string,
  by: { id: string | null; sid: string },
): Promise<LockedMessage | undefined> {
  const base = trx
    .selectFrom('messages')
    .selectAll()
    .select(mayAnswer)
    .where('workspace_id', '=', workspaceId)
    .forUpdate();
  const row =
    (by.id === null ? undefined : await base.where('id', '=', by.id).executeTakeFirst()) ??
    (await base.where('twilio_sid', '=', by.sid).executeTakeFirst());
  return row && { ...toMessage(row), mayAnswer: row.may_answer };
}

/** `mayAnswer`: this text may make good a person's text that did not arrive. */
export type LockedMessage = Message & { mayAnswer: boolean };

const mayAnswer = sql<boolean>`(messages.retry_of IS NOT NULL OR EXISTS (
  SELECT FROM notes n WHERE n.workspace_id = messages.workspace_id
    AND n.conversation_id = messages.conversation_id AND n.by_person AND n.answered_at IS NULL))`.as('may_answer');

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
    body?: string;
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
      ...(changes.body === undefined ? {} : { body: changes.body }),
      ...(changes.price === undefined ? {} : { price: changes.price.amount, price_unit: changes.price.currency }),
    })
    .where('workspace_id', '=', message.workspaceId)
    .where('id', '=', message.id)
    .execute();
}

/** The words of a text, by its id at Twilio. */
export async function findWords(db: Db, workspaceId: string, sid: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('messages')
    .select('body')
    .where('workspace_id', '=', workspaceId)
    .where('twilio_sid', '=', sid)
    .executeTakeFirst();
  return row?.body;
}

/** Marks the attempt to hand a text over; false if the text was settled meanwhile, so that it may not go. */
export async function beginAttempt(db: Db, message: { workspaceId: string; id: string }, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('messages')
    .set({ attempted_at: at })
    .where('workspace_id', '=', message.workspaceId)
    .where('id', '=', message.id)
    .where('state', 'in', ['pending', 'given-up'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Refuses our texts that wait and certainly were not handed over; returns them. */
export async function refusePendingOf(trx: Trx, workspaceId: string, at: Date): Promise<Message[]> {
  const rows = await refusingPending(trx, workspaceId, at).returningAll().execute();
  return rows.map(toMessage);
}

/** The same, only for the texts of these parts. */
export async function refuseUnsentOf(
  trx: Trx,
  workspaceId: string,
  partIds: readonly string[],
  at: Date,
): Promise<Message[]> {
  if (partIds.length === 0) return [];
  const rows = await refusingPending(trx, workspaceId, at)
    .where(ofParts(workspaceId, partIds))
    .returningAll()
    .execute();
  return rows.map(toMessage);
}

function refusingPending(trx: Trx, workspaceId: string, at: Date) {
  return trx
    .updateTable('messages')
    .set({ state: 'refused', state_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'out')
    .where('state', '=', 'pending')
    .where('attempted_at', 'is', null);
}

/** The texts of these parts that are on their way to the customer, or have arrived. */
export async function listGoneOf(trx: Trx, workspaceId: string, partIds: readonly string[]): Promise<Message[]> {
  if (partIds.length === 0) return [];
  const rows = await trx
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'out')
    .where('state', 'in', ['accepted', 'queued', 'sending', 'sent', 'delivered', 'read'])
    .where(ofParts(workspaceId, partIds))
    .execute();
  return rows.map(toMessage);
}

/** Texts of a reply's part, or of the comment that shows a panel text, with those that were sent again for them. */
function ofParts(workspaceId: string, partIds: readonly string[]) {
  const ids = [...partIds];
  return sql<boolean>`messages.id IN (
    WITH RECURSIVE said AS (
      SELECT m.id FROM messages m WHERE m.workspace_id = ${workspaceId} AND (m.reply_part_id = ANY(${ids}::text[])
        OR m.send_id IN (SELECT s.id FROM sends s WHERE s.workspace_id = ${workspaceId} AND s.part_id = ANY(${ids}::text[])))
      UNION
      SELECT m.id FROM messages m JOIN said ON m.retry_of = said.id WHERE m.workspace_id = ${workspaceId})
    SELECT id FROM said)`;
}

/** The text parts of one reply or panel text, in order. */
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

/**
 * Our texts whose attempt began in that time and has no known outcome: to one customer, or to all (`address` null), which
 * takes long.
 */
export async function listInFlight(
  db: Db,
  workspaceId: string,
  within: { address: string | null; from: Date; until: Date },
): Promise<{ id: string; address: string; sender: string; body: string; attemptedAt: Date }[]> {
  const { address, from, until } = within;
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'address', 'wrote_as', 'sender', 'body', 'part_no', 'part_of', 'attempted_at'])
    .where('workspace_id', '=', workspaceId)
    .where('direction', '=', 'out')
    .where('twilio_sid', 'is', null)
    .where('attempted_at', '>=', from)
    .where('attempted_at', '<=', until)
    .$if(address !== null, (query) =>
      query.where('thread_id', 'in', (threads) =>
        threads
          .selectFrom('threads')
          .select('id')
          .where('workspace_id', '=', workspaceId)
          .where('address', '=', address ?? ''),
      ),
    )
    .orderBy('attempted_at')
    .execute();
  return rows.map(({ id, sender, body, ...row }) => ({
    id,
    address: row.wrote_as ?? row.address,
    sender,
    body: wordsSent({ body, partNo: row.part_no, partOf: row.part_of }),
    attemptedAt: row.attempted_at ?? from,
  }));
}

/** The Twilio ids among these that our texts have already, with our ids. */
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

/** The states of the texts among these that we know, by their ids at Twilio. */
export async function statesOfSids(db: Db, workspaceId: string, sids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ twilio_sid: string; state: string }>`
    SELECT twilio_sid, state FROM messages
    WHERE workspace_id = ${workspaceId} AND twilio_sid = ANY(${[...sids]})`.execute(db);
  return new Map(rows.map((row) => [row.twilio_sid, row.state]));
}

/** The parts among these that are texts of ours already. */
export function knownParts(db: Db, workspaceId: string, partIds: readonly string[]): Promise<Set<string>> {
  return among(db, workspaceId, 'part_id', partIds);
}

/** The texts among these that were sent again. */
export function retriedMessages(db: Db, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  return among(db, workspaceId, 'retry_of', ids);
}

/** The values among these that some text has in that column. */
async function among(
  db: Db,
  workspaceId: string,
  column: 'part_id' | 'retry_of',
  values: readonly string[],
): Promise<Set<string>> {
  if (values.length === 0) return new Set();
  const rows = await db
    .selectFrom('messages')
    .select(`${column} as value`)
    .where('workspace_id', '=', workspaceId)
    .where(column, 'in', [...values])
    .execute();
  return new Set(rows.flatMap(({ value }) => value ?? []));
}

export function toMessage(row: Selectable<MessageTable>): Message {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    direction: row.direction === 'in' ? 'in' : 'out',
    threadId: row.thread_id,
    address: row.address,
    wroteAs: row.wrote_as,
    sender: row.sender,
    body: row.body,
    media: (row.media ?? []) as Media[],
    keyword: row.keyword as Wish | null,
    state: row.state as MessageState,
    stateAt: row.state_at,
    errorCode: row.error_code,
    sid: row.twilio_sid,
    conversationId: row.conversation_id,
    partId: row.part_id,
    replyPartId: row.reply_part_id,
    partNo: row.part_no,
    partOf: row.part_of,
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
