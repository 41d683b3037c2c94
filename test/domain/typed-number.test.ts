// A number that people type is read, or refused with its problem.
import fc from 'fast-check';
import { readTypedNumber } from '../../src/domain/numbers/typed-number.ts';
import { say } from '../../src/words/say.ts';
import { typedNumberWords } from '../../src/words/typed-input.ts';
import { expect, test } from '../support/jest-globals.ts';

test.each([
  ['(415) 555-0132', 'US', '+14155550132'],
  ['+49 171 1234567', 'US', '+491711234567'],
  ['07400 123456', 'GB', '+447400123456'],
  ['0044 7400 123456', null, '+447400123456'],
])('%j typed in %s is %s', (typed, country, address) => {
  expect(readTypedNumber(typed, country)).toEqual({ address });
});

test.each([
  ['', 'US', /Type a mobile number/],
  ['call me', 'US', /not a phone number/],
  ['12345', 'US', /not a phone number/],
  ['+44 20 7183 8750', 'US', /landline/],
  ['+1 800 555 0199', 'US', /toll-free/],
  ['+44 909 879 0000', 'US', /premium-rate/],
])('%j is refused with a reason', (typed, country, problem) => {
  const read = readTypedNumber(typed, country);
  expect('problem' in read ? say(typedNumberWords, read.problem) : read).toMatch(problem);
});

test('any typed words give a number or a sentence', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('US', 'GB', 'XX', null), (typed, country) => {
      const read = readTypedNumber(typed, country);
      expect('address' in read ? read.address : say(typedNumberWords, read.problem)).toMatch(/^\+\d+$|\.$/);
    }),
  );
});
