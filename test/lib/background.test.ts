// Work that outlasts the request which began it.
import { Background } from '../../src/lib/background.ts';
import { expect, test } from '../support/jest-globals.ts';

test('work that goes on beside a request can be waited for', async () => {
  const background = new Background();
  await background.idle();
  const done: string[] = [];
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  void background.keep(
    first.promise.then(() => {
      done.push('first');
      void background.keep(second.promise.then(() => void done.push('second')));
    }),
  );
  const idle = background.idle().then(() => done.push('idle'));
  first.resolve();
  second.resolve();
  await idle;
  expect(done).toEqual(['first', 'second', 'idle']);
});

test('delayed work begins at once when somebody waits for it', async () => {
  const background = new Background();
  const done: string[] = [];
  background.keepWithin(3_600_000, async () => {
    done.push('first');
    background.keepWithin(3_600_000, async () => void done.push('second'));
  });
  await background.idle();
  expect(done).toEqual(['first', 'second']);
});

test('delayed work begins by itself, once', async () => {
  const background = new Background();
  const done: string[] = [];
  const begun = Promise.withResolvers<void>();
  background.keepWithin(1, async () => {
    done.push('done');
    begun.resolve();
  });
  await begun.promise;
  await background.idle();
  expect(done).toEqual(['done']);
});
