// Who a statement acts for: one workspace, whose rows are all that PostgreSQL then shows it, or the door that stores texts of many.
import { type PostgresPool, type PostgresPoolClient, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { statementName } from './postgres.ts';

/** Roles without a login; the migrations say what each may do, and neither may step around the policies of the rows. */
export const roles = ['threadwire_workspace', 'threadwire_accept'] as const;
export type Role = (typeof roles)[number];

export interface Scope {
  role: Role | 'none';
  /** Empty for none. */
  workspaceId: string;
}

/** The name under which every session has prepared the statement that enters a scope. */
const ENTER = 'threadwire_enter';
const enterText = "SELECT set_config('role', $1, true), set_config('threadwire.workspace', $2, true)";

/** What each session runs first, so that entering a scope later costs no planning. */
export async function prepareToEnter(client: pg.ClientBase): Promise<void> {
  await client.query({ name: ENTER, text: enterText, values: ['none', ''] });
}

/** From here to its end a transaction acts in this scope. */
export async function enterScope<T>(trx: Transaction<T>, { role, workspaceId }: Scope): Promise<void> {
  await sql`SELECT set_config('role', ${role}, true), set_config('threadwire.workspace', ${workspaceId}, true)`.execute(
    trx,
  );
}

/** The pool as one scope sees it: every transaction, and every statement outside of one, acts in it. */
export function scopedPool(pool: pg.Pool, scope: Scope): PostgresPool {
  return {
    options: pool.options,
    connect: async () => scopedClient(await pool.connect(), scope),
    // The pool is the database's own: many scopes share it.
    end: async () => {},
  };
}

function scopedClient(client: pg.PoolClient, scope: Scope): PostgresPoolClient {
  let isInTransaction = false;
  return {
    async query(text: string, values: unknown[]) {
      if (text === 'begin') {
        await begin(client, scope);
        isInTransaction = true;
        return { command: 'BEGIN', rowCount: null, rows: [] };
      }
      const isLast = text === 'commit' || text === 'rollback';
      if (isLast) isInTransaction = false;
      return isLast || isInTransaction ? client.query(text, values) : queryInScope(client, text, values, scope);
    },
    release: (error?: Error | boolean) => client.release(error),
  } as unknown as PostgresPoolClient;
}

/** One message for both, so that entering costs no round trip. */
async function begin(client: pg.PoolClient, { role, workspaceId }: Scope): Promise<void> {
  const entering = [pg.escapeLiteral(role), pg.escapeLiteral(workspaceId)];
  try {
    await client.query(
      `BEGIN; SELECT set_config('role', ${entering[0]}, true), set_config('threadwire.workspace', ${entering[1]}, true)`,
    );
  } catch (error) {
    // What is wrong is told by the first error; after a lost connection this one only repeats it.
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

function queryInScope(client: pg.PoolClient, text: string, values: unknown[], scope: Scope): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    const query = new ScopedQuery(text, values, scope, (error, result) => (error ? reject(error) : resolve(result)));
    client.query(query);
  });
}

/** What pg's own query has and its types leave out. */
interface Receiver {
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
}

const receiver = pg.Query.prototype as unknown as Receiver & { submit(connection: pg.Connection): Error | null };

/**
 * A statement that enters its scope first, in the same message. What the extended protocol runs before it is synchronised
 * is one transaction, so the scope ends with the statement.
 * Source: postgresql.org/docs, "Message Flow", Extended Query and Pipelining.
 */
class ScopedQuery extends pg.Query {
  readonly #scope: Scope;
  #isEntered = false;

  constructor(
    text: string,
    values: unknown[],
    scope: Scope,
    done: (error: Error | undefined, result: pg.ResultBuilder) => void,
  ) {
    super({ name: statementName(text), text, values }, undefined, done);
    this.#scope = scope;
  }

  override submit = (connection: pg.Connection): Error | null => {
    const { role, workspaceId } = this.#scope;
    connection.stream.cork();
    try {
      connection.bind({ statement: ENTER, values: [role, workspaceId] } as unknown as pg.BindConfig, true);
      connection.execute({}, true);
      return receiver.submit.call(this, connection);
    } finally {
      connection.stream.uncork();
    }
  };

  handleDataRow(message: unknown): void {
    if (this.#isEntered) receiver.handleDataRow.call(this, message);
  }

  handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (this.#isEntered) receiver.handleCommandComplete.call(this, message, connection);
    this.#isEntered = true;
  }
}
