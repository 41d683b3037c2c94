// The line that ends an agent's texts.
import { firstNameSignature, readSignature, signed, withoutSignature } from '../../src/domain/texts/signature.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

test.each([
  ['Ines Marín', '- Ines'],
  ['  Theo ', '- Theo'],
  ['', null],
])('%j signs as %j', (name, line) => {
  expect(firstNameSignature(name)).toBe(line);
});

describe('a signature', () => {
  test('stands below the words, once', () => {
    expect(signed('See you at nine. \n', '- Ines')).toBe('See you at nine.\n- Ines');
    expect(signed('See you at nine.\n- Ines\n', '- Ines')).toBe('See you at nine.\n- Ines\n');
    expect(signed('See you at nine.', null)).toBe('See you at nine.');
    expect(signed('Ask for\n- Ines Marín', '- Ines')).toBe('Ask for\n- Ines Marín\n- Ines');
  });

  test('comes off again', () => {
    expect(withoutSignature('See you.\n- Ines', '- Ines')).toBe('See you.');
    expect(withoutSignature('See you.\n- Theo', '- Ines')).toBe('See you.\n- Theo');
    expect(withoutSignature('See you.\n- Ines', null)).toBe('See you.\n- Ines');
  });

  test.each([
    [' - Ines,\n Support\u202e ', { line: '- Ines, Support' }],
    ['\u200b', { line: null }],
    ['', { line: null }],
    ['x'.repeat(60), { line: 'x'.repeat(60) }],
    ['x'.repeat(61), { most: 60 }],
  ])('reads %j as %j', (typed, read) => {
    expect(readSignature(typed)).toEqual(read);
  });
});
