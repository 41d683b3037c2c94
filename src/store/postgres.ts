// The PostgreSQL pool: statements prepared by name, sessions set up alike, a lost server survived.
import { createHash } from 'node:crypto';
import pg from 'pg';

const names = new Map<string, string>();

/** One name per statement text, so that each connection plans it once. */
function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha1').update(text).digest('base64url');
    if (names.size < 5_000) names.set(text, name);
  }
  return name;
}

/** A client that prepares every statement given with a list of values: planning the queue's costs more than running them. */
class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's query has many overloads, all passed through untouched
  override query(...args: any[]): any {
    const [text, values, callback] = args;
    if (typeof text === 'string' && Array.isArray(values)) {
      return super.query({ name: statementName(text), text, values }, callback);
    }
    return (super.query as (...rest: unknown[]) => unknown).apply(this, args);
  }
}

export interface PostgresOptions {
  url: string;
  poolSize: number;
  /** Statements that every new session runs first. */
  sessionStatements: () => readonly string[];
  onError(error: Error): void;
}

/** Opens a pool. An idle connection that breaks is reported to `onError` and replaced. */
export function openPool(options: PostgresOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    Client: PreparingClient as typeof pg.Client,
    application_name: 'threadwire',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    async onConnect(client) {
      client.on('error', options.onError);
      // A page costs about the same wherever it lies on today's disks: without this the few due jobs among many
      // waiting ones are not looked up by index.
      await client.query('SET random_page_cost = 1.1');
      for (const statement of options.sessionStatements()) await client.query(statement);
    },
  });
  pool.on('error', options.onError);
  return pool;
}
