// Looks for the browser before a run, and starts a PostgreSQL with a migrated template database.
import { v7 } from 'uuid';
import { openDatabase } from '../../../src/store/database/database.ts';
import { migrate } from '../../../src/store/database/migrate.ts';
import { openJobs } from '../../../src/store/queue/jobs.ts';
import { lookForBrowser } from '../browser/browser-files.ts';
import { startCluster } from '../database/postgres-cluster.ts';
import { databaseUrl, withSuperuser } from '../database/server.ts';
import { removeAfterwards } from './global-teardown.ts';

export default async function globalSetup(): Promise<void> {
  // Jest by itself dies of these at once, and the server that is stopped at the exit would stay.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  await lookForBrowser();
  const given = process.env.TEST_DATABASE_URL || null;
  const cluster = given === null ? await startCluster() : null;
  const url = given ?? cluster?.url ?? '';
  const template = `threadwire_tests_${process.pid}`;
  process.env.THREADWIRE_POSTGRES = url;
  process.env.THREADWIRE_TEMPLATE = template;
  await withSuperuser(url, (query) => query(`CREATE DATABASE ${template}`));
  const database = await openDatabase({ url: databaseUrl(url, template), dataDir: '', poolSize: 4, onError: fail });
  await migrate(database.owner);
  const jobs = await openJobs({ database, newId: v7, onError: fail, supervise: false });
  await jobs.close();
  await database.close();
  removeAfterwards({ cluster, url, template });
}

function fail(error: Error): void {
  throw error;
}
