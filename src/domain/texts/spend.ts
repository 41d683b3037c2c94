// The limits of a day: how many SMS, and for how much money, a workspace texts to one country before an admin is asked.
import type { Price } from './message.ts';
import type { SpendHold } from './trace.ts';

export type LimitKind = Exclude<SpendHold, 'waits-behind'>;

/** Null: no ceiling. */
export interface Limit {
  segments: number | null;
  money: Price | null;
}

export interface LimitSettings {
  dailyTexts: number | null;
  dailyMoney: Price | null;
  /** Limits of single countries (ISO 3166-1 alpha-2), in place of those above. */
  countryLimits: Readonly<Record<string, Limit>>;
}

/** The cost of one text. `money` null: its price is not known, so that only its SMS count. */
export interface Cost {
  segments: number;
  money: Price | null;
}

/** The texts of one of the workspace's days to one country, as they are counted. */
export interface SpendDay {
  segments: number;
  /** A decimal in `currency`; null where no text with a price was counted. */
  money: string;
  currency: string | null;
  /** So many times an admin has let the day go on for as much again. */
  raised: number;
  /** An admin has ended the limit for this day. */
  isLifted: boolean;
  /** A text was held then: what follows waits, too, until an admin says so. Null where none was. */
  heldSince: Date | null;
}

export const nothingSpent: SpendDay = {
  segments: 0,
  money: '0',
  currency: null,
  raised: 0,
  isLifted: false,
  heldSince: null,
};

/** The country of texts whose number belongs to none: a code that ISO 3166 leaves to its users. */
export const NO_COUNTRY = 'ZZ';

export function limitFor({ dailyTexts, dailyMoney, countryLimits }: LimitSettings, country: string): Limit {
  const own = Object.hasOwn(countryLimits, country) ? countryLimits[country] : undefined;
  return own ?? { segments: dailyTexts, money: dailyMoney };
}

/** Some country has a limit. */
export function hasLimits({ dailyTexts, dailyMoney, countryLimits }: LimitSettings): boolean {
  return dailyTexts !== null || dailyMoney !== null || Object.values(countryLimits).some(isLimited);
}

export function isLimited({ segments, money }: Limit): boolean {
  return segments !== null || money !== null;
}

/** The limit as it stands today, raised or lifted. */
export function ceilingOf(limit: Limit, { raised, isLifted }: Pick<SpendDay, 'raised' | 'isLifted'>): Limit {
  if (isLifted) return { segments: null, money: null };
  const times = 1 + raised;
  return {
    segments: limit.segments === null ? null : limit.segments * times,
    money: limit.money === null ? null : { ...limit.money, amount: String(Number(limit.money.amount) * times) },
  };
}

/** The money of the day in this currency. Money in another one is not converted: it does not count. */
export function moneySpent({ money, currency }: Pick<SpendDay, 'money' | 'currency'>, wanted: string): number {
  return currency === wanted ? Number(money) : 0;
}

/** The ceiling that the text does not fit under; null where it may go. A price that is not known, or is in another currency, counts nothing. */
export function reachedBy(cost: Cost, day: SpendDay, limit: Limit): LimitKind | null {
  const { segments, money } = ceilingOf(limit, day);
  if (segments !== null && day.segments + cost.segments > segments) return 'texts';
  if (money === null || cost.money?.currency !== money.currency) return null;
  const spent = moneySpent(day, money.currency) + Number(cost.money.amount);
  // Sums of decimals end in tiny fractions.
  return spent > Number(money.amount) + 1e-9 ? 'money' : null;
}

/** One more SMS fits under it, whatever it costs. `ceiling`: as it stands today. */
export function hasRoomUnder(day: SpendDay, { segments, money }: Limit): boolean {
  const hasTexts = segments === null || day.segments < segments;
  return hasTexts && (money === null || moneySpent(day, money.currency) < Number(money.amount));
}

/** Once a text is held, those after it are held too, however small: they keep their order, and nobody passes by. */
export function spendHold(
  cost: Cost,
  { day, limit, isBehind }: { day: SpendDay; limit: Limit; isBehind: boolean },
): SpendHold | null {
  if (isBehind) return 'waits-behind';
  if (!isLimited(limit) || day.isLifted) return null;
  return reachedBy(cost, day, limit) ?? (day.heldSince === null ? null : 'waits-behind');
}

/** The limit of today goes up by as much again, or away for today; or only the texts that have room under it go. */
export type ReleaseHow = 'raise' | 'lift' | 'keep';
