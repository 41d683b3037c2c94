// Texts in both directions, one at a time.
import { sql } from 'kysely';
import type { Media, Message, MessageState, Price } from '../../domain/texts/message.ts';
import type { RefusedFor } from '../../domain/texts/refusal.ts';
import type { Step } from '../../domain/texts/trace.ts';
import type { Db, Trx } from '../database/database.ts';
import { toMessage } from './message-row.ts';

export async function findMessage(db: Db, workspaceId: string, id: string): Promise<Message | undefined> {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toMessage(row);
}

/** A customer's text, locked until the transaction ends. */
export async function lockReceived(trx: Trx, workspaceId: string, id: string): Promise<Message | undefined> {
  const row = await trx
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && toMessage(row);
}

/** A customer's text as its files leave it: their words are among its own, and the others are listed. */
export async function updateContent(
  db: Db,
  { workspaceId, id }: Pick<Message, 'workspaceId' | 'id'>,
  { body, media }: Pick<Message, 'body' | 'media'>,
): Promise<void> {
  await db
    .updateTable('messages')
    .set({ body, media: media.length > 0 ? JSON.stringify(media) : null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
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
    refusedFor?: RefusedFor;
    sid?: string;
    attemptedAt?: Date | null;
    partId?: string;
    body?: string;
    media?: readonly Media[];
    price?: Price;
    evidenceId?: string | null;
    step?: Step;
  },
): Promise<void> {
  await db
    .updateTable('messages')
    .set({
      ...(changes.state === undefined ? {} : { state: changes.state }),
      ...(changes.stateAt === undefined ? {} : { state_at: changes.stateAt }),
      ...(changes.errorCode === undefined ? {} : { error_code: changes.errorCode }),
      ...(changes.refusedFor === undefined ? {} : { refused_for: changes.refusedFor }),
      ...(changes.sid === undefined ? {} : { twilio_sid: changes.sid }),
      ...(changes.attemptedAt === undefined ? {} : { attempted_at: changes.attemptedAt }),
      ...(changes.partId === undefined ? {} : { part_id: changes.partId }),
      ...(changes.body === undefined ? {} : { body: changes.body }),
      ...(changes.media === undefined ? {} : { media: JSON.stringify(changes.media) }),
      ...(changes.price === undefined ? {} : { price: changes.price.amount, price_unit: changes.price.currency }),
      ...(changes.evidenceId === undefined ? {} : { evidence_id: changes.evidenceId }),
      ...(changes.step === undefined ? {} : { trace: withStep(changes.step) }),
    })
    .where('workspace_id', '=', message.workspaceId)
    .where('id', '=', message.id)
    .execute();
}

/** A text that waits and is asked about often keeps its first decisions. */
const MOST_STEPS = 24;

/** The trace with one more step. */
export function withStep(step: Step) {
  const trace = sql`COALESCE(trace, '[]')`;
  const longer = sql`${trace} || ${JSON.stringify(step)}::text::jsonb`;
  return sql<string>`CASE WHEN jsonb_array_length(${trace}) < ${MOST_STEPS} THEN ${longer} ELSE trace END`;
}
