// A fresh database for a test, of either kind, and one suite run on both.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'kysely';
import { describe, test } from 'vitest';
import { type Database, fromOpenPglite, openDatabase } from '../../src/store/database.ts';
import { findBinaries } from './postgres-cluster.ts';
import { databaseUrl, withSuperuser } from './server.ts';

export type DatabaseKind = Database['kind'];

/** The kinds this run has: PostgreSQL only where a server could be started or was named. */
export const databaseKinds: readonly DatabaseKind[] = process.env.THREADWIRE_POSTGRES
  ? ['embedded', 'postgres']
  : ['embedded'];

/** A test of what only PostgreSQL has. */
export const onPostgres = databaseKinds.includes('postgres') ? test : test.skip;

/** A test that stops and starts a PostgreSQL of its own. */
export const onOwnServer = findBinaries() === null ? test.skip : test;

/** Runs a suite once on each database. */
export function onEachDatabase(title: string, suite: (kind: DatabaseKind) => void): void {
  describe.each(databaseKinds.map((kind) => [kind] as const))(`${title} (%s)`, suite);
}

let made = 0;

/** A migrated, empty database of its own; `close` removes it. */
export async function freshDatabase(kind: DatabaseKind, poolSize = 8): Promise<Database & { url: string | undefined }> {
  if (kind === 'embedded') return { ...(await freshEmbedded()), url: undefined };
  const server = required('THREADWIRE_POSTGRES');
  const name = await createFromTemplate(server);
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

async function createFromTemplate(server: string): Promise<string> {
  made += 1;
  const template = required('THREADWIRE_TEMPLATE');
  const name = `${template}_${process.pid}_${made}`;
  await withSuperuser(server, (query) => query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return name;
}

/** Embedded databases that nobody uses at the moment: starting one takes longer than most stories. */
const idle: PGlite[] = [];

async function freshEmbedded(): Promise<Database> {
  let pglite = idle.pop();
  // A story may have closed one that another had given back.
  while (pglite?.closed) pglite = idle.pop();
  pglite ??= await startEmbedded();
  const { rows } = await pglite.query<{ name: string }>(listTables);
  await pglite.exec(emptyingStatements(rows));
  const own = pglite;
  let isGivenBack = false;
  return {
    ...fromOpenPglite(own),
    async close() {
      if (!own.closed && !isGivenBack) idle.push(own);
      isGivenBack = true;
    },
  };
}

async function startEmbedded(): Promise<PGlite> {
  const bytes = await fs.readFile(required('THREADWIRE_SNAPSHOT'));
  return PGlite.create({ loadDataDir: new Blob([new Uint8Array(bytes)]) });
}

/** A migrated, empty embedded database in a data folder: much faster than making its files anew. */
export function unpackSnapshot(dataDir: string): void {
  const files = path.join(dataDir, 'database');
  mkdirSync(files);
  execFileSync('tar', ['-xf', required('THREADWIRE_SNAPSHOT'), '-C', files], { stdio: 'pipe' });
}

const listTables =
  "SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'kysely%'";

/** Most rows go with their workspace; to truncate so many small tables would take ten times as long. */
function emptyingStatements(tables: readonly { name: string }[]): string {
  const deletes = ['workspaces', ...tables.map((table) => table.name)].map((name) => `DELETE FROM ${name}`);
  // One statement: what is prepared cannot be several.
  return `DO $$ BEGIN ${deletes.join('; ')}; DELETE FROM pgboss.job; END $$`;
}

/** PostgreSQL databases that nobody uses at the moment; dropped after the run. */
const idleNames: string[] = [];

/** An empty, migrated database that other tests may have used before: for stories, of which there are many. */
export async function emptyDatabase(kind: DatabaseKind): Promise<Database> {
  if (kind === 'embedded') return freshEmbedded();
  const server = required('THREADWIRE_POSTGRES');
  const name = idleNames.pop() ?? (await createFromTemplate(server));
  const database = await openDatabase({ url: databaseUrl(server, name), dataDir: '', poolSize: 8, onError: () => {} });
  const { rows } = await sql<{ name: string }>`${sql.raw(listTables)}`.execute(database.owner);
  await sql.raw(emptyingStatements(rows)).execute(database.owner);
  return {
    ...database,
    async close() {
      await database.close();
      idleNames.push(name);
    },
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with npm test.`);
  return value;
}
