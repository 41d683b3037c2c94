// Limits of the day in words, for agents and admins alike.
import { type Limit, moneySpent, type SpendDay } from '../domain/texts/spend.ts';
import { countryInSentence } from './countries.ts';
import { money } from './money.ts';

/** The title of their page, which notes lead to. */
export const limitsTitle = 'Limits';

/** The cause for which a text waits. */
export function limitReached(country: string): string {
  return `The daily limit for texts to ${countryInSentence(country)} was reached.`;
}

/** `100 SMS and $20.00`; empty where there is none. */
export function limitInWords({ segments, money: most }: Limit): string {
  const texts = segments === null ? [] : [`${segments.toLocaleString('en-US')} SMS`];
  return [...texts, ...(most === null ? [] : [money(most.amount, most.currency)])].join(' and ');
}

/** `12 of 100 SMS, $0.10 of $20.00`; without the limit that there is not. */
export function spentInWords(
  day: Pick<SpendDay, 'segments' | 'money' | 'currency'>,
  { segments, money: most }: Limit,
): string {
  const number = day.segments.toLocaleString('en-US');
  const texts = segments === null ? `${number} SMS` : `${number} of ${segments.toLocaleString('en-US')} SMS`;
  if (most !== null) {
    const spent = money(moneySpent(day, most.currency).toFixed(2), most.currency);
    return `${texts}, ${spent} of ${money(most.amount, most.currency)}`;
  }
  return day.currency === null || Number(day.money) === 0
    ? texts
    : `${texts}, about ${money(Number(day.money).toFixed(2), day.currency)}`;
}
