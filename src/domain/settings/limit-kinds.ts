// The kinds of the settings about limits: money, lists of countries, limits by country and beginnings of numbers.
import { isCountry } from '../numbers/phone-number.ts';
import type { Price } from '../texts/message.ts';
import type { Limit } from '../texts/spend.ts';
import type { Kind } from './kinds.ts';

/** The most that a limit can be, so that it stays a number of the database. */
const MOST_TEXTS = 1_000_000;
const MOST_ENTRIES = 250;

const wholeNumberOf = (typed: string, least: number) => {
  const number = /^\d{1,7}$/.test(typed) ? Number(typed) : Number.NaN;
  return number >= least && number <= MOST_TEXTS ? number : undefined;
};

/** A number of SMS, or none for no limit. */
export function smsOrNone(least: number): Kind<number | null> {
  return {
    field: { is: 'number', unit: 'SMS' },
    write: (value) => (value === null ? '' : String(value)),
    typed: {
      read: (typed) => (typed === '' ? null : wholeNumberOf(typed, least)),
      problem: { kind: 'sms-number', least, most: MOST_TEXTS },
    },
  };
}

/** `20 USD`, `USD 20`; null for anything else. */
export function readMoney(typed: string): Price | null {
  const [, before = '', amount = '', after = ''] =
    /^([a-z]{3})?\s*(\d{1,7}(?:\.\d{1,4})?)\s*([a-z]{3})?$/i.exec(typed.trim()) ?? [];
  const currency = (before || after).toUpperCase();
  return amount === '' || currency === '' || (before !== '' && after !== '') ? null : { amount, currency };
}

export function writeMoney(money: Price | null): string {
  return money === null ? '' : `${money.amount} ${money.currency}`;
}

export const moneyOrNone: Kind<Price | null> = {
  field: { is: 'text' },
  write: writeMoney,
  typed: {
    read: (typed) => (typed === '' ? null : (readMoney(typed) ?? undefined)),
    problem: { kind: 'money-form' },
  },
};

const entriesOf = (typed: string) =>
  typed
    .split(/[,;\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

function listOrNone<Value>(typed: string, read: (entry: string) => Value | undefined): Value[] | undefined {
  const entries = entriesOf(typed);
  if (entries.length > MOST_ENTRIES) return undefined;
  const values = entries.map(read).filter((value) => value !== undefined);
  return values.length === entries.length ? values : undefined;
}

const readCountry = (entry: string) => (isCountry(entry.toUpperCase()) ? entry.toUpperCase() : undefined);

/** Each once, in the order of their codes. */
export const countryList: Kind<readonly string[]> = {
  field: { is: 'text' },
  write: (countries) => countries.join(', '),
  typed: {
    read(typed) {
      const countries = listOrNone(typed, readCountry);
      return countries && [...new Set(countries)].toSorted();
    },
    problem: { kind: 'countries-form' },
  },
};

/** The beginnings of numbers, such as `+8816`. */
export const beginnings: Kind<readonly string[]> = {
  field: { is: 'text' },
  write: (list) => list.join(', '),
  typed: {
    read(typed) {
      const list = listOrNone(typed, (entry) =>
        /^\+[1-9][\d\s]{1,18}$/.test(entry) ? entry.replace(/\s/g, '') : undefined,
      );
      return list && [...new Set(list)].toSorted();
    },
    problem: { kind: 'beginnings-form' },
  },
};

/** `GB 500 SMS 20 USD`; a country with neither has no limit. */
export const countryLimits: Kind<Readonly<Record<string, Limit>>> = {
  field: { is: 'text' },
  write: (limits) =>
    Object.entries(limits)
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([country, { segments, money }]) =>
        [country, ...(segments === null ? [] : [`${segments} SMS`]), writeMoney(money)].join(' ').trim(),
      )
      .join(', '),
  typed: {
    read(typed) {
      const limits = listOrNone(typed, readCountryLimit);
      return limits && new Set(limits.map(([country]) => country)).size === limits.length
        ? Object.fromEntries(limits)
        : undefined;
    },
    problem: { kind: 'country-limits-form' },
  },
};

function readCountryLimit(entry: string): [string, Limit] | undefined {
  const [, code = '', texts = '', money = ''] = /^([a-z]{2})(?:\s+(\d{1,7})\s*SMS)?(?:\s+(.+))?$/i.exec(entry) ?? [];
  const country = readCountry(code);
  const segments = texts === '' ? null : wholeNumberOf(texts, 0);
  const amount = money === '' ? null : readMoney(money);
  if (country === undefined || segments === undefined || (money !== '' && amount === null)) return undefined;
  return [country, { segments, money: amount }];
}
