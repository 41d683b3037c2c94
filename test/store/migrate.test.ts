import { PGlite } from '@electric-sql/pglite';
import { expect, test } from '@jest/globals';
import { newId } from '../../src/lib/ids.ts';
import { fromOpenPglite, openDatabase } from '../../src/store/database.ts';
import { openJobs } from '../../src/store/jobs.ts';
import { migrate } from '../../src/store/migrate.ts';
import { databaseKinds, freshDatabase, onEachDatabase } from '../support/databases.ts';
import { databaseUrl, withSuperuser } from '../support/server.ts';

onEachDatabase('migrations', (kind) => {
  test('a database that is up to date is left alone', async () => {
    const database = await freshDatabase(kind);
    expect(await migrate(database.db)).toEqual([]);
    expect(await Promise.all([migrate(database.db), migrate(database.db)])).toEqual([[], []]);
    await database.close();
  });
});

test('an empty embedded database gets every table once', async () => {
  const database = fromOpenPglite(await PGlite.create());
  expect((await migrate(database.db)).length).toBeGreaterThan(0);
  expect(await migrate(database.db)).toEqual([]);
  await database.close();
});

const onPostgres = databaseKinds.includes('postgres') ? test : test.skip;

onPostgres('processes that start at once on an empty PostgreSQL run each migration once between them', async () => {
  const server = process.env.THREADWIRE_POSTGRES ?? '';
  const name = `threadwire_empty_${process.pid}`;
  await withSuperuser(server, (query) => query(`CREATE DATABASE ${name}`));
  const onError = (error: Error) => {
    throw error;
  };
  const starts = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const database = await openDatabase({ url: databaseUrl(server, name), dataDir: '', poolSize: 2, onError });
      const ran = await migrate(database.db);
      const jobs = await openJobs({ database, newId, onError, supervise: false });
      return { database, ran, jobs };
    }),
  );
  const ran = starts.flatMap((start) => start.ran);
  expect(ran.length).toBeGreaterThan(0);
  expect(new Set(ran).size).toBe(ran.length);
  for (const { database, jobs } of starts) {
    await jobs.ping();
    await jobs.close();
    await database.close();
  }
  await withSuperuser(server, (query) => query(`DROP DATABASE ${name} WITH (FORCE)`));
});
