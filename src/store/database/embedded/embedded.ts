// The embedded database: a PostgreSQL server of our own on files in the data folder, kept running for as long as it is open.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { FolderInUseError, type FolderLock, lockFolder } from '../../../lib/folder-lock.ts';
import { freePort } from '../../../lib/free-port.ts';
import { ClusterError, LOGIN, makeCluster, requireVersion } from './cluster.ts';
import { Keeper } from './keeper.ts';
import { findPrograms } from './programs.ts';
import { askServer, isRunning, type ServerFiles, startServer, stopServer } from './server.ts';
import { makeSocketPlace, type Place, readTrace, removeSocketPlace, urlOf } from './server-place.ts';
import { giveTo, serverUser } from './server-user.ts';

export interface EmbeddedOptions {
  dataDir: string;
  /**
   * `service`: nobody else may have the folder. The others go to the server of whoever has it; where nobody does, they bring
   * it up: a `command` for a while, in which others wait, a `keeper` for others to come to.
   */
  as?: 'service' | 'command' | 'keeper';
  /** Where sockets do not keep others out, as on Windows: a port of this machine and a password. */
  reach?: 'socket' | 'loopback';
  /** For data that nobody needs afterwards: the server ends with this process, and commits do not wait for the disk. */
  isDisposable?: boolean;
  /** `name=value`, beside those of every embedded server. */
  settings?: readonly string[];
  /** What happens to the server while it is open. */
  onError?(error: Error): void;
}

export interface Embedded {
  url: string;
  /** False for a command beside the service that has brought the server up. */
  isOurs: boolean;
  /** Why the server cannot be used at the moment, as a sentence; null while it can. */
  problem(): string | null;
  /** Stops the server and lets go of the folder; what another process has brought up goes on. */
  close(): Promise<void>;
}

/** Small, and as durable as PostgreSQL is by itself; what the first lines do without would each cost a process. */
const everyServer = [
  'max_connections=40',
  'shared_buffers=32MB',
  'io_method=sync',
  'max_wal_senders=0',
  'wal_level=minimal',
  'max_logical_replication_workers=0',
  'max_parallel_workers=0',
  'jit=off',
  'autovacuum_max_workers=1',
  'maintenance_work_mem=16MB',
  // A refused statement is in its error, and an error may quote a number or a word of a text.
  'log_min_messages=log',
  'log_error_verbosity=terse',
  'log_checkpoints=off',
  'log_timezone=UTC',
];

/** Commits survive the server, and not the machine. */
const careless = ['fsync=off', 'full_page_writes=off'];

/** How long a command waits for the service that has the folder and does not answer yet. */
const JOIN_MS = 20_000;

const ASK_AGAIN_MS = 20;

/** Opens (and at first makes) the database in `dataDir`; throws a sentence where that cannot be. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  fs.mkdirSync(options.dataDir, { recursive: true });
  const dataDir = path.resolve(options.dataDir);
  const files = path.join(dataDir, 'postgres');
  const taken = await takeOrJoin(dataDir, files, options.as ?? 'service');
  if ('url' in taken) return taken;
  const lock = taken;
  let server: ServerFiles | undefined;
  try {
    const prepared = await prepareServer(dataDir, files, options);
    server = prepared;
    const place = await bringUp(prepared, options, dataDir);
    const url = urlOf(place, files, LOGIN);
    await makeDatabase(urlOf(place, files, 'postgres'));
    const keeper = new Keeper(prepared, place, options.onError ?? (() => {}));
    return {
      url,
      isOurs: true,
      problem: () => keeper.problem,
      async close() {
        await keeper.end();
        await stopServer(prepared);
        removeSocketPlace(place);
        await lock.release();
      },
    };
  } catch (error) {
    if (server) await stopServer(server);
    await lock.release();
    throw error;
  }
}

async function prepareServer(dataDir: string, files: string, options: EmbeddedOptions): Promise<ServerFiles> {
  const isDisposable = options.isDisposable ?? false;
  if (!fs.existsSync(files) && fs.existsSync(path.join(dataDir, 'database/PG_VERSION')))
    throw new ClusterError(
      `${path.join(dataDir, 'database')} was written by Threadwire 0.1, which brought another database: this version cannot read it. Give this version another DATA_DIR to start anew.`,
    );
  const user = serverUser(dataDir, files);
  const programs = await findPrograms(dataDir, { areForOthers: user !== null });
  if (fs.existsSync(files)) {
    requireVersion(files, programs);
    // Root has copied them here, as from a backup.
    if (user && fs.statSync(files).uid !== user.uid) giveTo(user, files);
  }
  if (!fs.existsSync(files)) await makeCluster(files, programs, user, { isDurable: !isDisposable });
  const settings = [...everyServer, ...(isDisposable ? careless : []), ...(options.settings ?? [])];
  return { files, log: path.join(dataDir, 'postgres.log'), programs, user, settings, isDisposable };
}

/** Goes on with a server that outlived its service, if it was started as this one would be; else starts one. */
async function bringUp(server: ServerFiles, options: EmbeddedOptions, dataDir: string): Promise<Place> {
  const { files } = server;
  const trace = isRunning(files) ? readTrace(files) : null;
  if (trace !== null) {
    const answer = await waitWhileBusy(trace.place, files);
    if (answer === 'ready' && (await isAsWanted(server, trace.place))) return trace.place;
    await stopServer(server);
  }
  const left = trace ?? readTrace(files);
  if (left) removeSocketPlace(left.place);
  const place = await makePlace(server, options, dataDir);
  await startServer(server, place);
  return place;
}

async function makePlace({ user }: ServerFiles, options: EmbeddedOptions, dataDir: string): Promise<Place> {
  const reach = options.reach ?? (process.platform === 'win32' ? 'loopback' : 'socket');
  return reach === 'socket' ? makeSocketPlace(dataDir, user) : { socketFolder: null, port: await freePort() };
}

async function waitWhileBusy(place: Place, files: string): Promise<'ready' | 'gone'> {
  for (;;) {
    const answer = await askServer(place, files);
    if (answer !== 'busy') return answer;
    await pause(ASK_AGAIN_MS);
  }
}

/** Another version of Threadwire may have started it, with other programs or settings. */
async function isAsWanted({ files, programs, settings }: ServerFiles, place: Place): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(place, files, 'postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    const called = fs.readFileSync(path.join(files, 'postmaster.opts'), 'utf8');
    const hasSettings = settings.every((setting) => called.includes(`"${setting}"`));
    return rows[0]?.version === programs.version && called.startsWith(programs.postgres) && hasSettings;
  } finally {
    await client.end();
  }
}

async function makeDatabase(maintenanceUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [LOGIN]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${LOGIN}`);
  } finally {
    await client.end();
  }
}

/** The lock on the folder, or for all but a service the server of whoever has it, which may be about to start it, or to end. */
async function takeOrJoin(
  dataDir: string,
  files: string,
  as: NonNullable<EmbeddedOptions['as']>,
): Promise<FolderLock | Embedded> {
  for (const startedAt = performance.now(); ; await pause(ASK_AGAIN_MS)) {
    try {
      return await lockFolder(dataDir, { isBrief: as === 'command' });
    } catch (error) {
      if (as === 'service' || !(error instanceof FolderInUseError)) throw error;
    }
    const trace = readTrace(files);
    if (trace !== null && (await askServer(trace.place, files)) === 'ready')
      return { url: urlOf(trace.place, files, LOGIN), isOurs: false, problem: () => null, close: async () => {} };
    if (performance.now() - startedAt > JOIN_MS)
      throw new ClusterError(`The service that has ${dataDir} does not bring up its database: see postgres.log there.`);
  }
}
