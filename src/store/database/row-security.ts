// Who a statement acts for: one workspace, whose rows are all that PostgreSQL then shows it, or the door that stores texts of many.
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { sendTogether } from './one-message.ts';
import { type Runs, runStatements, type Statement } from './statements.ts';

/** Roles without a login; the migrations say what each may do, and neither may step around the policies of the rows. */
export const roles = ['threadwire_workspace', 'threadwire_accept'] as const;
export type DatabaseRole = (typeof roles)[number];

export interface Scope {
  role: DatabaseRole | 'none';
  /** Empty for none. */
  workspaceId: string;
}

const ENTER = "SELECT set_config('role', $1, true), set_config('threadwire.workspace', $2, true)";
const BEGIN: Statement = { text: 'BEGIN', values: [] };

function entering({ role, workspaceId }: Scope): Statement {
  return { text: ENTER, values: [role, workspaceId] };
}

/** From here to its end a transaction acts in this scope. */
export async function enterScope(trx: Runs, scope: Scope): Promise<void> {
  await runStatements(trx, [entering(scope)]);
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

/**
 * Each message enters the scope for as long as it lasts. A transaction begins with its first statement, so that neither
 * beginning nor entering costs a round trip.
 */
function scopedClient(client: pg.PoolClient, scope: Scope): PostgresPoolClient {
  let state: 'outside' | 'to begin' | 'inside' = 'outside';
  return {
    async query(text: string, values: readonly unknown[]) {
      const before = state;
      if (text === 'begin') {
        state = 'to begin';
        return nothing;
      }
      const isLast = text === 'commit' || text === 'rollback';
      if (isLast) state = 'outside';
      else if (before === 'to begin') state = 'inside';
      if (isLast && before === 'to begin') return nothing;
      if (isLast || before === 'inside') return client.query(text, [...values]);
      const start = before === 'to begin' ? [BEGIN, entering(scope)] : [entering(scope)];
      return sendTogether(client, [...start, { text, values }]);
    },
    release: (error?: Error | boolean) => client.release(error),
  } as unknown as PostgresPoolClient;
}

const nothing = { command: '', rowCount: null, rows: [] };

/** Runs statements as one transaction of this scope: none of them may need another's answer. */
export async function runAtOnce(pool: pg.Pool, scope: Scope, statements: readonly Statement[]): Promise<void> {
  const client = await pool.connect();
  try {
    await sendTogether(client, [entering(scope), ...statements]);
  } finally {
    client.release();
  }
}
