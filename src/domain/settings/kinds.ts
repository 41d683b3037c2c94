// The kinds of values that a setting can have: the limits of each, and a value as one line of text.
import { IANAZone } from 'luxon';
import { namesStop } from '../consent/keywords.ts';
import type { SubscriptionType } from '../consent/subscription.ts';
import { isCountry } from '../numbers/phone-number.ts';
import type { PriceTable } from '../texts/prices.ts';
import { type OwnDaysOff, readDaysOff } from '../times/days-off.ts';
import { type DayHours, readDayHours } from '../times/office-hours.ts';
import { todaysName } from '../times/zones.ts';
import { isVisible } from '../well-formed.ts';
import type { ChoicesProblem } from './choices.ts';
import type { TemplatesProblem } from './templates.ts';

/** The field that asks for a value. Prices and switches have their own forms. */
export type Field =
  | { is: 'time' | 'hours' }
  | { is: 'area' }
  | { is: 'text' | 'country' | 'time zone' | 'teammate' | 'subscription' | 'tick' }
  | { is: 'number'; unit: 'day' | 'hour' | 'SMS' }
  | { is: 'options'; values: readonly string[] }
  | { is: 'prices' | 'switch' };

export interface Kind<Value> {
  field: Field;
  /** The value as one line, which a field and a form's facts hold. */
  write(value: Value): string;
  /** The way one field asks for it; null for values that need several fields, or none. */
  typed: Typed<Value> | null;
}

export interface Typed<Value> {
  /** Undefined where the kind has no such value. */
  read(typed: string): Value | undefined;
  /** The problem of a value that the kind does not have. */
  problem: ChoicesProblem | Extract<TemplatesProblem, { kind: 'text-form' }>;
  /** An empty field leaves the setting as it is. */
  mayBeLeft?: boolean;
}

const asItIs = (value: string) => value;

/** A whole number of days or hours within limits. */
export function wholeNumber(unit: 'day' | 'hour', least: number, most: number): Kind<number> {
  return {
    field: { is: 'number', unit },
    write: String,
    typed: {
      read: (typed) => {
        const number = /^\d{1,4}$/.test(typed) ? Number(typed) : Number.NaN;
        return number >= least && number <= most ? number : undefined;
      },
      problem: { kind: 'whole-number', unit, least, most },
    },
  };
}

/** One of two values or more. */
export function oneOf<Value extends string>(...values: readonly Value[]): Kind<Value> {
  return {
    field: { is: 'options', values },
    write: asItIs,
    typed: {
      read: (typed) => values.find((value) => value === typed),
      problem: { kind: 'one-of', values },
      mayBeLeft: true,
    },
  };
}

const onOrEmpty = (value: boolean) => (value ? 'on' : '');

/** A box to tick. A browser sends nothing for a box without a tick. */
export const yesOrNo: Kind<boolean> = {
  field: { is: 'tick' },
  write: onOrEmpty,
  typed: { read: (typed) => typed !== '', problem: { kind: 'tick-form' } },
};

/** Two buttons, one for each state: admins need not know the present state to press one. */
export const switched: Kind<boolean> = { field: { is: 'switch' }, write: onOrEmpty, typed: null };

export function shortText(most: number): Kind<string> {
  return {
    field: { is: 'text' },
    write: asItIs,
    typed: {
      read: (typed) => (!isVisible(typed) || typed.length > most ? undefined : typed),
      problem: { kind: 'name-form', most },
    },
  };
}

/** Empty for none. */
export function shortTextOrNone(most: number): Kind<string> {
  const { typed, ...kind } = shortText(most);
  return { ...kind, typed: typed && { ...typed, read: (words) => (words === '' ? '' : typed.read(words)) } };
}

/** ISO 3166-1 alpha-2, or null. */
export const countryOrNone: Kind<string | null> = {
  field: { is: 'country' },
  write: (value) => value ?? '',
  typed: {
    read: (typed) => {
      const country = typed.toUpperCase();
      return country === '' ? null : isCountry(country) ? country : undefined;
    },
    problem: { kind: 'country-form' },
  },
};

/** An IANA name, the one of today where the zone has older ones too. Some libraries also take an offset or `local` for a zone; the one that writes our dates does not. */
export const timeZone: Kind<string> = {
  field: { is: 'time zone' },
  write: asItIs,
  typed: {
    read: (typed) =>
      /^[A-Za-z][\w+/-]{1,58}$/.test(typed) && IANAZone.isValidZone(typed) ? todaysName(typed) : undefined,
    problem: { kind: 'zone-form' },
    mayBeLeft: true,
  },
};

/** Intercom's id of an admin. Only Intercom knows whether there is one of that id. */
export const teammate: Kind<string> = {
  field: { is: 'teammate' },
  write: asItIs,
  typed: {
    read: asItIs,
    problem: { kind: 'no-such-teammate' },
    mayBeLeft: true,
  },
};

/** Only Intercom knows the types: a form names one by its id, and the rest is read there. */
export const subscriptionOrNone: Kind<SubscriptionType | null> = {
  field: { is: 'subscription' },
  write: (type) => type?.id ?? '',
  typed: {
    read: (typed) => (typed === '' ? null : { id: typed, name: typed, isOptIn: false }),
    problem: { kind: 'no-such-subscription' },
  },
};

/** A time on the clock of 24 hours, as `08:00`. */
export const timeOfDay: Kind<string> = {
  field: { is: 'time' },
  write: asItIs,
  typed: {
    read: (typed) => /^(?:[01]?\d|2[0-3]):[0-5]\d$/.exec(typed)?.[0].padStart(5, '0'),
    problem: { kind: 'time-form' },
  },
};

/** The words of a text; empty for none. */
export function textWords(most: number): Kind<string> {
  return {
    field: { is: 'area' },
    write: asItIs,
    typed: {
      read: (typed) => {
        const words = typed.replaceAll('\r\n', '\n').trim();
        return words.length > most || (words !== '' && !isVisible(words)) ? undefined : words;
      },
      problem: { kind: 'text-form', most },
    },
  };
}

/** A line that names a word by which texts stop. */
export const optOutLine: Kind<string> = {
  field: { is: 'text' },
  write: asItIs,
  typed: {
    read: (typed) => (typed.length <= 100 && isVisible(typed) && namesStop(typed) ? typed : undefined),
    problem: { kind: 'opt-out-form' },
  },
};

/** The hours of a day in which somebody answers, as `readDayHours` reads them. */
export const dayHours: Kind<DayHours> = {
  field: { is: 'hours' },
  write: asItIs,
  typed: { read: readDayHours, problem: { kind: 'hours-form' } },
};

/** Days that a workspace has off, as `readDaysOff` reads them. */
export const daysOff: Kind<OwnDaysOff> = {
  field: { is: 'text' },
  write: asItIs,
  typed: { read: readDaysOff, problem: { kind: 'days-off-form' } },
};

export const prices: Kind<PriceTable | null> = {
  field: { is: 'prices' },
  write: (table) => {
    if (table === null) return '';
    const amounts = Object.entries(table.perSegment).map(([country, amount]) => `${country} ${amount}`);
    return `${amounts.join(', ')} (${table.currency})`;
  },
  typed: null,
};
