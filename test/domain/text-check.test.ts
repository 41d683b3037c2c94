// The check of a text before it is sent: its length, its dear characters and its price.
import fc from 'fast-check';
import { checkText, simplify } from '../../src/domain/texts/text-check.ts';
import { longestText } from '../../src/twilio/limits.ts';
import { expect, test } from '../support/jest-globals.ts';

const unpriced = { longestText, price: { kind: 'no-country' } } as const;

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
  expect(checkText(body, unpriced)).toMatchObject({ segments, encoding });
});

test('characters are counted as code points, not as stored units', () => {
  expect(checkText('Hi 😀', unpriced).characters).toBe(4);
});

test('dear characters are named once, each with its replacement', () => {
  const check = checkText('“Hi” – it’s… ok\u00a0😀 “again”', unpriced);
  expect(check.offenders).toEqual([
    { character: '“', replacement: '"', counts: 1 },
    { character: '”', replacement: '"', counts: 1 },
    { character: '–', replacement: '-', counts: 1 },
    { character: '’', replacement: "'", counts: 1 },
    { character: '…', replacement: '...', counts: 1 },
    { character: '\u00a0', replacement: ' ', counts: 1 },
    { character: '😀', replacement: null, counts: 2 },
  ]);
  expect(simplify('“Hi” – it’s… ok\u00a0then')).toBe('"Hi" - it\'s... ok then');
});

test('the saving of a replacement is told', () => {
  const check = checkText(`It’s ${'x'.repeat(80)}`, unpriced);
  expect(check).toMatchObject({ segments: 2, segmentsSimplified: 1 });
});

test('the room counts an emoji double, as carriers do', () => {
  expect(checkText(`${'x'.repeat(68)}😀`, unpriced)).toMatchObject({
    segments: 1,
    fill: { used: 70, room: 70 },
    over: null,
  });
  const over = checkText(`${'x'.repeat(69)}😀`, unpriced);
  expect(over).toMatchObject({ characters: 70, segments: 2, fill: { used: 71, room: 134 }, over: 1, segmentsPlain: 1 });
});

test.each([
  ['x'.repeat(160), { fill: { used: 160, room: 160 }, over: null }],
  ['x'.repeat(161), { fill: { used: 161, room: 306 }, over: 1 }],
  [`${'x'.repeat(300)}€€€€`, { fill: { used: 308, room: 459 }, over: 2 }],
  ['x'.repeat(1_601), { fill: null, over: null }],
])('the room of text %# is that of its segments', (body, expected) => {
  expect(checkText(body, unpriced)).toMatchObject(expected);
});

test('letters are never left out to save a segment', () => {
  expect(checkText('ж'.repeat(80), unpriced)).toMatchObject({
    segments: 2,
    segmentsSimplified: 2,
    segmentsPlain: null,
  });
});

test('the price covers every segment, exact to its digits', () => {
  const price = { kind: 'own', currency: 'USD', low: '0.0083', high: '0.01' } as const;
  const check = checkText('x'.repeat(161), { longestText, price });
  expect(check.price).toEqual({ ...price, low: '0.0166', high: '0.02' });
  expect(checkText('Hello', unpriced).price).toEqual({ kind: 'no-country' });
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
