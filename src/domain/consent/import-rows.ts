// Reads the rows of a list of consent that an admin imports: a number, its state, the time and the reason.
import { DateTime } from 'luxon';
import { personOf } from '../numbers/person.ts';
import { toE164 } from '../numbers/phone-number.ts';
import { wellFormed } from '../well-formed.ts';
import { LONGEST_REASON } from './consent.ts';
import type { ListedState } from './consent-list.ts';

/** Rows that a file may have beside its header. */
export const MOST_ROWS = 100_000;

/** Why a row is left out. `stopped`: the customer opted out by their own word since, and only another one undoes that. */
export type RowProblem =
  | 'no-number'
  | 'shortened-number'
  | 'unknown-state'
  | 'unreadable-time'
  | 'future-time'
  | 'long-reason'
  | 'stopped';

/** `line`: of the file, whose header is line 1. */
export interface RejectedRow {
  line: number;
  why: RowProblem;
}

/** Why nothing, or no more, of a file was read. `line`: where that was. */
export type FileProblem =
  | { kind: 'no-file' | 'empty' | 'no-number-column' | 'not-csv' }
  | { kind: 'broken'; line: number }
  | { kind: 'too-many-rows'; most: number }
  | { kind: 'too-large'; megabytes: number };

export interface ImportRow {
  line: number;
  /** The person's number, E.164. */
  address: string;
  state: ListedState;
  /** Null: the row names no time, so it counts from the import on. */
  at: Date | null;
  reason: string | null;
}

/** The place of each column in a record; null for one that the file does without. */
export interface Columns {
  number: number;
  state: number | null;
  at: number | null;
  reason: number | null;
}

/** Null where the header names no number. Other columns, such as those of our own export, are passed over. */
export function readColumns(header: readonly string[]): Columns | null {
  const names = header.map((name) => wellFormed(name).normalize('NFKC').trim().toLowerCase());
  const place = (name: string) => {
    const index = names.indexOf(name);
    return index === -1 ? null : index;
  };
  const number = place('number');
  return number === null ? null : { number, state: place('state'), at: place('at'), reason: place('reason') };
}

export interface RowContext {
  columns: Columns;
  /** The country of a number without a country code (ISO 3166-1 alpha-2). */
  country: string | null;
  /** The zone of a time that names none. */
  zone: string;
  now: Date;
}

/** Reads one record. A row without a state opts the number out, since most lists are of people who want no texts. */
export function readRow(
  fields: readonly string[],
  line: number,
  { columns, country, zone, now }: RowContext,
): ImportRow | RejectedRow {
  const field = (place: number | null) => (place === null ? '' : withoutGuard(fields[place] ?? ''));
  const rejected = (why: RowProblem): RejectedRow => ({ line, why });
  const typed = field(columns.number);
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(typed)) return rejected('shortened-number');
  const number = toE164(typed, country ?? undefined);
  if (number === null) return rejected('no-number');
  const state = stateOf(field(columns.state));
  if (state === null) return rejected('unknown-state');
  const at = timeOf(field(columns.at), zone);
  if (at === undefined) return rejected('unreadable-time');
  if (at !== null && at > now) return rejected('future-time');
  const reason = field(columns.reason);
  if (reason.length > LONGEST_REASON) return rejected('long-reason');
  return { line, address: personOf(number), state, at, reason: reason === '' ? null : reason };
}

export function isRejected(row: ImportRow | RejectedRow): row is RejectedRow {
  return 'why' in row;
}

/** A spreadsheet keeps a number whole, and a cell from being a formula, by an apostrophe before it, as our exports do. */
function withoutGuard(field: string): string {
  const text = wellFormed(field).trim();
  return /^['’](?=[=+\-@\t\r\d])/.test(text) ? text.slice(1).trim() : text;
}

const states: Readonly<Record<string, ListedState>> = {
  '': 'opted-out',
  'opted-out': 'opted-out',
  'opt-out': 'opted-out',
  'opted-in': 'opted-in',
  'opt-in': 'opted-in',
};

function stateOf(field: string): ListedState | null {
  const word = field
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  return Object.hasOwn(states, word) ? (states[word] ?? null) : null;
}

/** Null for none; undefined for what is no time as ISO 8601 has it. */
function timeOf(field: string, zone: string): Date | null | undefined {
  if (field === '') return null;
  if (field.length > 40 || !/^\d{4}-\d{2}-\d{2}/.test(field)) return undefined;
  const read = DateTime.fromISO(field.replace(' ', 'T'), { zone });
  return read.isValid && read.year >= 1990 ? read.toJSDate() : undefined;
}

/**
 * Two rows are the same if this is, so that a file that comes twice adds nothing. A row without a time is the same in files of
 * one name: it says that it stood on that list.
 */
export function identityOf({ address, state, at, reason }: ImportRow, fileName: string): string {
  return JSON.stringify([address, state, at?.toISOString() ?? { file: fileName }, reason]);
}
