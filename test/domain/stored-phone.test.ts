// A contact's phone field is read as a person reads it: the one number in it, or no guess.
import { numberIn, readStoredPhone } from '../../src/domain/numbers/stored-phone.ts';
import { expect, test } from '../support/jest-globals.ts';

test.each([
  '+14155550100',
  '415.555.0100 (mobile)',
  '415-555-0100 mobile',
  'cell 4155550100',
  'Cell: (415) 555-0100',
  'tel:+1-415-555-0100',
  'TEL: 415 555 0100',
  'phone (415) 555-0100, after 5pm',
  'mobile +1 415 555 0100 / mobile +1 (415) 555-0100',
  '+1 (415) 555-0100 ext. 5',
  '415-555-0100 x5',
  '1.4155550100E10',
  '1.4155550100E+10',
  '4155550100.0',
  '14155550100.00',
  "'+14155550100",
  '="4155550100"',
  'Maya 415 555 0100',
  '\u200e+1 415 555 0100\u200e (work)',
  '（４１５） ５５５－０１００ cell',
  '++1 415 555 0100',
  '415 555 0100 2nd floor',
  '415-555-0100 4pm or later',
])('%j is one number', (stored) => {
  expect(readStoredPhone(stored, 'US')).toEqual({ kind: 'number', e164: '+14155550100' });
});

test.each([
  ['1-800-FLOWERS', 'US', '+18003569377'],
  ['1-800-FLOWERS', 'DE', '+18003569377'],
  ['415 555 CELL', 'US', '+14155552355'],
  ['mobil 0151 12345678', 'DE', '+4915112345678'],
  ['+44 (0)7700 900123 (Ines)', 'US', '+447700900123'],
  ['WhatsApp: +52 1 55 1234 5678', 'US', '+525512345678'],
  ['+55 11 8765-4321 (antigo)', null, '+5511987654321'],
])('%j read in %s is %s', (stored, country, e164) => {
  expect(numberIn(stored, country)).toBe(e164);
});

test.each([
  ['415-555-0100 / 415-555-0101', 'several'],
  ['415-555-0100 or 212-555-0101', 'several'],
  ['(415) 555-0100, (415) 555-0101', 'several'],
  ['415-555-0100/01', 'several'],
  ['+1 415 555 0100; +44 7700 900123', 'several'],
  ['', 'none'],
  ['   ', 'none'],
  ['\u200b', 'none'],
  [null, 'none'],
  ['n/a', 'unreadable'],
  ['ask my assistant', 'unreadable'],
  ['555', 'unreadable'],
  ['1.41556E+10', 'unreadable'],
  ['maya@example.com', 'unreadable'],
  ['00000000000000000000', 'unreadable'],
  ['4'.repeat(5_000), 'unreadable'],
] as const)('%j is %s', (stored, kind) => {
  expect(readStoredPhone(stored, 'US')).toEqual({ kind });
});
