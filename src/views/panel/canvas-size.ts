// Keeps a canvas under the 64 KB that Intercom takes: what is too long is shortened, the longest words first.
// Source: developers.intercom.com/docs/references/canvas-kit/responseobjects/canvas
import { cutAt } from '../plain-text.ts';

/** A little less than Intercom's limit: nobody says what exactly it counts. */
const MOST_BYTES = 62 * 1024;
/** In code units; none of the words that the panel itself says is as long as the least. */
const LENGTHS = [8_000, 4_000, 2_000, 1_000, 500, 250, 120, 60, 30, 10];

const words: ReadonlySet<string> = new Set([
  'text',
  'label',
  'title',
  'subtitle',
  'tertiary_text',
  'field',
  'placeholder',
]);
const shownAndTyped: ReadonlySet<string> = new Set([...words, 'value']);

/** The same components where they fit. The words in a field are typed ones: they are cut when nothing else helps. */
export function fitted<T extends object>(components: readonly T[]): readonly T[] {
  if (isSmall(components)) return components;
  for (const keys of [words, shownAndTyped]) {
    for (const length of LENGTHS) {
      const shorter = components.map((component) => shortened(component, keys, length) as T);
      if (isSmall(shorter)) return shorter;
    }
  }
  return fitted(components.slice(0, Math.floor(components.length / 2)));
}

function isSmall(components: readonly object[]): boolean {
  return Buffer.byteLength(JSON.stringify({ components })) <= MOST_BYTES;
}

function shortened(value: unknown, keys: ReadonlySet<string>, length: number): unknown {
  if (Array.isArray(value)) return value.map((one) => shortened(one, keys, length));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    const isLong = typeof inner === 'string' && keys.has(key) && inner.length > length;
    return [key, isLong ? `${cutAt(inner, length - 1)}…` : shortened(inner, keys, length)];
  });
  return Object.fromEntries(entries);
}
