// The providers take no memory before their first question, and little after many.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '../support/jest-globals.ts';

const PROGRAM = `
  const { createBuiltIn } = await import(process.argv[1] + '/built-in.ts');
  const { createModel } = await import(process.argv[1] + '/model.ts');
  const builtIn = createBuiltIn();
  const fetch = async () => ({
    status: 200, headers: {}, contentType: 'application/json', discard() {},
    body: [Buffer.from(JSON.stringify({
      choices: [{ message: { content: '{"label":"neutral","escalation_risk":0}' } }],
    }))],
  });
  const url = 'https://model.example/v1';
  const model = createModel({ url, key: 'k', model: 'm', fetch, timeoutMs: 1000, masks: true });
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
  const asked = await model.analyze({ contactId: 'c', text: 'where is my parcel', channel: 'sms' });
  if (!asked.ok) throw new Error(asked.failure);
  await builtIn.draft({ conversationId: '1', turns, style: 'friendly', language: 'en', known });
  await builtIn.evaluate({ conversationId: '1', agentId: null, turns });
  console.log(JSON.stringify({ before, added: mb() - before }));
`;

test('a process that uses them grows by less than 100 MB', () => {
  const file = path.resolve(import.meta.dirname, '../../src/assist');
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
