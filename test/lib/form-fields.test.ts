// The fields of a form are read from any body.
import { formFields, hasMoreFields } from '../../src/lib/form-fields.ts';
import { expect, test } from '../support/jest-globals.ts';

test('each field has its values in order, whatever its name', () => {
  const fields = formFields('a=1&b=&a=2&toString=x&__proto__=y&c%20d=e+f');
  expect(Object.entries(fields)).toEqual([
    ['a', ['1', '2']],
    ['b', ['']],
    ['toString', ['x']],
    ['__proto__', ['y']],
    ['c d', ['e f']],
  ]);
});

test('a body full of one field is read at once', () => {
  const startedAt = performance.now();
  expect(formFields('a&'.repeat(65_000))['a']).toHaveLength(65_000);
  // Copying the values each time took more than twenty seconds.
  expect(performance.now() - startedAt).toBeLessThan(500);
});

test('more fields than were asked for are noticed without being read', () => {
  expect([
    hasMoreFields('', 1),
    hasMoreFields('a=1&b=2', 2),
    hasMoreFields('a=1&b=2&', 2),
    hasMoreFields('a=1&b=2&c=3', 2),
    hasMoreFields('&'.repeat(65_000), 100),
  ]).toEqual([false, false, true, true, true]);
});
