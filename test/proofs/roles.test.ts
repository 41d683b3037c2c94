// Web and worker as processes of their own, on one database.

import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../support/door.ts';
import { expect, jest, test } from '../support/jest-globals.ts';
import { databaseVariables, ready, startService, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';
import { environmentFor, OUR_NUMBER, startVendors, type Vendors } from '../support/vendors.ts';

stopServices();
jest.setTimeout(90_000);

const ask = (url: string, path: string) => knock(url, { method: 'GET', path });

async function startRoles() {
  const vendors = await startVendors();
  const database = await databaseVariables('by URL');
  const start = async (role: string) =>
    startService({ ...(await environmentFor(vendors)), ...database }, ['--role', role]);
  const [web, worker] = await Promise.all([start('web'), start('worker')]);
  await Promise.all([ready(web), ready(worker)]);
  vendors.connect(web.url);
  return { vendors, web, worker };
}

const threaded = (vendors: Vendors) =>
  vendors
    .saidInInbox()
    .filter((words) => /^text \d+$/.test(words))
    .sort();

/** The number of a queue's jobs that were begun, and the seconds that they had waited together. */
async function waits(url: string, queue: string): Promise<{ count: number; seconds: number }> {
  const { text } = await ask(url, '/metrics');
  const read = (what: string) =>
    Number(new RegExp(`^threadwire_job_wait_seconds_${what}\\{queue="${queue}"\\} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
  return { count: read('count'), seconds: read('sum') };
}

test('a worker process threads at once what the web accepts', async () => {
  const { vendors, web, worker } = await startRoles();
  const words: string[] = [];
  for (let index = 0; index < 12; index += 1) {
    words.push(`text ${100 + index}`);
    vendors.twilio.text({ from: `+1415555${4000 + index}`, to: OUR_NUMBER, body: words.at(-1) ?? '' });
    await until('it is threaded', () => threaded(vendors).length === words.length);
  }
  expect(threaded(vendors)).toEqual(words);
  expect(await waits(web.url, 'receive-text')).toEqual({ count: 0, seconds: 0 });
  const { count, seconds } = await waits(worker.url, 'receive-text');
  expect(count).toBe(12);
  // Looked for every two seconds only, they would wait a second on average.
  expect(seconds / count).toBeLessThan(0.4);
});

test('each role answers its own URLs, and both are ready', async () => {
  const { vendors, web, worker } = await startRoles();
  for (const { url } of [web, worker]) {
    expect((await ask(url, '/healthz')).status).toBe(200);
    await until('it is ready', async () => (await ask(url, '/readyz')).status === 200);
    expect((await ask(url, '/metrics')).text).toContain('threadwire_jobs_waiting');
  }
  const text = (url: string) => knock(url, fromTwilio(url, MESSAGES_PATH, textFields(1)));
  expect((await text(worker.url)).status).toBe(404);
  for (const path of ['/install', '/sign-in', '/settings', '/oauth/callback'])
    expect((await ask(worker.url, path)).status).toBe(404);

  // Without a worker a text is kept, and waits.
  worker.kill('SIGTERM');
  expect(await worker.exited).toBe(0);
  expect((await text(web.url)).status).toBe(200);
  await until('it waits', async () =>
    /^threadwire_jobs_waiting\{queue="receive-text"\} 1$/m.test((await ask(web.url, '/metrics')).text),
  );
  expect(threaded(vendors)).toEqual([]);
  web.kill('SIGTERM');
  expect(await web.exited).toBe(0);
});
