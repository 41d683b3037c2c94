// One Kysely over PostgreSQL: the server that a URL names, or the embedded one.
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import type pg from 'pg';
import type { Db as QueueDatabase } from 'pg-boss';
import { UnusableDatabaseError } from '../../domain/unusable-database.ts';
import { openEmbedded } from './embedded/embedded.ts';
import { type Listener, openListener, openPool } from './postgres.ts';
import { enterScope, runAtOnce, type Scope, scopedPool } from './row-security.ts';
import { runStatements, type Statement } from './statements.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

export interface Database {
  /** No other process uses this database, so jobs found running at the start died with their process. */
  isUnshared: boolean;
  /** Sees every workspace: for migrations, for commands, and for the few queries over several workspaces. */
  owner: Db;
  /** Sees and writes the rows of one workspace. */
  within(workspaceId: string): Db;
  /** Stores texts of any workspace. It sees only the ids that make two texts the same. */
  accepting: Db;
  /**
   * Stores texts of any workspace in one transaction and one message: no statement may need another's answer. `tellsNobody`: none
   * of the workspaces has endpoints.
   */
  acceptAtOnce(statements: readonly Statement[], options?: { tellsNobody: boolean }): Promise<void>;
  /** From here on, the transaction sees and writes the rows of one workspace. */
  enter(trx: Trx, workspaceId: string): Promise<void>;
  /** Lets the transaction see every workspace until it enters one again: for a query over several that its writes depend on. */
  leave(trx: Trx): Promise<void>;
  /** The same database, in the shape that the queue library takes. */
  queue: QueueDatabase;
  wakeUps: WakeUps;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Wake-ups between processes that share the database, by NOTIFY. */
export interface WakeUps {
  /** Every listener hears it when the transaction commits. */
  send(trx: Trx, words: string): Promise<void>;
  /** The statement that `send` runs. */
  sending(words: string): Statement;
  /** `heard(null)` says that listening has begun, or begun again: earlier wake-ups may have been missed. */
  listen(heard: (words: string | null) => void): Promise<Listener>;
}

const CHANNEL = 'threadwire_work';

/** Each connection is a process of some megabytes, on the service's own machine. */
const MOST_EMBEDDED = 3;

const acceptScope: Scope = { role: 'threadwire_accept', workspaceId: '' };

/** Guessed workspace ids must not fill the memory. */
const MOST_KEPT = 5_000;

export interface DatabaseOptions {
  /** A PostgreSQL URL, or undefined for the embedded database. */
  url: string | undefined;
  dataDir: string;
  poolSize: number;
  /** For the embedded database; a command uses the server of a running service. Default: `service`. */
  as?: 'service' | 'command';
  /** For the embedded database: it ends with this process, and its data with it. */
  isDisposable?: boolean;
  onError(error: Error): void;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url !== undefined) return openPostgres({ ...options, url: options.url });
  const embedded = await openEmbedded(options);
  const database = openPostgres({ ...options, url: embedded.url, poolSize: Math.min(options.poolSize, MOST_EMBEDDED) });
  return {
    ...database,
    isUnshared: options.as !== 'command',
    async ping() {
      const reason = embedded.unusable();
      if (reason !== null) throw new UnusableDatabaseError(reason);
      await database.ping();
    },
    async close() {
      await database.close();
      await embedded.close();
    },
  };
}

function openPostgres(options: DatabaseOptions & { url: string }): Database {
  const session: Session = { statements: [] };
  const pool = openPool({ ...options, sessionStatements: () => session.statements });
  return databaseOver(pool, session, options);
}

/** Statements that each new connection of a pool runs first. */
export interface Session {
  statements: readonly string[];
}

export function databaseOver(
  pool: pg.Pool,
  session: Session,
  options: Pick<DatabaseOptions, 'onError'> & { url: string },
): Database {
  const owner = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const scoped = (scope: Scope) =>
    new Kysely<Tables>({ dialect: new PostgresDialect({ pool: scopedPool(pool, scope) }) });
  const workspaces = new Map<string, Db>();
  return {
    isUnshared: false,
    owner,
    within(workspaceId) {
      const known = workspaces.get(workspaceId);
      if (known) return known;
      if (workspaces.size >= MOST_KEPT) workspaces.clear();
      const db = scoped({ role: 'threadwire_workspace', workspaceId });
      workspaces.set(workspaceId, db);
      return db;
    },
    accepting: scoped(acceptScope),
    acceptAtOnce: (statements, options) => runAtOnce(pool, { ...acceptScope, ...options }, statements),
    enter: (trx, workspaceId) => enterScope(trx, { role: 'threadwire_workspace', workspaceId }),
    leave: (trx) => enterScope(trx, { role: 'none', workspaceId: '' }),
    queue: {
      // A text without values may be several statements, which cannot be prepared; a claim is one statement.
      executeSql: (text, values) =>
        values?.length || !text.includes(';') ? pool.query(text, values ?? []) : pool.query(text),
      async setSessionStatements(statements) {
        session.statements = statements;
        const open: pg.PoolClient[] = [];
        // A connection in use is counted, too, and comes once it is free.
        while (open.length < pool.totalCount) open.push(await pool.connect());
        for (const client of open) {
          for (const statement of statements) await client.query(statement);
          client.release();
        }
      },
    },
    wakeUps: {
      async send(trx, words) {
        await runStatements(trx, [wakeUpStatement(words)]);
      },
      sending: wakeUpStatement,
      listen: (heard) => openListener({ url: options.url, channel: CHANNEL, heard, onError: options.onError }),
    },
    ping: () => ping(owner),
    close: () => owner.destroy(),
  };
}

function wakeUpStatement(words: string): Statement {
  return { text: 'SELECT pg_notify($1, $2)', values: [CHANNEL, words] };
}

async function ping(db: Db): Promise<void> {
  await sql`SELECT 1`.execute(db);
}
