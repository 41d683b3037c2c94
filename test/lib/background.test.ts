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
