// Several processes on one PostgreSQL share the work behind a balancer.
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { expect, test } from '../support/jest-globals.ts';
import { afterwards, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';
import { environmentFor, OUR_NUMBER, startVendors } from '../support/vendors.ts';

stopServices();
const CUSTOMERS = 24;
const ROUNDS = 5;

async function jobsDone(app: App): Promise<number> {
  const { values } = await app.ctx.metrics.jobs.get();
  return values
    .filter(({ metricName, labels }) => metricName?.endsWith('_count') && labels.outcome === 'done')
    .reduce((sum, { value }) => sum + value, 0);
}

test('processes on one PostgreSQL share the work, once and in order', async () => {
  const database = await freshDatabase();
  afterwards(() => database.close());
  const vendors = await startVendors({ latencyMs: () => 5 });
  const apps: App[] = [];
  const urls: string[] = [];
  for (let index = 0; index < 2; index += 1) {
    const environment: Record<string, string> = {
      ...(await environmentFor(vendors)),
      DATABASE_URL: database.url ?? '',
      LOG_LEVEL: 'silent',
    };
    const app = await createApp(readConfig(environment));
    afterwards(() => app.close());
    await app.start();
    apps.push(app);
    urls.push(environment.PUBLIC_URL ?? '');
  }
  const { twilio, workspace } = vendors;
  const customers = Array.from({ length: CUSTOMERS }, (_, index) => `+1415555${2000 + index}`);
  for (let round = 1; round <= ROUNDS; round += 1) {
    // A balancer in front: each takes its turn.
    vendors.connect(urls[round % urls.length] ?? '');
    for (const from of customers) twilio.text({ from, to: OUR_NUMBER, body: `${from} round ${round}` });
    const sofar = round * CUSTOMERS;
    await until(
      `round ${round} is accepted`,
      () => twilio.postOffice.log.filter(({ status }) => status === 200).length >= sofar,
    );
  }
  const said = () =>
    workspace
      .conversations()
      .map(({ id }) => workspace.parts(id).flatMap(({ body }) => /\+\d+ round \d+/.exec(body ?? '')?.[0] ?? []));
  await until('everything is threaded', () => said().flat().length >= CUSTOMERS * ROUNDS, 40_000);

  const expected = customers.map((from) => Array.from({ length: ROUNDS }, (_, index) => `${from} round ${index + 1}`));
  expect(said().sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))).toEqual(expected);
  for (const app of apps) expect(await jobsDone(app)).toBeGreaterThan(0);
});
