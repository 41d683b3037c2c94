import { collectedEarly } from '../../src/lib/early-collection.ts';
import { expect, test } from '../support/jest-globals.ts';

test('a stream whose garbage is collected early gives the same chunks', async () => {
  const chunks = Array.from({ length: 50 }, (_, index) => Buffer.alloc(100_000, index));
  const given: Uint8Array[] = [];
  for await (const chunk of collectedEarly(each(chunks))) given.push(chunk);
  expect(Buffer.concat(given).equals(Buffer.concat(chunks))).toBe(true);
});

async function* each(chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks;
}
