// Fresh databases for tests, and suites that run with both kinds of PostgreSQL server.
import { sql } from 'kysely';
import type pg from 'pg';
import { type Database, databaseOver, openDatabase, type Session } from '../../../src/store/database/database.ts';
import { openPool } from '../../../src/store/database/postgres.ts';
import { describe } from '../jest-globals.ts';
import { databaseUrl, withSuperuser } from './server.ts';

const databaseKinds = ['embedded', 'by URL'] as const;

/** A server of the service's own, or one that DATABASE_URL names: for services that are processes. */
export type DatabaseKind = (typeof databaseKinds)[number];

/** Runs a suite once on each. */
export function onEachDatabase(title: string, suite: (kind: DatabaseKind) => void): void {
  describe.each(databaseKinds.map((kind) => [kind] as const))(`${title} (%s)`, suite);
}

export type FreshDatabase = Database & { url: string };

/** Connections of a story's database. */
const POOL = 8;

let made = 0;

/** A migrated, empty database of its own; `close` removes it. */
export async function freshDatabase(poolSize = 8): Promise<FreshDatabase> {
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

const listTables =
  "SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'kysely%'";

/** Most rows go with their workspace; to truncate so many small tables would take ten times as long. */
function emptyingStatements(tables: readonly { name: string }[]): string {
  const deletes = ['workspaces', ...tables.map((table) => table.name)].map((name) => `DELETE FROM ${name}`);
  // A prepared statement can only be one.
  return `DO $$ BEGIN ${deletes.join('; ')}; DELETE FROM pgboss.job; END $$`;
}

/** A story's database, with connections that outlast the story. */
interface Stage {
  url: string;
  pool: pg.Pool;
  session: Session;
}

/** Those that no story uses at the moment; dropped after the run. */
const idle: Stage[] = [];

/**
 * An empty, migrated database that other tests may have used before: for stories, of which there are many. Its connections
 * stay open between them, since a new one costs PostgreSQL more than a whole story.
 */
export async function emptyDatabase(): Promise<Database> {
  const stage = idle.pop() ?? (await openStage());
  const database = databaseOver(lend(stage.pool), stage.session, { url: stage.url, onError: () => {} });
  const { rows } = await sql<{ name: string }>`${sql.raw(listTables)}`.execute(database.owner);
  await sql.raw(emptyingStatements(rows)).execute(database.owner);
  return {
    ...database,
    async close() {
      await database.close();
      await untilUnused(stage.pool);
      idle.push(stage);
    },
  };
}

async function openStage(): Promise<Stage> {
  const server = required('THREADWIRE_POSTGRES');
  const url = databaseUrl(server, await createFromTemplate(server));
  const session: Session = { statements: [] };
  const options = { url, poolSize: POOL, onError: () => {} };
  return { url, session, pool: openPool({ ...options, sessionStatements: () => session.statements }) };
}

/** The pool for one story: once that is over, work that it left running gets no connection of the next, in pg's own words. */
function lend(pool: pg.Pool): pg.Pool {
  let hasEnded = false;
  const end = async () => {
    hasEnded = true;
  };
  const refuse = () => Promise.reject(new Error('Cannot use a pool after calling end on the pool'));
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'end') return end;
      if (hasEnded && (name === 'connect' || name === 'query')) return refuse;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Holds all connections at once: statements that nobody waited for have ended then. */
async function untilUnused(pool: pg.Pool): Promise<void> {
  const all = await Promise.all(Array.from({ length: POOL }, () => pool.connect()));
  for (const client of all) client.release();
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with npm test.`);
  return value;
}
