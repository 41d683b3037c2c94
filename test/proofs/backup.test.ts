// A backup, made and restored with PostgreSQL's own tools as the page on running the service says.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { newId } from '../../src/lib/ids.ts';
import { type Database, openDatabase } from '../../src/store/database/database.ts';
import { migrate } from '../../src/store/database/migrate.ts';
import { openJobs } from '../../src/store/queue/jobs.ts';
import { databaseUrl, withSuperuser } from '../support/database/server.ts';
import { findSystemPrograms, startSystemServer } from '../support/database/system-postgres.ts';
import { afterEach, expect, test } from '../support/jest-globals.ts';

const left: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of left.splice(0).reverse()) await close();
});

function fail(error: Error): void {
  throw error;
}

async function openQueue(database: Database) {
  const jobs = await openJobs({ database, newId, onError: fail, supervise: false });
  left.push(() => jobs.close());
  return jobs;
}

/** npm delivers the server without the tools. */
const programs = findSystemPrograms();
const withTools = programs === null ? test.skip : test;

async function runTool(name: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)(path.join(programs ?? '', name), [...args]);
}

withTools('a restored database keeps workspaces apart and goes on with its work', async () => {
  const server = await startSystemServer(programs ?? '');
  left.push(async () => server.stop());
  await withSuperuser(server.url, (query) => query('CREATE DATABASE threadwire'));
  const url = databaseUrl(server.url, 'threadwire');
  const database = await openDatabase({ url, dataDir: '', poolSize: 4, onError: fail });
  left.push(() => database.close());
  await migrate(database.owner);
  const jobs = await openQueue(database);
  const now = new Date();
  const said = { region: 'US', timezone: 'UTC', source: 'install', acting_admin_id: '1', settings: '{}' };
  const nothing = { twilio_account_sid: null, twilio_auth_token: null, intercom_token: null };
  for (const id of ['w1', 'w2'])
    await database.owner
      .insertInto('workspaces')
      .values({ id, name: `Company ${id}`, ...said, ...nothing, created_at: now, updated_at: now })
      .execute();
  const data = { workspaceId: 'w1', messageId: newId() };
  await database.owner.transaction().execute((trx) => jobs.enqueue(trx, [{ queue: 'receive-text', key: 'k', data }]));

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-'));
  left.push(async () => fs.rmSync(folder, { recursive: true }));
  const dump = path.join(folder, 'threadwire.dump');
  await runTool('pg_dump', ['--format=custom', `--dbname=${url}`, `--file=${dump}`]);
  const name = `${new URL(url).pathname.slice(1)}_restored`;
  await withSuperuser(url, (query) => query(`CREATE DATABASE ${name}`));
  left.push(() => withSuperuser(url, (query) => query(`DROP DATABASE ${name} WITH (FORCE)`)));
  await runTool('pg_restore', [`--dbname=${databaseUrl(url, name)}`, '--exit-on-error', dump]);

  const restored = await openDatabase({ url: databaseUrl(url, name), dataDir: '', poolSize: 4, onError: fail });
  left.push(() => restored.close());
  expect(await migrate(restored.owner)).toEqual([]);
  const again = await openQueue(restored);
  expect(await restored.within('w1').selectFrom('workspaces').select('name').execute()).toEqual([
    { name: 'Company w1' },
  ]);
  await expect(sql`SELECT name FROM workspaces`.execute(restored.accepting)).rejects.toThrow('permission denied');
  expect(await again.claim('receive-text', 8)).toMatchObject([{ key: 'k', data }]);
});
