// Once a run, before it: a PostgreSQL with a migrated template database, and a migrated snapshot of the embedded one.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { v7 } from 'uuid';
import { type Database, fromOpenPglite, openDatabase } from '../../src/store/database.ts';
import { openJobs } from '../../src/store/jobs.ts';
import { migrate } from '../../src/store/migrate.ts';
import { globalTeardown } from './global-teardown.ts';
import { findBinaries, startCluster } from './postgres-cluster.ts';
import { databaseUrl, withSuperuser } from './server.ts';

/** Answers with what removes it all again. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const snapshot = await makeSnapshot();
  process.env.THREADWIRE_SNAPSHOT = snapshot;
  const given = process.env.TEST_DATABASE_URL || null;
  const cluster = given !== null || findBinaries() === null ? null : await startCluster();
  const url = given ?? cluster?.url ?? null;
  const template = `threadwire_tests_${process.pid}`;
  if (url !== null) {
    process.env.THREADWIRE_POSTGRES = url;
    process.env.THREADWIRE_TEMPLATE = template;
    await withSuperuser(url, (query) => query(`CREATE DATABASE ${template}`));
    await install(await openDatabase({ url: databaseUrl(url, template), dataDir: '', poolSize: 4, onError: fail }));
  }
  return () => globalTeardown({ snapshot, cluster, url, template });
}

async function makeSnapshot(): Promise<string> {
  const pglite = await PGlite.create();
  const database = fromOpenPglite(pglite);
  await installTables(database);
  const dump = await pglite.dumpDataDir('none');
  await database.close();
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-snapshot-')), 'snapshot.tar');
  fs.writeFileSync(file, Buffer.from(await dump.arrayBuffer()));
  return file;
}

async function install(database: Database): Promise<void> {
  await installTables(database);
  await database.close();
}

async function installTables(database: Database): Promise<void> {
  await migrate(database.owner);
  const jobs = await openJobs({ database, newId: v7, onError: fail, supervise: false });
  await jobs.close();
}

function fail(error: Error): void {
  throw error;
}
