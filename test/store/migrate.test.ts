// Migrations run once, also where several processes start at once.
import { sql } from 'kysely';
import { newId } from '../../src/lib/ids.ts';
import { openDatabase } from '../../src/store/database/database.ts';
import { migrate } from '../../src/store/database/migrate.ts';
import { openJobs } from '../../src/store/queue/jobs.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { databaseUrl, withSuperuser } from '../support/database/server.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

describe('migrations', () => {
  test('a database that is up to date is left alone', async () => {
    const database = await freshDatabase();
    expect(await migrate(database.owner)).toEqual([]);
    expect(await Promise.all([migrate(database.owner), migrate(database.owner)])).toEqual([[], []]);
    await database.close();
  });
});

test('processes that start at once make everything once between them', async () => {
  const server = process.env.THREADWIRE_POSTGRES ?? '';
  const name = `threadwire_empty_${process.pid}`;
  await withSuperuser(server, (query) => query(`CREATE DATABASE ${name}`));
  const faults: Error[] = [];
  const onError = (error: Error) => faults.push(error);
  const open = () => openDatabase({ url: databaseUrl(server, name), dataDir: '', poolSize: 2, onError });
  const first = await open();
  const databases = [first, ...(await Promise.all(Array.from({ length: 5 }, open)))];
  const startAll = () =>
    Promise.allSettled(
      databases.map(async (database) => {
        const ran = await migrate(database.owner);
        const jobs = await openJobs({ database, newId, onError, supervise: false });
        await jobs.ping();
        await jobs.close();
        return ran;
      }),
    );
  const starts = await startAll();
  // As a version before left it.
  await sql`ALTER POLICY accepted_texts ON pgboss.job RENAME TO accepted`.execute(first.owner);
  const laterStarts = await startAll();
  const told = [...faults];
  for (const database of databases) await database.close();
  await withSuperuser(server, (query) => query(`DROP DATABASE ${name} WITH (FORCE)`));

  expect([...starts, ...laterStarts].filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(told).toEqual([]);
  const ran = starts.flatMap((start) => (start.status === 'fulfilled' ? start.value : []));
  expect(ran.length).toBeGreaterThan(0);
  expect(new Set(ran).size).toBe(ran.length);
});
