// The built-in provider takes no memory before its first question, and little after many.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '../support/jest-globals.ts';

const PROGRAM = `
  const { createBuiltIn } = await import(process.argv[1]);
  const builtIn = createBuiltIn();
  const mb = () => Math.round(process.memoryUsage().rss / 1e6);
  const before = mb();
  const turns = [{ role: 'customer', content: 'how do i return the parcel', at: 0 }];
  const known = Array.from({ length: 200 }, (_, at) => ({
    kind: 'article', title: 'Return parcel ' + at, body: 'Print the label. '.repeat(200), language: 'en',
  }));
  for (let at = 0; at < 100; at += 1) {
    await builtIn.classify({ text: 'where is my parcel ' + at });
    await builtIn.analyze({ contactId: 'c', text: 'wo ist mein paket ' + at, channel: 'sms' });
  }
  await builtIn.draft({ conversationId: '1', turns, style: 'friendly', language: 'en', known });
  await builtIn.evaluate({ conversationId: '1', agentId: null, turns });
  console.log(JSON.stringify({ before, added: mb() - before }));
`;

test('a process that uses it grows by less than 100 MB', () => {
  const file = path.resolve(import.meta.dirname, '../../src/assist/built-in.ts');
  const flags = ['--max-semi-space-size=16', '--heap-growing-percent=50', '--input-type=module'];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', PROGRAM, file], {
    encoding: 'utf8',
    env: { ...process.env, MALLOC_ARENA_MAX: '1' },
  });
  expect(stderr).toBe('');
  const { before, added } = JSON.parse(stdout) as { before: number; added: number };
  expect(added).toBeLessThan(100);
  // Node alone, with the types stripped.
  expect(before).toBeLessThan(100);
});
