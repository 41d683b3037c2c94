// Twilio's prices by country, as a workspace's account has them, for the panel and the settings, which ask no vendor.
import { sql } from 'kysely';
import type { CountryPrices, KnownPrices, PriceOutcome } from '../../domain/texts/prices.ts';
import type { Db } from '../database/database.ts';

/** Prices of another account than `accountSid` are as good as unread. */
export async function findPrices(
  db: Db,
  workspaceId: string,
  { country, accountSid }: { country: string; accountSid: string | null },
): Promise<WantedPrices | undefined> {
  const row = await db
    .selectFrom('country_prices')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('country', '=', country)
    .executeTakeFirst();
  return row && toKnown(row, accountSid);
}

/** In the order of their codes. */
export async function listPrices(db: Db, workspaceId: string, accountSid: string | null): Promise<WantedPrices[]> {
  const rows = await db
    .selectFrom('country_prices')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('country')
    .execute();
  return rows.map((row) => toKnown(row, accountSid));
}

export interface WantedPrices extends KnownPrices {
  /** When somebody last had a use for them. */
  wantedAt: Date;
}

interface Row {
  country: string;
  account_sid: string | null;
  outcome: string | null;
  prices: CountryPrices | null;
  read_at: Date | null;
  asked_at: Date;
  wanted_at: Date;
}

/** A row as JSON has it. */
export type CountryPricesJson = Omit<Row, 'read_at' | 'asked_at' | 'wanted_at'> &
  Record<'asked_at' | 'wanted_at', string> & { read_at: string | null };

export function knownFromJson(row: CountryPricesJson, accountSid: string | null): KnownPrices {
  const { read_at: readAt, asked_at: askedAt, wanted_at: wantedAt } = row;
  const dates = { read_at: readAt === null ? null : new Date(readAt), asked_at: new Date(askedAt) };
  return toKnown({ ...row, ...dates, wanted_at: new Date(wantedAt) }, accountSid);
}

function toKnown(row: Row, accountSid: string | null): WantedPrices {
  const isOurs = row.account_sid === accountSid;
  return {
    country: row.country,
    outcome: isOurs ? (row.outcome as PriceOutcome | null) : null,
    prices: isOurs ? row.prices : null,
    readAt: isOurs ? row.read_at : null,
    askedAt: row.asked_at,
    wantedAt: row.wanted_at,
  };
}

/** Countries whose prices are needed; those that are known already count as needed again. `isAsked`: a question is under way. */
export async function wantPrices(
  db: Db,
  workspaceId: string,
  countries: readonly string[],
  { at, isAsked }: { at: Date; isAsked: boolean },
): Promise<void> {
  if (countries.length === 0) return;
  await db
    .insertInto('country_prices')
    .values(
      countries.map((country) => ({
        workspace_id: workspaceId,
        country,
        account_sid: null,
        outcome: null,
        prices: null,
        read_at: null,
        asked_at: at,
        wanted_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'country'])
        .doUpdateSet({ wanted_at: at, ...(isAsked ? { asked_at: at } : {}) }),
    )
    .execute();
}

/** Earlier prices of the same account stay where there are no new ones. */
export async function savePrices(
  db: Db,
  workspaceId: string,
  answer: { country: string; accountSid: string; outcome: PriceOutcome; prices: CountryPrices | null },
  at: Date,
): Promise<void> {
  const { country, accountSid, outcome, prices } = answer;
  const isKept = outcome === 'away' || outcome === 'hidden';
  const values = prices === null ? { prices: null, read_at: null } : { prices: JSON.stringify(prices), read_at: at };
  const kept = (column: 'prices' | 'read_at') =>
    sql`CASE WHEN account_sid IS NOT DISTINCT FROM ${accountSid} THEN ${sql.ref(column)} END`;
  await db
    .updateTable('country_prices')
    .set({ account_sid: accountSid, outcome, asked_at: at })
    .set(isKept ? { prices: kept('prices') as never, read_at: kept('read_at') as never } : values)
    .where('workspace_id', '=', workspaceId)
    .where('country', '=', country)
    .execute();
}
