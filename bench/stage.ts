// The stage of every part: a PostgreSQL that waits for its disk, pretend vendors, and services as processes.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { ProcessRole } from '../src/app.ts';
import { readTrace, urlOf } from '../src/store/database/embedded/server-address.ts';
import { serverPid, startCluster } from '../test/support/database/postgres-cluster.ts';
import { databaseUrl, withSuperuser } from '../test/support/database/server.ts';
import { type Child, startChild } from './child.ts';
import { CLIENT_SECRET, ENCRYPTION_KEY, PUBLIC_URL, seedStatements, type Thread } from './company.ts';
import type { Options } from './options.ts';
import { startUpstream, type Upstream } from './upstream-process.ts';

export type DatabaseKind = 'postgres' | 'embedded';

/** A process with a door for webhooks and a database behind it. */
export interface Service {
  /** Variables that name its database, for another service to go on with. */
  database: Record<string, string>;
  url: string;
  pid: number;
  /** The process of its PostgreSQL; NaN for a server that we cannot see. */
  databasePid: number;
  sql(text: string): Promise<unknown[]>;
  /** The statements that it has sent to its database so far. */
  statements(): Promise<number>;
  /** Stores texts of bulk's rank; resolves once all are stored. */
  bulk(customers: readonly Thread[], count: number): Promise<void>;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  worker: boolean;
  /** A database that was used before; without it, a new one with the company in it. */
  database?: Record<string, string>;
  /** Runs every statement as the owner of the database. */
  asOwner?: boolean;
  /** Its role; without one it does everything. */
  role?: ProcessRole;
}

export interface Stage {
  kinds: readonly DatabaseKind[];
  upstream: Upstream;
  folder: string;
  /** Variables that name a new, empty database. */
  newDatabase(kind: DatabaseKind): Promise<Record<string, string>>;
  service(kind: DatabaseKind, options: ServiceOptions): Promise<Service>;
  /** Starts the bare handler on the server of a service, in a database of its own unless one is given. */
  bare(beside: Service, database?: Record<string, string>): Promise<Service>;
  close(): Promise<void>;
}

/** PostgreSQL's defaults, with commits on disk, room for every service of the bench, and no log. */
const durable = [
  'max_connections=200',
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'shared_buffers=256MB',
  'max_wal_size=4GB',
  'log_min_messages=fatal',
];

export async function openStage(options: Pick<Options, 'on' | 'profileDir'>): Promise<Stage> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-bench-'));
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const postgres = await openPostgres();
  const upstream = await startUpstream();
  const children = new Set<Child>();
  let databases = 0;

  async function newDatabase(kind: DatabaseKind): Promise<Record<string, string>> {
    databases += 1;
    const name = `threadwire_bench_${process.pid}_${databases}`;
    if (kind === 'embedded') return { DATA_DIR: path.join(folder, name) };
    await postgres.create(name);
    return { DATABASE_URL: databaseUrl(postgres.url, name) };
  }

  async function start(
    name: 'service' | 'bare',
    database: Record<string, string>,
    args: readonly string[],
    beside?: Service,
  ): Promise<Service> {
    const { flags: nodeFlags, variables } = name === 'service' ? asStarted() : { flags: [], variables: {} };
    const env = { ...serviceVariables(upstream.url), ...database, ...variables };
    const logFile = path.join(folder, 'log');
    const profileDir = name === 'service' ? options.profileDir : undefined;
    const child = await startChild(name, {
      env,
      args,
      logFile,
      profileDir,
      nodeFlags,
    });
    children.add(child);
    return {
      database,
      url: String(await child.ask({ kind: 'ready' })),
      pid: child.pid,
      databasePid:
        beside?.databasePid ?? (database['DATA_DIR'] === undefined ? postgres.pid : serverPid(database['DATA_DIR'])),
      statements: async () => Number(await child.ask({ kind: 'statements' })),
      sql: async (text) => (await child.ask({ kind: 'sql', text })) as unknown[],
      bulk: async (customers, count) => void (await child.ask({ kind: 'bulk', customers, count })),
      async stop() {
        children.delete(child);
        await child.stop();
      },
    };
  }

  return {
    kinds: options.on,
    upstream,
    folder,
    newDatabase,
    async service(kind, { worker, database, asOwner = false, role = 'both' }) {
      const args = [...(worker ? ['--worker'] : []), ...(asOwner ? ['--owner'] : []), `--role=${role}`];
      const service = await start('service', database ?? (await newDatabase(kind)), args);
      if (database === undefined) for (const statement of seedStatements()) await service.sql(statement);
      await service.sql('ANALYZE');
      return service;
    },
    async bare(beside, database) {
      const dataDir = beside.database['DATA_DIR'];
      const own = dataDir === undefined ? await newDatabase('postgres') : { DATABASE_URL: embeddedUrl(dataDir) };
      return start('bare', database ?? own, [], beside);
    },
    async close() {
      await Promise.all([...children].map((child) => child.stop()));
      await upstream.stop();
      await postgres.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function serviceVariables(upstreamUrl: string): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL,
    INTERCOM_CLIENT_ID: 'client',
    INTERCOM_CLIENT_SECRET: CLIENT_SECRET,
    INTERCOM_API_URL: upstreamUrl,
    TWILIO_API_URL: upstreamUrl,
    ENCRYPTION_KEYS: ENCRYPTION_KEY,
  };
}

/** Node's flags and variables as in `npm start`, so that the service is measured as it runs. */
export function asStarted(): { flags: string[]; variables: Record<string, string> } {
  const file = fs.readFileSync(path.join(import.meta.dirname, '..', 'package.json'), 'utf8');
  const { scripts } = JSON.parse(file) as { scripts: { start: string } };
  const [variables = '', command = ''] = scripts.start.split('exec ');
  return {
    flags: command.split(' ').filter((word) => word.startsWith('--')),
    variables: Object.fromEntries(new URLSearchParams(variables.trim().replaceAll(' ', '&'))),
  };
}

/** The process of the server that a service has started in its folder. */
function embeddedUrl(dataDir: string): string {
  const files = path.join(dataDir, 'postgres');
  const trace = readTrace(files);
  if (!trace) throw new Error(`No server runs in ${dataDir}.`);
  return urlOf(trace.address, files, 'threadwire');
}

/** The server that TEST_DATABASE_URL names; without it, one from npm's programs. */
async function openPostgres() {
  const given = process.env['TEST_DATABASE_URL'];
  const cluster = given === undefined ? await startCluster({ settings: durable }) : undefined;
  const url = given ?? cluster?.url ?? '';
  const made: string[] = [];
  return {
    url,
    pid: cluster?.pid() ?? Number.NaN,
    async create(name: string) {
      made.push(name);
      await withSuperuser(url, (query) => query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`));
    },
    async close() {
      if (cluster) return cluster.stop();
      await withSuperuser(url, async (query) => {
        for (const name of made) await query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
      });
    },
  };
}
