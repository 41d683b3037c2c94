// Numbers of things and lists of them, as sentences have them.
import { count, fewOf, listOf } from '../../src/words/counts.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

describe('a number of things', () => {
  test.each([
    [0, '0 texts'],
    [1, '1 text'],
    [2, '2 texts'],
    [1200, '1,200 texts'],
  ])('%i is %s', (number, words) => {
    expect(count(number, 'text')).toBe(words);
  });

  test('may have a plural of its own, and its verb', () => {
    expect([count(1, 'reply', 'replies'), count(2, 'reply', 'replies')]).toEqual(['1 reply', '2 replies']);
    expect([count(1, 'text waits', 'texts wait'), count(3, 'text waits', 'texts wait')]).toEqual([
      '1 text waits',
      '3 texts wait',
    ]);
  });
});

describe('a list', () => {
  test.each([
    [[], ''],
    [['Maya'], 'Maya'],
    [['Maya', 'Leo'], 'Maya and Leo'],
    [['Maya', 'Leo', 'Kim'], 'Maya, Leo and Kim'],
  ])('with %j is “%s”', (items, words) => {
    expect(listOf(items)).toBe(words);
  });

  test('may be one of choices', () => {
    expect(listOf(['Maya', 'Leo', 'Kim'], 'or')).toBe('Maya, Leo or Kim');
  });

  test('ends with how many more there are', () => {
    expect(fewOf(['Maya', 'Leo', 'Kim'], 3)).toBe('Maya, Leo and Kim');
    expect(fewOf(['Maya', 'Leo', 'Kim', 'Ana'], 3)).toBe('Maya, Leo, Kim and 1 more');
    expect(fewOf(['Maya', 'Leo', 'Kim'], 1)).toBe('Maya and 2 more');
  });
});
