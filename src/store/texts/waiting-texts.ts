// Texts that left their thread's line until quiet hours end.
import { sql } from 'kysely';
import type { Message } from '../../domain/texts/message.ts';
import type { Step } from '../../domain/texts/trace.ts';
import type { ContactZones } from '../../domain/times/customer-zone.ts';
import type { Db, Trx } from '../database/database.ts';
import { toMessage } from './message-row.ts';
import { withStep } from './messages.ts';

/** A text to be handed over, with what tells whether quiet hours hold it. */
export interface Delivery {
  message: Message;
  lastInboundAt: Date | null;
  /** The zones that the contact of the thread names; null where there is none. */
  zones: ContactZones | null;
}

export async function findDelivery(db: Db, workspaceId: string, id: string): Promise<Delivery | undefined> {
  const row = await db
    .selectFrom('messages')
    .leftJoin('threads', (join) =>
      join.onRef('threads.workspace_id', '=', 'messages.workspace_id').onRef('threads.id', '=', 'messages.thread_id'),
    )
    .leftJoin('contacts', (join) =>
      join
        .onRef('contacts.workspace_id', '=', 'threads.workspace_id')
        .onRef('contacts.contact_id', '=', 'threads.contact_id'),
    )
    .selectAll('messages')
    .select(['threads.last_inbound_at', 'contacts.zones'])
    .where('messages.workspace_id', '=', workspaceId)
    .where('messages.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { last_inbound_at: lastInboundAt, zones, ...message } = row;
  return { message: toMessage(message), lastInboundAt, zones };
}

/** Takes texts out of their line until then, unless they ended meanwhile. */
export async function letWait(
  trx: Trx,
  workspaceId: string,
  ids: readonly string[],
  { until, step }: { until: Date; step: Step },
): Promise<void> {
  await trx
    .updateTable('messages')
    .set({ waits_until: until, trace: withStep(step) })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'pending')
    .execute();
}

/** Marks texts that an agent sends at once. */
export async function endWait(trx: Trx, workspaceId: string, ids: readonly string[], at: Date): Promise<void> {
  await trx
    .updateTable('messages')
    .set({ waits_until: at, ignores_quiet_hours: true, trace: withStep({ kind: 'sent-now' }) })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'pending')
    .execute();
}

/** The texts of a thread whose wait is over and that are not gone, in their order. */
export async function listReleased(db: Db, workspaceId: string, threadId: string, now: Date): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('thread_id', '=', threadId)
    .where('state', '=', 'pending')
    .where(sql<boolean>`waits_until <= ${now}`)
    .orderBy('id')
    .execute();
  return rows.map(toMessage);
}
