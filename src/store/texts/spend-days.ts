// Counts the texts of each of a workspace's days by country: a small row each, changed in the statement that begins a hand-over.
import { type Selectable, sql } from 'kysely';
import type { Price } from '../../domain/texts/message.ts';
import { type Cost, type Limit, nothingSpent, reachedBy, type SpendDay } from '../../domain/texts/spend.ts';
import type { Step } from '../../domain/texts/trace.ts';
import type { Db, Trx } from '../database/database.ts';
import type { SpendDayTable } from '../database/tables/texts.ts';
import { withStep } from './messages.ts';

/** One day of a workspace to one country. */
export interface DayOf {
  workspaceId: string;
  country: string;
  /** On the workspace's clocks, as `2026-01-08`. */
  day: string;
}

export type SpendDayRow = Pick<
  Selectable<SpendDayTable>,
  'segments' | 'money' | 'currency' | 'raised' | 'is_lifted' | 'held_since'
>;

/** A row, also as JSON has it; undefined or null where nothing was counted yet. */
export function toSpendDay(row: SpendDayJson | SpendDayRow | null | undefined): SpendDay {
  if (!row) return nothingSpent;
  const { segments, money, currency, raised, is_lifted: isLifted, held_since: heldSince } = row;
  return {
    ...{ segments, money: String(money), currency, raised, isLifted },
    heldSince: heldSince === null ? null : new Date(heldSince),
  };
}

export type SpendDayJson = Omit<SpendDayRow, 'held_since' | 'money'> & {
  money: string | number;
  held_since: string | null;
};

export async function findSpendDay(db: Db, { workspaceId, country, day }: DayOf): Promise<SpendDay> {
  const row = await db
    .selectFrom('spend_days')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('country', '=', country)
    .where('day', '=', day)
    .executeTakeFirst();
  return toSpendDay(row);
}

/** One for each country, in the order of their codes. */
export async function listSpendDays(
  db: Db,
  { workspaceId, day }: Omit<DayOf, 'country'>,
): Promise<(SpendDay & { country: string })[]> {
  const rows = await db
    .selectFrom('spend_days')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('day', '=', day)
    .orderBy('country')
    .execute();
  return rows.map((row) => ({ country: row.country, ...toSpendDay(row) }));
}

/** Locks the day until the transaction ends, so that whoever decides about it decides alone. */
export async function lockSpendDay(trx: Trx, of: DayOf, at: Date): Promise<SpendDay> {
  const { workspaceId: workspace_id, country, day } = of;
  await trx
    .insertInto('spend_days')
    .values({ workspace_id, country, day, made_at: at })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'country', 'day']).doNothing())
    .execute();
  const row = await trx
    .selectFrom('spend_days')
    .selectAll()
    .where('workspace_id', '=', workspace_id)
    .where('country', '=', country)
    .where('day', '=', day)
    .forUpdate()
    .executeTakeFirst();
  return toSpendDay(row);
}

export async function updateSpendDay(
  trx: Trx,
  { workspaceId, country, day }: DayOf,
  changes: Partial<Pick<SpendDay, 'raised' | 'isLifted' | 'heldSince'>>,
): Promise<void> {
  const { raised, isLifted, heldSince } = changes;
  await trx
    .updateTable('spend_days')
    .set({
      ...(raised === undefined ? {} : { raised }),
      ...(isLifted === undefined ? {} : { is_lifted: isLifted }),
      ...(heldSince === undefined ? {} : { held_since: heldSince }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('country', '=', country)
    .where('day', '=', day)
    .execute();
}

export interface Counting extends DayOf {
  /** The text's. */
  id: string;
  cost: Cost;
  limit: Limit;
  /** It is counted, and goes whatever the limit is. */
  ignoresLimits: boolean;
}

/** `settled`: the text ended meanwhile, so that it may not go. `over-limit`: nothing was marked or counted. */
export type Begun = 'begun' | 'settled' | 'over-limit';

/**
 * Marks the attempt to hand a text over, and counts the text where it has a place under the limit of its day: both in one
 * statement, so that of two texts at once only one gets the last place, and the day's row is locked for no longer than that. A
 * text that was counted before keeps its place. `changed`: the evidence where it is no longer what the text was queued with.
 */
export async function beginCounted(
  db: Db,
  counting: Counting & { changed: { evidenceId: string | null; step: Step } | null },
  at: Date,
): Promise<Begun> {
  const { changed, workspaceId, id, country, day, cost, limit, ignoresLimits } = counting;
  const price: Price | null = cost.money;
  const counts = limit.money !== null && price?.currency === limit.money.currency;
  const mostMoney = counts ? (limit.money?.amount ?? null) : null;
  const mostTexts = limit.segments;
  const fitsAlone = ignoresLimits || reachedBy(cost, nothingSpent, limit) === null;
  const isFree = ignoresLimits || (limit.segments === null && limit.money === null);
  const evidence = changed ? sql`, evidence_id = ${changed.evidenceId}, trace = ${withStep(changed.step)}` : sql``;
  const { rows } = await sql<{ begun: boolean; is_open: boolean }>`
    WITH text AS (
      SELECT counted_on FROM messages
      WHERE workspace_id = ${workspaceId} AND id = ${id} AND state IN ('pending', 'given-up') FOR UPDATE
    ), counted AS (
      INSERT INTO spend_days AS d (workspace_id, country, day, segments, money, currency, made_at)
      SELECT ${workspaceId}, ${country}, ${day}, ${cost.segments}::integer, COALESCE(${price?.amount ?? null}::numeric, 0),
        ${price?.currency ?? null}::text, ${at}::timestamptz
      FROM text WHERE text.counted_on IS NULL AND (${fitsAlone}::boolean OR EXISTS (
        SELECT FROM spend_days WHERE workspace_id = ${workspaceId} AND country = ${country} AND day = ${day}))
      ON CONFLICT (workspace_id, country, day) DO UPDATE SET
        segments = d.segments + EXCLUDED.segments,
        money = CASE WHEN EXCLUDED.currency IS NULL OR d.currency = EXCLUDED.currency THEN d.money + EXCLUDED.money
          ELSE EXCLUDED.money END,
        currency = COALESCE(EXCLUDED.currency, d.currency)
      WHERE ${isFree}::boolean OR d.is_lifted OR (d.held_since IS NULL
        AND (${mostTexts}::integer IS NULL OR d.segments + EXCLUDED.segments <= ${mostTexts}::integer * (1 + d.raised))
        AND (${mostMoney}::numeric IS NULL OR EXCLUDED.money
          + CASE WHEN d.currency = EXCLUDED.currency THEN d.money ELSE 0 END <= ${mostMoney}::numeric * (1 + d.raised)))
      RETURNING day
    ), begun AS (
      UPDATE messages m SET attempted_at = ${at}, counted_on = COALESCE(m.counted_on, ${day})${evidence}
      FROM text WHERE m.workspace_id = ${workspaceId} AND m.id = ${id}
        AND (text.counted_on IS NOT NULL OR EXISTS (SELECT FROM counted))
      RETURNING m.id
    )
    SELECT EXISTS (SELECT FROM begun) AS begun, EXISTS (SELECT FROM text) AS is_open`.execute(db);
  const [row] = rows;
  if (row?.begun) return 'begun';
  return row?.is_open ? 'over-limit' : 'settled';
}
