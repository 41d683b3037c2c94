// The check of a text before it is sent: its length, its dear characters and its price.
import fc from 'fast-check';
import { checkText, simplify } from '../../src/domain/texts/text-check.ts';
import { longestText } from '../../src/twilio/limits.ts';
import { expect, test } from '../support/jest-globals.ts';

const unpriced = { longestText, prices: null, country: null };
const prices = { currency: 'USD', perSegment: { US: '0.0083' } };

test.each([
  ['', 0, 'GSM-7'],
  ['Your parcel is here.', 1, 'GSM-7'],
  ['x'.repeat(160), 1, 'GSM-7'],
  ['x'.repeat(161), 2, 'GSM-7'],
  ['€'.repeat(80), 1, 'GSM-7'],
  ['€'.repeat(81), 2, 'GSM-7'],
  ['😀', 1, 'UCS-2'],
  [`${'x'.repeat(69)}é`, 1, 'GSM-7'],
  [`${'x'.repeat(70)}ê`, 2, 'UCS-2'],
] as const)('%j is %d segments of %s', (body, segments, encoding) => {
  expect(checkText(body, unpriced)).toMatchObject({ segments, encoding, cost: null });
});

test('characters are counted as code points, not as stored units', () => {
  expect(checkText('Hi 😀', unpriced).characters).toBe(4);
});

test('dear characters are named once, each with its replacement', () => {
  const check = checkText('“Hi” – it’s… ok\u00a0😀 “again”', unpriced);
  expect(check.offenders).toEqual([
    { character: '“', replacement: '"' },
    { character: '”', replacement: '"' },
    { character: '–', replacement: '-' },
    { character: '’', replacement: "'" },
    { character: '…', replacement: '...' },
    { character: '\u00a0', replacement: ' ' },
    { character: '😀', replacement: null },
  ]);
  expect(simplify('“Hi” – it’s… ok\u00a0then')).toBe('"Hi" - it\'s... ok then');
});

test('the saving of a replacement is told', () => {
  const check = checkText(`It’s ${'x'.repeat(80)}`, unpriced);
  expect(check).toMatchObject({ segments: 2, segmentsSimplified: 1 });
});

test('the price covers every segment, exact to the table’s digits', () => {
  expect(checkText('x'.repeat(161), { longestText, prices, country: 'US' }).cost).toEqual({
    amount: '0.0166',
    currency: 'USD',
  });
  expect(checkText('Hello', { longestText, prices, country: 'DE' }).cost).toBeNull();
  expect(checkText('Hello', { longestText, prices, country: null }).cost).toBeNull();
});

test('a simplified text has nothing to replace and no more segments', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (body) => {
      const simple = simplify(body);
      expect(checkText(simple, unpriced).offenders.filter(({ replacement }) => replacement !== null)).toEqual([]);
      expect(simplify(simple)).toBe(simple);
    }),
  );
});
