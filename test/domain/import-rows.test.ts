// The rows of a list of consent, as spreadsheets, other services and ill-meaning people write them.
import {
  type ImportRow,
  identityOf,
  isRejected,
  type RowProblem,
  readColumns,
  readRow,
} from '../../src/domain/consent/import-rows.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const context = {
  columns: { number: 0, state: 1, at: 2, reason: 3 },
  country: 'US',
  zone: 'America/New_York',
  now: new Date('2026-11-30T21:00:00Z'),
};
const read = (...fields: string[]) => readRow(fields, 7, context);
const row = (...fields: string[]): ImportRow => {
  const one = read(...fields);
  if (isRejected(one)) throw new Error(one.why);
  return one;
};

describe('a row of a list', () => {
  test.each([
    '+14155550132',
    '(415) 555-0132',
    '1-415-555-0132',
    "'+14155550132",
    '’+14155550132',
    '\u00a0415.555.0132 ',
    '+１４１５５５５０１３２',
    '+١٤١٥٥٥٥٠١٣٢',
    '\u202a+14155550132\u202c',
  ])('has the number %j', (number) => {
    expect(row(number)).toEqual({ line: 7, address: '+14155550132', state: 'opted-out', at: null, reason: null });
  });

  test.each<[number: string, why: RowProblem]>([
    ['', 'no-number'],
    ['+1415555O132', 'no-number'],
    ['+l4155550132', 'no-number'],
    ['=1+14155550132', 'no-number'],
    ['=HYPERLINK("https://evil.example","+14155550132")', 'no-number'],
    ['<b>+14155550132</b>', 'no-number'],
    ['+14155550132'.repeat(50), 'no-number'],
    ['4.15556E+09', 'shortened-number'],
    ['1,41556E+10', 'shortened-number'],
  ])('with the number %j is left out: %s', (number, why) => {
    expect(read(number)).toEqual({ line: 7, why });
  });

  test.each<[state: string, is: string]>([
    ['', 'opted-out'],
    ['OPTED OUT', 'opted-out'],
    ['opt_in', 'opted-in'],
    ['ｏｐｔｅｄ－ｉｎ', 'opted-in'],
  ])('has the state %j', (state, is) => {
    expect(row('+14155550132', state).state).toBe(is);
  });

  test.each<[state: string, at: string, reason: string, why: RowProblem]>([
    ['yes', '', '', 'unknown-state'],
    ['constructor', '', '', 'unknown-state'],
    ['', '30.11.2026', '', 'unreadable-time'],
    ['', '2026-13-01', '', 'unreadable-time'],
    ['', '0001-01-01', '', 'unreadable-time'],
    ['', '2026-12-01', '', 'future-time'],
    ['', '', 'x'.repeat(201), 'long-reason'],
  ])('with %j, %j and its reason is left out: %4$s', (state, at, reason, why) => {
    expect(read('+14155550132', state, at, reason)).toEqual({ line: 7, why });
  });

  test('has a time, in the workspace’s zone where it names none', () => {
    const at = (typed: string) => row('+14155550132', '', typed).at?.toISOString();
    expect(at('2026-11-30T09:00:00Z')).toBe('2026-11-30T09:00:00.000Z');
    expect(at('2026-11-30 09:00')).toBe('2026-11-30T14:00:00.000Z');
    expect(at('2026-11-30')).toBe('2026-11-30T05:00:00.000Z');
  });

  test('holds words that a database and a page can keep', () => {
    expect(row('+14155550132', '', '', ' NUL\0 and \ud800 ').reason).toBe('NUL and \ufffd');
  });
});

test('two rows are the same for their time or their file', () => {
  const [timed, bare] = [row('+14155550132', '', '2026-11-30'), row('+14155550132')];
  expect(identityOf(timed, 'a.csv')).toBe(identityOf({ ...timed, line: 9 }, 'b.csv'));
  expect(identityOf(bare, 'a.csv')).toBe(identityOf({ ...bare, line: 9 }, 'a.csv'));
  expect(identityOf(bare, 'a.csv')).not.toBe(identityOf(bare, 'b.csv'));
});

test('a header is read in any case and order', () => {
  expect(readColumns(['Reason ', 'NUMBER', 'note'])).toEqual({ number: 1, state: null, at: null, reason: 0 });
  expect(
    readColumns(['number', 'state', 'at', 'source', 'said_to', 'words', 'answered', 'by', 'reason', 'origin']),
  ).toEqual({
    number: 0,
    state: 1,
    at: 2,
    reason: 8,
  });
  expect(readColumns(['telephone'])).toBeNull();
});
