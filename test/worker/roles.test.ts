// The roles that a process may have, their work, and the roles that are refused.

import { createApp } from '../../src/app.ts';
import { readRole } from '../../src/commands/read-role.ts';
import { readConfig } from '../../src/config.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../support/door.ts';
import { expect, test } from '../support/jest-globals.ts';
import { afterwards, freshFolder, startService, stopServices } from '../support/process/service-process.ts';
import { until } from '../support/until.ts';
import { environmentFor, startVendors } from '../support/vendors.ts';

stopServices();

test('the worker role threads the web role’s texts, without webhooks', async () => {
  const vendors = await startVendors();
  const database = await freshDatabase();
  afterwards(() => database.close());
  const start = async (role: 'web' | 'worker') => {
    const environment = { ...(await environmentFor(vendors)), DATABASE_URL: database.url, LOG_LEVEL: 'silent' };
    const app = await createApp(readConfig(environment), { role });
    afterwards(() => app.close());
    return app.start();
  };
  const web = await start('web');
  const worker = await start('worker');
  const text = (url: string) => knock(url, fromTwilio(url, MESSAGES_PATH, textFields(1)));
  expect((await text(worker.url)).status).toBe(404);
  expect((await text(web.url)).status).toBe(200);
  await until('it is threaded', () => vendors.workspace.conversations().length === 1);
  expect((await knock(worker.url, { method: 'GET', path: '/healthz' })).status).toBe(200);
});

test.each([[['--role', 'cron']], [['--role']], [['--roles', 'web']], [['web']], [['--role', 'web', 'worker']]])(
  '%j is refused in one sentence',
  (args) => {
    expect(() => readRole(args, { databaseUrl: 'postgres://localhost/threadwire' })).toThrow(
      'Choose one role: npm start -- --role web, or worker. Without --role it does the work of both.',
    );
  },
);

test.each(['web', 'worker'])('the role %s is refused on the embedded database', (role) => {
  expect(() => readRole(['--role', role], { databaseUrl: undefined })).toThrow(
    `The role ${role} needs a DATABASE_URL: the embedded database serves a single service that does everything.`,
  );
});

test('a process whose role is refused says so and ends', async () => {
  const service = startService({ ...(await environmentFor()), DATA_DIR: freshFolder() }, ['--role', 'web']);
  expect(await service.exited).toBe(1);
  expect(service.output()).toMatch(/^The role web needs a DATABASE_URL: .*\n$/);
});
