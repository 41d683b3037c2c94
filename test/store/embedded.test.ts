import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { knock } from '../support/door.ts';
import {
  afterwards,
  compiledOnce,
  databaseVariables,
  freshFolder,
  quickStart,
  ready,
  startService,
  stopServices,
} from '../support/service-process.ts';
import { until } from '../support/until.ts';
import { environmentFor } from '../support/vendors.ts';

stopServices();
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const root = path.resolve(import.meta.dirname, '../..');
const openIn = (dataDir: string) => openDatabase({ url: undefined, dataDir, poolSize: 1, onError: () => {} });

test('every commit is on the disk before it returns, and reading costs no wait for the disk', async () => {
  const dataDir = freshFolder();
  const database = await openIn(dataDir);
  await migrate(database.owner);
  await sql`CREATE TABLE facts (id integer PRIMARY KEY)`.execute(database.owner);
  const synced = vi.spyOn(fs, 'fsyncSync');
  for (let id = 0; id < 25; id += 1) {
    const before = synced.mock.calls.length;
    await sql`INSERT INTO facts VALUES (${id})`.execute(database.owner);
    expect(synced.mock.calls.length - before).toBeGreaterThanOrEqual(1);
  }
  const written = synced.mock.calls.length;
  expect(written).toBeLessThan(40);
  for (let id = 0; id < 25; id += 1) await sql`SELECT * FROM facts WHERE id = ${id}`.execute(database.owner);
  expect(synced.mock.calls.length).toBe(written);
  await sql`CHECKPOINT`.execute(database.owner);
  expect(synced.mock.calls.length).toBeGreaterThan(written);
  synced.mockRestore();
  await database.close();

  const again = await openIn(dataDir);
  const { rows } = await sql<{ count: number }>`SELECT count(*)::integer AS count FROM facts`.execute(again.owner);
  expect(rows).toEqual([{ count: 25 }]);
  expect(await migrate(again.owner)).toEqual([]);
  await expect(openIn(dataDir)).rejects.toThrow('is in use by another Threadwire process');
  await again.close();
});

/** A service whose parent never asks how it ended: killed, it stays in the process table. */
async function startUnreaped(environment: Record<string, string>): Promise<{ pid: number; output(): string }> {
  const command = `"${process.execPath}" ${quickStart.join(' ')} src/main.ts & echo "pid $!"; exec sleep 600`;
  const shell = spawn('sh', ['-c', command], {
    cwd: root,
    env: { PATH: process.env.PATH, ...compiledOnce, ...environment },
  });
  let written = '';
  shell.stdout.on('data', (chunk: Buffer) => {
    written += chunk;
  });
  await until('its process id is known', () => /pid \d+/.test(written));
  const pid = Number(/pid (\d+)/.exec(written)?.[1]);
  afterwards(async () => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
    shell.kill('SIGKILL');
  });
  return { pid, output: () => written };
}

test('a second process on the folder says what to do; after kill -9 the next one starts at once, though nobody reaped', async () => {
  const data = await databaseVariables('embedded');
  const first = await startUnreaped({ ...(await environmentFor()), ...data });
  await until('the first one is ready', () => first.output().includes('"msg":"ready"'), 40_000);

  const second = startService({ ...(await environmentFor()), ...data });
  expect(await second.exited).toBe(1);
  expect(second.output()).toBe(
    `The data folder ${data.DATA_DIR} is in use by another Threadwire process. Stop that one first, give this one another DATA_DIR, or set DATABASE_URL to share one PostgreSQL.\n`,
  );

  process.kill(first.pid, 'SIGKILL');
  if (process.platform === 'linux')
    await until('it is a zombie', () => /^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${first.pid}/stat`, 'utf8')));
  const third = await ready(startService({ ...(await environmentFor()), ...data }));
  expect((await knock(third.url, { method: 'GET', path: '/readyz' })).status).toBe(200);
  third.kill('SIGTERM');
  expect(await third.exited).toBe(0);
});
