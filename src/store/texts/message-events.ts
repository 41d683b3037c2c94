// The events of each text's delivery.
import type { DeliveryState } from '../../domain/texts/delivery.ts';
import type { Db, Trx } from '../database/database.ts';

/** How an event became known. */
export type EventSource = 'answer' | 'callback' | 'lookup' | 'gate' | 'agent';

type HeardState = DeliveryState | 'refused' | 'held';

export async function insertMessageEvent(
  trx: Trx,
  event: {
    workspaceId: string;
    messageId: string;
    id: string;
    state: HeardState;
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

/** True if we found the text's id at Twilio in a list there. */
export async function wasLookedUp(db: Db, message: { workspaceId: string; id: string }): Promise<boolean> {
  const row = await db
    .selectFrom('message_events')
    .select('id')
    .where('workspace_id', '=', message.workspaceId)
    .where('message_id', '=', message.id)
    .where('source', '=', 'lookup')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface MessageEvent {
  messageId: string;
  state: HeardState;
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
