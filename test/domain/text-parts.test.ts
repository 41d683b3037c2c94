// A reply longer than one message reaches the customer whole, in order and readable.
import fc from 'fast-check';
import { partLabel, splitNumbered, splitText } from '../../src/domain/texts/text-parts.ts';
import { isBlank } from '../../src/domain/well-formed.ts';
import { longestText } from '../../src/twilio/limits.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
const graphemes = (text: string) =>
  Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), (part) => part.segment);

describe('a text in parts', () => {
  test('a text at the limit is one part, beyond it two', () => {
    expect(splitText('x'.repeat(1600), longestText)).toEqual(['x'.repeat(1600)]);
    expect(splitText('x'.repeat(1601), longestText)).toEqual(['x'.repeat(1600), 'x']);
  });

  test.each([
    ['a word end', 'one two three', 9, ['one two', 'three']],
    ['a space right after the limit', 'one two three', 7, ['one two', 'three']],
    ['a line end near the limit', 'It is here\nand so are we', 14, ['It is here', 'and so are we']],
    ['a sentence end near the limit', 'It came. We are on it', 11, ['It came.', 'We are on', 'it']],
    ['a closing quote after a sentence', 'He said "no." So we left', 15, ['He said "no."', 'So we left']],
    ['not a line end far from the limit', 'Hi\nwe are on our way', 15, ['Hi\nwe are on', 'our way']],
    ['inside a word that fits nowhere', 'ab abcdefghij', 4, ['ab', 'abcd', 'efgh', 'ij']],
    ['not inside an emoji', 'abc😀def', 4, ['abc', '😀de', 'f']],
    ['not inside a flag', 'abcd🇩🇪ef', 7, ['abcd', '🇩🇪ef']],
    ['not between a letter and its accent', 'abcde\u0301f', 5, ['abcd', 'e\u0301f']],
  ])('is cut at %s', (_where, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });

  test('is cut between the people of an oversized emoji family', () => {
    const parts = splitText('👩‍👩‍👧‍👦', 4);
    expect(parts.join('')).toBe('👩‍👩‍👧‍👦');
    expect(parts.every((part) => part.length <= 4 && part.isWellFormed())).toBe(true);
  });

  test('no text is no part', () => {
    for (const nothing of ['', ' \n\t', '\u00a0', '\u200b\ufeff']) expect(splitText(nothing, longestText)).toEqual([]);
  });

  test('a limit that cannot hold an emoji is refused', () => {
    expect(() => splitText('hello', 1)).toThrow('room for at least 2');
  });

  test('every part fits and has words, all in their order', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }).filter((text) => text.length <= 20);
    const gap = fc.constantFrom(' ', '\n', '\n\n', '  ', '. ', '! ', '\u00a0', '\r\n');
    const text = fc.array(fc.tuple(word, gap), { maxLength: 60 }).map((pairs) => pairs.flat().join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 24, max: 80 }), (body, limit) => {
        const parts = splitText(body, limit);
        expect(parts.every((part) => part.length > 0 && part.length <= limit)).toBe(true);
        expect(parts.flatMap(words)).toEqual(isBlank(body) ? [] : words(body));
      }),
    );
  });

  test('any string loses only white space, and tears no surrogates', () => {
    const solid = (text: string) => text.replace(/\s/g, '');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 2, max: 40 }), (body, limit) => {
        const parts = splitText(body, limit);
        expect(parts.every((part) => part.length > 0 && part.length <= limit && part.isWellFormed())).toBe(true);
        if (!isBlank(body)) expect(solid(parts.join(''))).toBe(solid(body));
      }),
    );
  });

  test('characters as people see them stay whole when each fits', () => {
    const unit = fc.constantFrom('a', 'é', 'e\u0301', '😀', '👍🏽', '🇩🇪', '👩‍💻', '字');
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 80 }), fc.integer({ min: 8, max: 30 }), (units, limit) => {
        const body = units.join('');
        expect(splitText(body, limit).flatMap(graphemes)).toEqual(graphemes(body));
      }),
    );
  });

  test('a very long text is split at once', () => {
    expect(splitText('x'.repeat(1_000_000), longestText).length).toBe(625);
  });
});

describe('a blank text', () => {
  test.each(['', ' ', '\n\t\r', '\u00a0\u2003', '\u200b\u200c\u200d\u2060\ufeff', '\u3164', '\u2800'])('%j', (text) => {
    expect(isBlank(text)).toBe(true);
  });

  test.each(['.', ' a ', '😀', '\u200bx', '0'])('is not %j', (text) => {
    expect(isBlank(text)).toBe(false);
  });
});

describe('a text in numbered parts', () => {
  const labelled = (text: string, limit: number) => {
    const parts = splitNumbered(text, limit);
    return parts.length < 2 ? parts : parts.map((part, index) => `${partLabel(index + 1, parts.length)}${part}`);
  };
  const long = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');

  test('one that fits has no number', () => {
    expect(labelled('a'.repeat(1_600), longestText)).toEqual(['a'.repeat(1_600)]);
    expect(labelled(' ', longestText)).toEqual([]);
  });

  test('each says which it is, within the limit', () => {
    const parts = labelled('a'.repeat(1_601), longestText);
    expect(parts.map((part) => [part.slice(0, 6), part.length])).toEqual([
      ['(1/2) ', 1_600],
      ['(2/2) ', 13],
    ]);
  });

  test.each([9, 10, 11, 99, 100, 101])('about %i of them', (count) => {
    const text = long(count * 30);
    const parts = labelled(text, 210);
    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(210);
    expect(parts.at(-1)).toMatch(new RegExp(`^\\(${parts.length}/${parts.length}\\) `));
    expect(parts.map((part) => part.replace(/^\(\d+\/\d+\) /, '')).join(' ')).toBe(text);
  });

  test('any text keeps its words, and every part the limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 20, max: 60 }), (text, limit) => {
        expect(Math.max(0, ...labelled(text, limit).map((part) => part.length))).toBeLessThanOrEqual(limit);
        expect(words(splitNumbered(text, limit).join(' ')).join('')).toBe(words(text).join(''));
      }),
    );
  });
});
