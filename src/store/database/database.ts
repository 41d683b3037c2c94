// One Kysely over PostgreSQL: the server that a URL names, or the embedded one.
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import type { Db as QueueDatabase } from 'pg-boss';
import { openEmbedded } from './embedded/embedded.ts';
import { type Listener, openListener, openPool } from './postgres.ts';
import { enterScope, runAtOnce, type Scope, scopedPool } from './row-security.ts';
import { runStatements, type Statement } from './statements.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

export interface Database {
  /** Whether no other process shares it: what is found under way at the start has died with its process. */
  isUnshared: boolean;
  /** Sees every workspace: for migrations, for operators, and for the few questions that are about several. */
  owner: Db;
  /** Sees and writes the rows of one workspace. */
  within(workspaceId: string): Db;
  /** Stores texts of any workspace, and sees of them only what makes two the same one. */
  accepting: Db;
  /** Stores texts of any workspace in one transaction, sent at once: none of the statements may need another's answer. */
  acceptAtOnce(statements: readonly Statement[]): Promise<void>;
  /** From here to its end a transaction acts for one workspace. */
  enter(trx: Trx, workspaceId: string): Promise<void>;
  /** Until it enters again a transaction sees every workspace: for a question about several that its own writes hang on. */
  leave(trx: Trx): Promise<void>;
  /** The same database as the queue library speaks to it. */
  queue: QueueDatabase;
  notices: Notices;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** How processes that share the database tell each other of work at once. */
export interface Notices {
  /** Heard by every listener when the transaction commits, and by none when it does not. */
  send(trx: Trx, words: string): Promise<void>;
  /** The statement that sends. */
  sending(words: string): Statement;
  /** `heard(null)`: listening has begun, or begun again, and what was sent before may have been missed. */
  listen(heard: (words: string | null) => void): Promise<Listener>;
}

const CHANNEL = 'threadwire_work';

/** Each connection is a process that comes to hold some megabytes, and here they are of the same machine. */
const MOST_EMBEDDED = 3;

const acceptScope: Scope = { role: 'threadwire_accept', workspaceId: '' };

/** Guesses at workspaces must not fill the memory. */
const MOST_KEPT = 5_000;

export interface DatabaseOptions {
  /** A PostgreSQL URL, or undefined for the embedded database. */
  url: string | undefined;
  dataDir: string;
  poolSize: number;
  /** Of the embedded database: a command goes beside the service that has the folder. `service` unless said otherwise. */
  as?: 'service' | 'command';
  /** Of the embedded database: it ends with this process, and so does what it holds. */
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
      const problem = embedded.problem();
      if (problem !== null) throw new Error(problem);
      await database.ping();
    },
    async close() {
      await database.close();
      await embedded.close();
    },
  };
}

function openPostgres(options: DatabaseOptions & { url: string }): Database {
  let sessionStatements: string[] = [];
  const pool = openPool({ ...options, sessionStatements: () => sessionStatements });
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
    acceptAtOnce: (statements) => runAtOnce(pool, acceptScope, statements),
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
        await runStatements(trx, [sending(words)]);
      },
      sending,
      listen: (heard) => openListener({ url: options.url, channel: CHANNEL, heard, onError: options.onError }),
    },
    ping: () => ping(owner),
    close: () => owner.destroy(),
  };
}

function sending(words: string): Statement {
  return { text: 'SELECT pg_notify($1, $2)', values: [CHANNEL, words] };
}

async function ping(db: Db): Promise<void> {
  await sql`SELECT 1`.execute(db);
}
