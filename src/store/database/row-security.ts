// Scopes: a statement acts for one workspace and sees its rows only, or it stores texts of many.
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { sendTogether } from './one-message.ts';
import { type Runs, runStatements, type Statement } from './statements.ts';

/** Roles without a login. The migrations have their grants; the policies of the rows bind both. */
export const roles = ['threadwire_workspace', 'threadwire_accept'] as const;
export type DatabaseRole = (typeof roles)[number];

export interface Scope {
  role: DatabaseRole | 'none';
  /** Empty for no workspace. */
  workspaceId: string;
  /** No workspace of the transaction has endpoints, so that the triggers need not look for any. */
  tellsNobody?: boolean;
}

const ENTER = "SELECT set_config('role', $1, true), set_config('threadwire.workspace', $2, true)";
const ENTER_QUIETLY = `${ENTER}, set_config('threadwire.tells', 'no', true)`;
const BEGIN: Statement = { text: 'BEGIN', values: [] };

function enterStatement({ role, workspaceId, tellsNobody = false }: Scope): Statement {
  return { text: tellsNobody ? ENTER_QUIETLY : ENTER, values: [role, workspaceId] };
}

/** Puts the rest of the transaction into this scope. */
export async function enterScope(trx: Runs, scope: Scope): Promise<void> {
  await runStatements(trx, [enterStatement(scope)]);
}

/** A view of the pool that runs every transaction, and every statement outside of one, in this scope. */
export function scopedPool(pool: pg.Pool, scope: Scope): PostgresPool {
  return {
    options: pool.options,
    connect: async () => scopedClient(await pool.connect(), scope),
    // The pool belongs to the database and serves many scopes.
    end: async () => {},
  };
}

/**
 * Each message enters the scope for itself. A transaction begins together with its first statement, so that neither BEGIN nor
 * the scope costs a round trip.
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
      const start = before === 'to begin' ? [BEGIN, enterStatement(scope)] : [enterStatement(scope)];
      return sendTogether(client, [...start, { text, values }]);
    },
    release: (error?: Error | boolean) => client.release(error),
  } as unknown as PostgresPoolClient;
}

const nothing = { command: '', rowCount: null, rows: [] };

/** Runs statements as one transaction in this scope. No statement may need another's answer. */
export async function runAtOnce(pool: pg.Pool, scope: Scope, statements: readonly Statement[]): Promise<void> {
  const client = await pool.connect();
  try {
    await sendTogether(client, [enterStatement(scope), ...statements]);
  } finally {
    client.release();
  }
}
