// One Kysely over either database: PostgreSQL when a URL is given, the embedded one otherwise.
import type { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely';
import { fromPglite, type Db as QueueDatabase } from 'pg-boss';
import { openEmbedded } from './embedded.ts';
import { type Listener, openListener, openPool } from './postgres.ts';
import { enterScope, prepareToEnter, type Scope, scopedPool } from './row-security.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

export interface Database {
  kind: 'postgres' | 'embedded';
  /** Sees every workspace: for migrations, for operators, and for the few questions that are about several. */
  owner: Db;
  /** Sees and writes the rows of one workspace. The embedded database leaves that to the queries, which are the same. */
  within(workspaceId: string): Db;
  /** Stores texts of any workspace, and sees of them only what makes two the same one. */
  accepting: Db;
  /** From here to its end a transaction acts for one workspace. */
  enter(trx: Trx, workspaceId: string): Promise<void>;
  /** Until it enters again a transaction sees every workspace: for a question about several that its own writes hang on. */
  leave(trx: Trx): Promise<void>;
  /** The same database as the queue library speaks to it. */
  queue: QueueDatabase;
  /** Null for the embedded database, which no other process shares. */
  notices: Notices | null;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** How processes that share the database tell each other of work at once. */
export interface Notices {
  /** Heard by every listener when the transaction commits, and by none when it does not. */
  send(trx: Trx, words: string): Promise<void>;
  /** `heard(null)`: listening has begun, or begun again, and what was sent before may have been missed. */
  listen(heard: (words: string | null) => void): Promise<Listener>;
}

const CHANNEL = 'threadwire_work';

/** Guesses at workspaces must not fill the memory. */
const MOST_KEPT = 5_000;

export interface DatabaseOptions {
  /** A PostgreSQL URL, or undefined for the embedded database. */
  url: string | undefined;
  dataDir: string;
  poolSize: number;
  onError(error: Error): void;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url !== undefined) return openPostgres({ ...options, url: options.url });
  const { pglite, lock } = await openEmbedded(options.dataDir);
  return fromOpenPglite(pglite, () => lock.release());
}

/** Wraps an open PGlite; `afterClose` runs once its files are let go. */
export function fromOpenPglite(pglite: PGlite, afterClose: () => Promise<void> = async () => {}): Database {
  const owner = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return {
    kind: 'embedded',
    owner,
    within: () => owner,
    accepting: owner,
    enter: async () => {},
    leave: async () => {},
    queue: fromPglite(pglite),
    notices: null,
    ping: () => ping(owner),
    async close() {
      await owner.destroy();
      await afterClose();
    },
  };
}

function openPostgres(options: DatabaseOptions & { url: string }): Database {
  let sessionStatements: string[] = [];
  const pool = openPool({ ...options, sessionStatements: () => sessionStatements, prepareSession: prepareToEnter });
  const owner = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const scoped = (scope: Scope) =>
    new Kysely<Tables>({ dialect: new PostgresDialect({ pool: scopedPool(pool, scope) }) });
  const workspaces = new Map<string, Db>();
  return {
    kind: 'postgres',
    owner,
    within(workspaceId) {
      const known = workspaces.get(workspaceId);
      if (known) return known;
      if (workspaces.size >= MOST_KEPT) workspaces.clear();
      const db = scoped({ role: 'threadwire_workspace', workspaceId });
      workspaces.set(workspaceId, db);
      return db;
    },
    accepting: scoped({ role: 'threadwire_accept', workspaceId: '' }),
    enter: (trx, workspaceId) => enterScope(trx, { role: 'threadwire_workspace', workspaceId }),
    leave: (trx) => enterScope(trx, { role: 'none', workspaceId: '' }),
    queue: {
      // Without values it may be several statements, which cannot be prepared; a claim is one.
      executeSql: (text, values) =>
        values?.length || !text.includes(';') ? pool.query(text, values ?? []) : pool.query(text),
      async setSessionStatements(statements) {
        sessionStatements = statements;
        const open = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()));
        for (const client of open) {
          for (const statement of statements) await client.query(statement);
          client.release();
        }
      },
    },
    notices: {
      async send(trx, words) {
        await sql`SELECT pg_notify(${CHANNEL}, ${words})`.execute(trx);
      },
      listen: (heard) => openListener({ url: options.url, channel: CHANNEL, heard, onError: options.onError }),
    },
    ping: () => ping(owner),
    close: () => owner.destroy(),
  };
}

async function ping(db: Db): Promise<void> {
  await sql`SELECT 1`.execute(db);
}
