// A few works of a name at once, in their order; other names and long works hold nobody up.
import { setImmediate as turn } from 'node:timers/promises';
import { FewAtOnce } from '../../src/lib/few-at-once.ts';
import { expect, test } from '../support/jest-globals.ts';

function stageOf(most: () => number, holdMs = 60_000) {
  const few = new FewAtOnce({ most, holdMs });
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const start = (name: string, id: string) => {
    const end = Promise.withResolvers<void>();
    ends.set(id, end);
    return few.run(name, () => {
      begun.push(id);
      return end.promise;
    });
  };
  return { start, begun, end: (id: string) => ends.get(id) ?? Promise.withResolvers<void>() };
}

test('works of a name begin a few at once, in their order', async () => {
  let most = 2;
  const { start, begun, end } = stageOf(() => most);
  const works = ['a', 'b', 'c', 'd', 'e'].map((id) => start('key', id).catch((error: Error) => error.message));
  works.push(start('other', 'x').catch(() => ''));
  await turn();
  expect(begun).toEqual(['a', 'b', 'x']);
  end('b').reject(new Error('failed'));
  await turn();
  expect(begun.slice(3)).toEqual(['c']);
  most = 1;
  end('a').resolve();
  await turn();
  expect(begun.slice(4)).toEqual([]);
  most = 4;
  end('c').resolve();
  await turn();
  expect(begun.slice(4)).toEqual(['d', 'e']);
  for (const id of ['d', 'e', 'x']) end(id).resolve();
  expect(await Promise.all(works)).toEqual([undefined, 'failed', undefined, undefined, undefined, undefined]);
});

test('a work that takes long lets the next one begin', async () => {
  const { start, begun, end } = stageOf(() => 1, 0);
  const works = [start('key', 'a'), start('key', 'b')];
  while (begun.length < 2) await turn();
  for (const id of ['b', 'a']) end(id).resolve();
  await Promise.all(works);
  expect(begun).toEqual(['a', 'b']);
});
