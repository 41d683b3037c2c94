// The database restarts under a service that works.
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { startCluster } from '../support/database/postgres-cluster.ts';
import { databaseUrl, withSuperuser } from '../support/database/server.ts';
import {
  fromInbox,
  fromIntercom,
  fromTwilio,
  knock,
  MESSAGES_PATH,
  notification,
  sentenceOf,
  textFields,
} from '../support/door.ts';
import { expect, jest, test } from '../support/jest-globals.ts';
import { afterwards, ready, startService, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';
import { environmentFor, OUR_NUMBER, startVendors } from '../support/vendors.ts';

stopServices();
jest.setTimeout(120_000);

test('the process survives a restart of the database, and says so', async () => {
  const cluster = await startCluster();
  let stopped = false;
  const stop = async () => {
    if (!stopped) await cluster.stop();
    stopped = true;
  };
  afterwards(stop);
  await withSuperuser(cluster.url, (query) => query('CREATE DATABASE bridge'));
  const vendors = await startVendors({ latencyMs: () => 10 });
  const environment = { ...(await environmentFor(vendors)), DATABASE_URL: databaseUrl(cluster.url, 'bridge') };
  const service = await ready(startService(environment));
  vendors.connect(service.url);
  const { twilio } = vendors;

  const accepted = () => twilio.postOffice.log.filter(({ status }) => status === 200).length;
  const threaded = () => vendors.saidInInbox().filter((words) => /^text \d+$/.test(words));
  let sent = 0;
  const texts = (howMany: number) => {
    for (let index = 0; index < howMany; index += 1, sent += 1)
      twilio.text({ from: `+1415555${3000 + (sent % 10)}`, to: OUR_NUMBER, body: `text ${100 + sent}` });
  };

  texts(10);
  await until('the first texts are threaded', () => threaded().length === 10);
  texts(10);
  await until('some more are under way', () => accepted() > 11);
  await cluster.restart();
  texts(10);
  await until('every text is accepted', () => accepted() === sent, 30_000);
  // The jobs under way go to another process once their claims have run out.
  await until('every text is threaded', () => threaded().length >= sent, 40_000);
  expect(threaded().sort()).toEqual(Array.from({ length: sent }, (_, index) => `text ${100 + index}`));
  const ask = (path: string) => knock(service.url, { method: 'GET', path });
  expect((await ask('/readyz')).status).toBe(200);

  await stop();
  const text = await knock(service.url, fromTwilio(service.url, MESSAGES_PATH, textFields(1)));
  expect(text.status).toBe(503);
  expect(text.headers['retry-after']).toBe('5');
  expect(sentenceOf(text)).toBe('The service cannot store anything at the moment. Try again in a few seconds.');
  const news = notification('contact.deleted', { id: 'c1' });
  expect((await knock(service.url, fromIntercom(JSON.stringify(news)))).status).toBe(503);
  const panel = await knock(
    service.url,
    fromInbox('/canvas/initialize', JSON.stringify({ workspace_id: WORKSPACE_ID, conversation: { id: '1' } })),
  );
  expect(panel.status).toBe(200);
  expect(panel.text).toContain('cannot be shown or sent at the moment');
  const state = await ask('/readyz');
  expect(state.status).toBe(503);
  expect(JSON.parse(state.text)).toMatchObject({
    problems: [
      expect.stringMatching(/^The database does not answer: /),
      expect.stringMatching(/^The job queue does not answer: /),
    ],
  });
  expect((await ask('/healthz')).status).toBe(200);

  const stoppedAt = performance.now();
  service.kill('SIGTERM');
  expect({ code: await service.exited, said: service.output().split('\n').slice(-3) }).toMatchObject({ code: 0 });
  expect(performance.now() - stoppedAt).toBeLessThan(10_000);
});
