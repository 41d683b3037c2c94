// Makes the text of customers and agents storable without changing what people can read.
import fc from 'fast-check';
import { wellFormed } from '../../src/domain/well-formed.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

describe('well-formed text', () => {
  test.each([
    ['plain', 'plain'],
    ['', ''],
    ['a\0b\0', 'ab'],
    ['\ud83d\ude00 stays', '😀 stays'],
    ['half \ud83d', 'half \ufffd'],
    ['\ude00 half', '\ufffd half'],
    ['\ud83d\0\ude00', '😀'],
  ])('%j becomes %j', (text, expected) => {
    expect(wellFormed(text)).toBe(expected);
  });

  test('any string survives a round trip through UTF-8 and holds no NUL', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
        const result = wellFormed(text);
        expect(Buffer.from(result, 'utf8').toString('utf8')).toBe(result);
        expect(result).not.toContain('\0');
        expect(wellFormed(result)).toBe(result);
      }),
    );
  });
});
