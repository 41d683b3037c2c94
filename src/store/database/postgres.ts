// The PostgreSQL pool, which prepares statements by name and survives a lost server, and a connection that listens.
import { createHash } from 'node:crypto';
import pg from 'pg';

const names = new Map<string, string>();

/** Each statement text has one name, so that a connection plans it once. */
export function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha1').update(text).digest('base64url');
    if (names.size < 5_000) names.set(text, name);
  }
  return name;
}

/** A client that prepares every statement with values: planning the queue's statements costs more than running them. */
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
      // On today's disks every page costs about the same. With PostgreSQL's default it would not use the index to find
      // few due jobs among many waiting ones.
      await client.query('SET random_page_cost = 1.1');
      for (const statement of options.sessionStatements()) await client.query(statement);
    },
  });
  pool.on('error', options.onError);
  return pool;
}

export interface ListenerOptions {
  url: string;
  channel: string;
  /** `null` says that listening has begun, or begun again: earlier wake-ups may have been missed. */
  heard(words: string | null): void;
  onError(error: Error): void;
}

export interface Listener {
  close(): Promise<void>;
}

/** The pause after a listening connection broke, or could not be made. */
const LISTEN_AGAIN_MS = 1_000;

/**
 * Listens to a channel on a connection of its own, which it makes again whenever it breaks. Resolves after the first attempt,
 * also if that failed.
 */
export async function openListener({ url, channel, heard, onError }: ListenerOptions): Promise<Listener> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function listen(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'threadwire listener',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    let isLost = false;
    const lose = (error: Error) => {
      if (isLost) return;
      isLost = true;
      if (isClosed) return;
      onError(error);
      timer = setTimeout(() => void listen(), LISTEN_AGAIN_MS);
      void fresh.end().catch(() => {});
    };
    client = fresh;
    fresh.on('error', lose);
    fresh.on('end', () => lose(new Error('The connection that listens was closed.')));
    fresh.on('notification', ({ payload }) => heard(payload ?? ''));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${fresh.escapeIdentifier(channel)}`);
      heard(null);
    } catch (error) {
      lose(error instanceof Error ? error : new Error(String(error)));
    }
  }

  await listen();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
