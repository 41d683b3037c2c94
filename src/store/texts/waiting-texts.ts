// Texts that left their thread's line until quiet hours end.
import { sql } from 'kysely';
import type { Message } from '../../domain/texts/message.ts';
import type { KnownPrices } from '../../domain/texts/prices.ts';
import { NO_COUNTRY, type SpendDay } from '../../domain/texts/spend.ts';
import type { Step } from '../../domain/texts/trace.ts';
import type { ContactZones } from '../../domain/times/customer-zone.ts';
import type { Db, Trx } from '../database/database.ts';
import { type CountryPricesJson, knownFromJson } from '../workspaces/country-prices.ts';
import { waitsBefore } from './held-texts.ts';
import { toMessage } from './message-row.ts';
import { withStep } from './messages.ts';
import { type SpendDayJson, toSpendDay } from './spend-days.ts';

/** A text to be handed over, with what tells whether quiet hours hold it. */
export interface Delivery {
  message: Message;
  lastInboundAt: Date | null;
  /** The zones that the contact of the thread names; null where there is none. */
  zones: ContactZones | null;
  /** The texts to its country on the workspace's day. */
  day: SpendDay;
  /** Twilio's prices there; undefined where none are stored. */
  prices: KnownPrices | undefined;
  /** Texts before it in its thread that an admin has yet to release, or that were released a moment ago and have not gone. */
  before: 'held' | 'released' | null;
}

/** `limitedOn`: the workspace's day (as `2026-01-08`) where it has limits; null where it has none. */
export async function findDelivery(
  db: Db,
  { workspaceId, id, accountSid }: { workspaceId: string; id: string; accountSid: string | null },
  { limitedOn, now }: { limitedOn: string | null; now: Date },
): Promise<Delivery | undefined> {
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
    .select([
      (limitedOn === null ? sql<null>`NULL` : spentOn(limitedOn)).as('spent'),
      sql<CountryPricesJson | null>`(SELECT row_to_json(p) FROM country_prices p
        WHERE p.workspace_id = messages.workspace_id AND p.country = messages.to_country)`.as('known_prices'),
      sql<'held' | 'released' | null>`COALESCE((SELECT CASE WHEN bool_or(m.state = 'held') THEN 'held'
        WHEN bool_or(m.state = 'pending' AND m.waits_until <= ${now}) THEN 'released' END ${waitsBefore('messages')}),
        ${openedBefore(now)})`.as('before'),
    ])
    .where('messages.workspace_id', '=', workspaceId)
    .where('messages.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { last_inbound_at: lastInboundAt, zones, spent, known_prices: prices, before, ...message } = row;
  return {
    ...{ message: toMessage(message), lastInboundAt, zones, before },
    day: toSpendDay(spent),
    prices: prices === null ? undefined : knownFromJson(prices, accountSid),
  };
}

/**
 * For a text that waited, as those before it did: the job that took it out of its line, and that a dead process left behind,
 * would have it go before them.
 */
function openedBefore(now: Date) {
  return sql<'released' | null>`CASE WHEN messages.waits_until IS NOT NULL AND EXISTS (
    SELECT FROM messages o WHERE o.workspace_id = messages.workspace_id AND o.thread_id = messages.thread_id
      AND o.id < messages.id AND o.state = 'pending' AND o.waits_until <= ${now}) THEN 'released' END`;
}

/** The day of the country that a message goes to. */
function spentOn(day: string) {
  return sql<SpendDayJson | null>`(SELECT row_to_json(d) FROM spend_days d WHERE d.workspace_id = messages.workspace_id
    AND d.country = COALESCE(messages.to_country, ${NO_COUNTRY}) AND d.day = ${day})`;
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
