// A service on its own server: its state after kills and failed starts, and commands beside it.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { serverPid } from '../support/database/postgres-cluster.ts';
import { knock } from '../support/door.ts';
import { expect, test } from '../support/jest-globals.ts';
import {
  afterwards,
  embeddedFolder,
  freshFolder,
  ready,
  runCommand,
  startService,
  stopServices,
} from '../support/process/service-process.ts';
import { until } from '../support/until.ts';
import { environmentFor } from '../support/vendors.ts';

stopServices();

const isReady = async (url: string) => (await knock(url, { method: 'GET', path: '/readyz' })).status === 200;

test('one service has the folder; after a kill the next takes over', async () => {
  const data = { DATA_DIR: embeddedFolder() };
  const first = await ready(startService({ ...(await environmentFor()), ...data }));
  const server = serverPid(data.DATA_DIR);

  const second = startService({ ...(await environmentFor()), ...data });
  expect(await second.exited).toBe(1);
  expect(second.output()).toBe(
    `Another running Threadwire uses the data folder ${data.DATA_DIR}. Stop it, give this one another DATA_DIR, or set DATABASE_URL to share one PostgreSQL.\n`,
  );

  first.kill('SIGKILL');
  await first.exited;
  const third = await ready(startService({ ...(await environmentFor()), ...data }));
  expect(serverPid(data.DATA_DIR)).toBe(server);
  expect(await isReady(third.url)).toBe(true);
  third.kill('SIGTERM');
  expect(await third.exited).toBe(0);
  expect(serverPid(data.DATA_DIR)).toBeNaN();
});

test('a service recovers from its server’s death, and loses nothing', async () => {
  const data = { DATA_DIR: embeddedFolder() };
  const service = await ready(startService({ ...(await environmentFor()), ...data }));
  process.kill(serverPid(data.DATA_DIR), 'SIGKILL');
  await until('it is told', () => /UnusableDatabaseError.*(restarting|recovering|not-starting)/.test(service.output()));
  await until('it is ready', () => isReady(service.url));
  expect(service.output()).toContain('The embedded PostgreSQL can be used again.');
  expect(await runCommand('migrate', { ...(await environmentFor()), ...data })).toMatchObject({
    code: 0,
    output: 'The database is up to date.\n',
  });
});

test('a start that fails leaves no server behind', async () => {
  const environment = await environmentFor();
  const other = http.createServer();
  await new Promise<void>((resolve) => other.listen(Number(environment.PORT), '127.0.0.1', resolve));
  afterwards(async () => other.close());
  const data = { DATA_DIR: embeddedFolder() };
  const service = startService({ ...environment, ...data });
  expect(await service.exited).toBe(1);
  expect(service.output()).toContain(' is in use. ');
  expect(serverPid(data.DATA_DIR)).toBeNaN();
});

test('a start on files of another major version ends with one sentence', async () => {
  const data = { DATA_DIR: freshFolder() };
  fs.mkdirSync(path.join(data.DATA_DIR, 'postgres'));
  fs.writeFileSync(path.join(data.DATA_DIR, 'postgres/PG_VERSION'), '17\n');
  const service = startService({ ...(await environmentFor()), ...data });
  expect(await service.exited).toBe(1);
  expect(service.output()).toMatch(
    /^The database in \S+ is of PostgreSQL 17, and this Threadwire brings 18\.\d+\. .*\n$/,
  );
});

test('commands run beside a service, and start a database without one', async () => {
  const data = { DATA_DIR: embeddedFolder() };
  const environment = { ...(await environmentFor()), ...data };
  const alone = await runCommand('migrate', environment);
  expect([alone.code, alone.output]).toEqual([0, expect.stringContaining('Ran 20261120T0900-create-bridge')]);
  expect(serverPid(data.DATA_DIR)).toBeNaN();

  const service = await ready(startService(environment));
  expect(await runCommand('dead-letters', environment, ['list'])).toEqual({
    code: 0,
    output: 'No dead letters.\n',
    errors: '',
  });
  expect((await runCommand('rotate-keys', environment)).output).toMatch(/^Re-sealed 0 with key tests/);
  const { output } = await runCommand('database', data);
  expect(new URL(output.trim()).searchParams.get('host')).toBe(path.join(data.DATA_DIR, 'socket'));
  expect(await isReady(service.url)).toBe(true);
});

test('whoever needs the database of no service is told where it is', async () => {
  expect(
    await runCommand('database', { DATABASE_URL: 'postgres://db.example.com/x', DATA_DIR: freshFolder() }),
  ).toEqual({
    code: 2,
    output: '',
    errors: 'DATABASE_URL names a PostgreSQL of your own, so there is no embedded database.\n',
  });
});
