// The kinds of values that a setting can have: the limits of each, how a value is typed, and how it reads.
import { IANAZone } from 'luxon';
import { isCountry } from '../numbers/phone-number.ts';
import type { PriceTable } from '../texts/text-check.ts';
import { isVisible } from '../well-formed.ts';
import type { ChoicesProblem } from './choices.ts';

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

/** The field that asks for a value. Prices and switches have forms of their own. */
export type Field =
  | { is: 'text' | 'time zone' | 'teammate' | 'tick' }
  | { is: 'country'; none: string }
  | { is: 'number'; unit: string }
  | { is: 'options'; options: readonly Option[] }
  | { is: 'prices' | 'switch' };

export interface Kind<Value> {
  field: Field;
  /** The value as somebody reads it. */
  words(value: Value): string;
  /** How one field asks for it; null where one field is not enough, or none is needed. */
  typed: Typed<Value> | null;
}

export interface Typed<Value> {
  write(value: Value): string;
  /** Undefined where the kind has no such value. */
  read(typed: string): Value | undefined;
  /** The problem of a value that the kind does not have. */
  problem: ChoicesProblem;
  /** An empty field leaves the setting as it is. */
  mayBeLeft?: boolean;
}

const asItIs = (value: string) => value;

export function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** A whole number of days or hours within limits. */
export function wholeNumber(unit: 'day' | 'hour', least: number, most: number): Kind<number> {
  return {
    field: { is: 'number', unit: `${unit}s` },
    words: (value) => counted(value, unit),
    typed: {
      write: String,
      read: (typed) => {
        const number = /^\d{1,4}$/.test(typed) ? Number(typed) : Number.NaN;
        return number >= least && number <= most ? number : undefined;
      },
      problem: { kind: 'whole-number', unit, least, most },
    },
  };
}

/** One of two values or more, each with a label. */
export function oneOf<Value extends string>(
  labels: Readonly<Record<Value, Pick<Option, 'label' | 'hint'>>>,
): Kind<Value> {
  const values = Object.keys(labels) as Value[];
  return {
    field: { is: 'options', options: values.map((value) => ({ value, ...labels[value] })) },
    words: (value) => lowerFirst(labels[value].label),
    typed: {
      write: asItIs,
      read: (typed) => values.find((value) => value === typed),
      problem: { kind: 'one-of', count: values.length },
      mayBeLeft: true,
    },
  };
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** A box to tick. A browser says nothing of a box without a tick. */
export function yesOrNo(yes: string, no: string): Kind<boolean> {
  return {
    field: { is: 'tick' },
    words: (value) => (value ? yes : no),
    typed: { write: (value) => (value ? 'on' : ''), read: (typed) => typed !== '', problem: { kind: 'tick-form' } },
  };
}

/** Two buttons, each of which says what it does: whoever presses one need not know how the switch stood. */
export function switched(on: string, off: string): Kind<boolean> {
  return { field: { is: 'switch' }, words: (value) => (value ? on : off), typed: null };
}

export function shortText(most: number): Kind<string> {
  return {
    field: { is: 'text' },
    words: asItIs,
    typed: {
      write: asItIs,
      read: (typed) => (!isVisible(typed) || typed.length > most ? undefined : typed),
      problem: { kind: 'name-form', most },
    },
  };
}

/** ISO 3166-1 alpha-2, or null, which `none` explains. */
export function countryOrNone(none: string): Kind<string | null> {
  return {
    field: { is: 'country', none },
    words: (value) => value ?? lowerFirst(none),
    typed: {
      write: (value) => value ?? '',
      read: (typed) => {
        const country = typed.toUpperCase();
        return country === '' ? null : isCountry(country) ? country : undefined;
      },
      problem: { kind: 'country-form' },
    },
  };
}

/** An IANA name. An offset or `local` is a zone for some libraries, and none for the one that writes our dates. */
export const timeZone: Kind<string> = {
  field: { is: 'time zone' },
  words: asItIs,
  typed: {
    write: asItIs,
    read: (typed) => (/^[A-Za-z][\w+/-]{1,58}$/.test(typed) && IANAZone.isValidZone(typed) ? typed : undefined),
    problem: { kind: 'zone-form' },
    mayBeLeft: true,
  },
};

/** Intercom's id of an admin. Only Intercom knows whether there is one of that id. */
export const teammate: Kind<string> = {
  field: { is: 'teammate' },
  words: asItIs,
  typed: {
    write: asItIs,
    read: asItIs,
    problem: { kind: 'no-such-teammate' },
    mayBeLeft: true,
  },
};

export const prices: Kind<PriceTable | null> = {
  field: { is: 'prices' },
  words: (table) => {
    if (table === null) return 'none';
    const amounts = Object.entries(table.perSegment).map(([country, amount]) => `${country} ${amount}`);
    return `${amounts.join(', ')} (${table.currency})`;
  },
  typed: null,
};
