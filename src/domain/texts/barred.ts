// Numbers that a workspace does not text: countries that no admin allowed, and ranges in which fraud lives.
import { countriesOf, destinationOf } from '../numbers/destination.ts';
import { parseAddress } from '../numbers/phone-number.ts';

/** `country-closed`: it may still answer a customer there who wrote first. */
export type Barred = 'country-closed' | 'costly-number';

export interface Allowing {
  senders: readonly string[];
  /** A country in which somebody had numbers without a country code read is theirs, too. */
  senderDetails: readonly { defaultCountry: string | null }[];
  settings: {
    defaultCountry: string | null;
    /** Besides the countries of our own numbers (ISO 3166-1 alpha-2). */
    allowedCountries: readonly string[];
    /** The beginnings of numbers in costly ranges that may be texted all the same, such as `+8816`. */
    costlyNumbers: readonly string[];
  };
  /** It has yet to learn from its texts which countries it texts, so that none is closed. */
  learnsCountries: boolean;
}

export function barredAs(address: string, workspace: Allowing): Barred | null {
  const { settings, learnsCountries } = workspace;
  const { country, range } = destinationOf(address);
  const phone = parseAddress(address).phone ?? '';
  const isSpared = settings.costlyNumbers.some((beginning) => phone.startsWith(beginning));
  if (range !== null && !isSpared) return 'costly-number';
  // A satellite network belongs to no country: whoever spares its range allows it.
  if (country === null || isSpared || learnsCountries) return null;
  const isAllowed = settings.allowedCountries.includes(country) || isOurCountry(country, workspace);
  return isAllowed ? null : 'country-closed';
}

/** We have a number there, or read numbers as those of that country. */
export function isOurCountry(country: string, workspace: OurCountries): boolean {
  const { senders, senderDetails, settings } = workspace;
  if (countriesOf(senders).has(country) || settings.defaultCountry === country) return true;
  return senderDetails.some(({ defaultCountry }) => defaultCountry === country);
}

type OurCountries = Pick<Allowing, 'senders' | 'senderDetails'> & {
  settings: Pick<Allowing['settings'], 'defaultCountry'>;
};
