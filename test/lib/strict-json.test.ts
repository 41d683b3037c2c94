import fc from 'fast-check';
import { readStrictJson } from '../../src/lib/strict-json.ts';
import { expect, test } from '../support/jest-globals.ts';

test.each([
  ['{"to":1,"to":2}', 'duplicate-name'],
  ['{"a":{"b":1},"c":[{"d":1,"d":1}]}', 'duplicate-name'],
  ['{"t\\u006f":1,"to":2}', 'duplicate-name'],
  ['{"__proto__":1,"__proto__":2}', 'duplicate-name'],
  ['['.repeat(30_000), 'nested-too-deep'],
  [`${'{"a":'.repeat(21)}1${'}'.repeat(21)}`, 'nested-too-deep'],
  ['1e400', 'number-too-large'],
  ['{"a":[9007199254740993]}', 'number-too-large'],
])('%.40s has its fault', (text, fault) => {
  expect(readStrictJson(text)).toEqual({ fault });
});

test.each(['', '{', '{"a":1,}', '[1,]', '// no\n1', "{'a':1}", '{"a":1} 2', 'NaN'])('%j is no JSON', (text) => {
  expect(() => readStrictJson(text)).toThrow(SyntaxError);
});

test('any other JSON is read as it is', () => {
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: 'small', maxDepth: 6 },
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('json')),
      fc.dictionary(fc.string(), tie('json')),
    ),
  }));
  fc.assert(
    fc.property(json, (value) => {
      const text = JSON.stringify(value);
      expect(readStrictJson(text)).toEqual({ value: JSON.parse(text) });
    }),
    { numRuns: 50 },
  );
});
