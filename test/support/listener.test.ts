// The listener notes what its callers send, and answers as it is told.
import { afterEach, beforeEach, describe, expect, test } from './jest-globals.ts';
import { type Listener, startListener } from './listener.ts';

let listener: Listener;

beforeEach(async () => {
  listener = await startListener();
});

afterEach(() => listener.close());

const statusOf = async (path: string) => (await fetch(listener.url + path)).status;

describe('a listener', () => {
  test('notes method, path, headers and body of every request', async () => {
    await fetch(`${listener.url}/a?b=1`, { method: 'POST', headers: { 'x-own': 'yes' }, body: 'words' });
    expect(listener.heard).toMatchObject([
      { method: 'POST', path: '/a?b=1', headers: { 'x-own': 'yes' }, body: 'words' },
    ]);
  });

  test('gives its answers in turn, and repeats the last', async () => {
    listener.answer('/a', { status: 503 }, { status: 204 });
    expect([await statusOf('/a'), await statusOf('/a'), await statusOf('/a')]).toEqual([503, 204, 204]);
  });

  test('lets the newest answer win where several paths match', async () => {
    listener.answer('/', { status: 500 });
    listener.answer('/a', { status: 404 });
    expect([await statusOf('/a'), await statusOf('/b')]).toEqual([404, 500]);
    listener.answer('/', { status: 201 });
    expect(await statusOf('/a')).toBe(201);
  });

  test('hangs up when told so', async () => {
    listener.answer('/', { hangUp: true });
    await expect(fetch(listener.url)).rejects.toThrow('fetch failed');
  });
});
