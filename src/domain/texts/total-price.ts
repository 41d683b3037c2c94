// The price of a text, of the prices of its SMS.
import type { Message, Price } from './message.ts';

/** `isWhole`: the price of every SMS is known. */
export type TotalPrice = Price & { isWhole: boolean };

/** Decimals are added as whole numbers of their smallest digit. */
export function totalPrice(parts: readonly Pick<Message, 'price'>[]): TotalPrice | null {
  const prices = parts.flatMap((part) => part.price ?? []);
  const [first] = prices;
  if (!first || prices.some(({ currency }) => currency !== first.currency)) return null;
  const digits = Math.max(2, ...prices.map(({ amount }) => amount.split('.')[1]?.length ?? 0));
  const total = prices.reduce((whole, { amount }) => whole + Math.round(Number(amount) * 10 ** digits), 0);
  const amount = (total / 10 ** digits).toFixed(digits);
  return { amount, currency: first.currency, isWhole: prices.length === parts.length };
}
