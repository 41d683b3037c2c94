// A fresh database for a test, of either kind, and one suite run on both.
import fs from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, describe } from '@jest/globals';
import { type Database, fromOpenPglite, openDatabase } from '../../src/store/database.ts';
import { databaseUrl, withSuperuser } from './server.ts';

export type DatabaseKind = Database['kind'];

/** The kinds this run has: PostgreSQL only where a server could be started or was named. */
export const databaseKinds: readonly DatabaseKind[] = process.env.THREADWIRE_POSTGRES
  ? ['embedded', 'postgres']
  : ['embedded'];

/** Runs a suite once on each database. */
export function onEachDatabase(title: string, suite: (kind: DatabaseKind) => void): void {
  describe.each(databaseKinds.map((kind) => [kind] as const))(`${title} (%s)`, suite);
}

let made = 0;

/** A migrated, empty database of its own; `close` removes it. */
export async function freshDatabase(kind: DatabaseKind, poolSize = 8): Promise<Database & { url: string | undefined }> {
  if (kind === 'embedded') return { ...(await freshEmbedded()), url: undefined };
  const server = required('THREADWIRE_POSTGRES');
  made += 1;
  const name = `threadwire_test_${process.pid}_${Date.now()}_${made}`;
  await withSuperuser(server, (query) => query(`CREATE DATABASE ${name} TEMPLATE ${required('THREADWIRE_TEMPLATE')}`));
  const url = databaseUrl(server, name);
  const database = await openDatabase({ url, dataDir: '', poolSize, onError: () => {} });
  return {
    ...database,
    url,
    async close() {
      await database.close();
      await withSuperuser(server, (query) => query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** Embedded databases of this file that nobody uses at the moment: starting one takes longer than most stories. */
const idle: PGlite[] = [];

afterAll(async () => {
  for (const pglite of idle.splice(0)) await pglite.close();
});

async function freshEmbedded(): Promise<Database> {
  const pglite = idle.pop() ?? (await startEmbedded());
  await pglite.exec(await emptyingStatements(pglite));
  const database = fromOpenPglite(pglite);
  return {
    ...database,
    async close() {
      if (!pglite.closed) idle.push(pglite);
    },
  };
}

async function startEmbedded(): Promise<PGlite> {
  const bytes = await fs.readFile(required('THREADWIRE_SNAPSHOT'));
  return PGlite.create({ loadDataDir: new Blob([new Uint8Array(bytes)]) });
}

async function emptyingStatements(pglite: PGlite): Promise<string> {
  const { rows } = await pglite.query<{ name: string }>(
    "SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'kysely%'",
  );
  return `TRUNCATE ${rows.map((row) => row.name).join(', ')}; DELETE FROM pgboss.job;`;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with npm test.`);
  return value;
}
