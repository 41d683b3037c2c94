// Reads a number that somebody types to text it: the number, or the reason why no text can reach it.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { toE164 } from './phone-number.ts';

/** Kinds of numbers that cannot receive texts. */
export type DeafNumber =
  | 'landline'
  | 'pager'
  | 'premium-rate'
  | 'shared-cost'
  | 'toll-free'
  | 'company-number'
  | 'voicemail';

/** Told by words/typed-input.ts. */
export type NumberProblem = { kind: 'nothing-typed' | 'no-number' } | { kind: 'deaf'; type: DeafNumber };

const deafTypes: Readonly<Record<string, DeafNumber>> = {
  FIXED_LINE: 'landline',
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium-rate',
  SHARED_COST: 'shared-cost',
  PAGER: 'pager',
  UAN: 'company-number',
  VOICEMAIL: 'voicemail',
};

/** Numbers that cost more than they look, which an admin may let be texted. */
const costly: readonly DeafNumber[] = ['premium-rate', 'shared-cost'];

/**
 * `country` (ISO 3166-1 alpha-2): the country of a number without a country code. `spared`: the beginnings of costly numbers that
 * may be texted.
 */
export function readTypedNumber(
  typed: string,
  country: string | null,
  spared: readonly string[] = [],
): { address: string } | { problem: NumberProblem } {
  if (typed.trim() === '') return { problem: { kind: 'nothing-typed' } };
  const address = toE164(typed, country ?? undefined);
  if (address === null) return { problem: { kind: 'no-number' } };
  const type = deafTypes[parsePhoneNumberFromString(address)?.getType() ?? ''];
  const isSpared = type !== undefined && costly.includes(type) && spared.some((one) => address.startsWith(one));
  return type === undefined || isSpared ? { address } : { problem: { kind: 'deaf', type } };
}
