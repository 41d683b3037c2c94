// Ids are unique, and sort by the time at which they were made.
import { newId } from '../../src/lib/ids.ts';
import { expect, test } from '../support/jest-globals.ts';

test('ids are UUIDs of version 7, unique and in order', () => {
  const startedAt = Date.now();
  const ids = Array.from({ length: 20_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const at = Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16);
  expect(at).toBeGreaterThanOrEqual(startedAt);
  expect(at).toBeLessThan(startedAt + 1_000);
});

test('ids made in the same millisecond share no random part', () => {
  const ends = Array.from({ length: 5_000 }, () => newId().slice(-12));
  expect(new Set(ends).size).toBe(ends.length);
});
