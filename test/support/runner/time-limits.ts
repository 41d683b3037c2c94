// The time limits that the runner of the tests lacks: a test or a hook that takes longer fails, and the next one begins.
import { addEventHandler, getState, type State } from 'jest-circus';
import { jest } from '../jest-globals.ts';

const USUAL_MS = 60_000;

/** The limits that a file sets for all its tests and hooks. Each file has a root of its own, though files share a process. */
const ofFiles = new WeakMap<State['rootDescribeBlock'], number>();

jest.setTimeout = (ms) => {
  ofFiles.set(getState().rootDescribeBlock, ms);
  return jest;
};

interface Limited {
  fn: (...args: never[]) => unknown;
  timeout: number | undefined;
}

addEventHandler((event, { currentDescribeBlock, rootDescribeBlock }) => {
  let added: Limited | undefined;
  if (event.name === 'add_test') added = currentDescribeBlock.tests.at(-1) as Limited | undefined;
  else if (event.name === 'add_hook') added = currentDescribeBlock.hooks.at(-1) as Limited | undefined;
  if (!added || !('asyncError' in event)) return;
  const { fn, timeout } = added;
  const { asyncError } = event;
  added.fn = () => withinLimit(fn, timeout ?? ofFiles.get(rootDescribeBlock) ?? USUAL_MS, asyncError);
});

/** `place` is the line of the test or hook, which the error shows. */
async function withinLimit(fn: () => unknown, ms: number, place: Error): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      place.message = `It took longer than its limit of ${ms} ms.`;
      place.stack = `Error: ${place.message}\n${place.stack?.slice(place.stack.indexOf('    at ')) ?? ''}`;
      reject(place);
    }, ms);
  });
  try {
    await Promise.race([fn(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
