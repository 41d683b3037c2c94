// Runs the embedded database: a PostgreSQL server of our own on files in the data folder, for as long as it is open.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type UnusableDatabase, UnusableDatabaseError } from '../../../domain/unusable-database.ts';
import { type FolderLock, FolderLockError, lockFolder } from '../../../lib/folder-lock.ts';
import { freePort } from '../../../lib/free-port.ts';
import { LOGIN, makeCluster, requireVersion } from './cluster.ts';
import { Keeper } from './keeper.ts';
import { findPrograms } from './programs.ts';
import { askServer, isRunning, type ServerFiles, startServer, stopServer } from './server.ts';
import { makeSocketAddress, readTrace, removeSocketFolder, type ServerAddress, urlOf } from './server-address.ts';
import { giveTo, serverUser } from './server-user.ts';

export interface EmbeddedOptions {
  dataDir: string;
  /**
   * A `service` has the folder alone. The others use the server of the process that has the folder. If there is none, they
   * start it: a `command` for a while, in which others wait, a `keeper` for others to use.
   */
  as?: 'service' | 'command' | 'keeper';
  /** `loopback`: a port of this machine and a password, where sockets do not keep others out, as on Windows. */
  reach?: 'socket' | 'loopback';
  /** For throw-away data: the server ends with this process, and commits do not wait for the disk. */
  isDisposable?: boolean;
  /** `name=value`, in addition to those of every embedded server. */
  settings?: readonly string[];
  /** Hears when the open server ends, and when it is back. */
  onError?(error: Error): void;
}

export interface Embedded {
  url: string;
  /** False for a command that uses the server of a running service. */
  isOurs: boolean;
  /** Why the server cannot be used at the moment; null while it can. */
  unusable(): UnusableDatabase | null;
  /** Stops the server and unlocks the folder; a server of another process goes on. */
  close(): Promise<void>;
}

/** Small, and as durable as PostgreSQL is by itself. Without the first lines there would be more server processes. */
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
  // PostgreSQL logs a refused statement with its error, which may quote a number or a word of a text.
  'log_min_messages=log',
  'log_error_verbosity=terse',
  'log_checkpoints=off',
  'log_timezone=UTC',
];

/** Commits survive the server, and not the machine. */
const careless = ['fsync=off', 'full_page_writes=off'];

/** A command waits this long for a service that has the folder and does not answer yet. */
const JOIN_MS = 20_000;

const ASK_AGAIN_MS = 20;

/** Opens the database in `dataDir`, and makes it at first; throws an UnusableDatabaseError where it cannot. */
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
    const address = await bringUp(prepared, options, dataDir);
    const url = urlOf(address, files, LOGIN);
    await makeDatabase(urlOf(address, files, 'postgres'));
    const keeper = new Keeper(prepared, address, options.onError ?? (() => {}));
    return {
      url,
      isOurs: true,
      unusable: () => keeper.unusable,
      async close() {
        await keeper.end();
        await stopServer(prepared);
        removeSocketFolder(address);
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
  const firstFiles = path.join(dataDir, 'database');
  if (!fs.existsSync(files) && fs.existsSync(path.join(firstFiles, 'PG_VERSION')))
    throw new UnusableDatabaseError({ kind: 'files-of-first-version', files: firstFiles });
  const user = serverUser(dataDir, files);
  const programs = await findPrograms(dataDir, { areForOthers: user !== null });
  if (fs.existsSync(files)) {
    requireVersion(files, programs);
    // Root has copied the files here, as from a backup.
    if (user && fs.statSync(files).uid !== user.uid) giveTo(user, files);
  }
  if (!fs.existsSync(files)) await makeCluster(files, programs, user, { isDurable: !isDisposable });
  const settings = [...everyServer, ...(isDisposable ? careless : []), ...(options.settings ?? [])];
  return { files, log: path.join(dataDir, 'postgres.log'), programs, user, settings, isDisposable };
}

/** Uses a server that outlived its service, if its programs and settings are ours; else starts one. */
async function bringUp(server: ServerFiles, options: EmbeddedOptions, dataDir: string): Promise<ServerAddress> {
  const { files } = server;
  const trace = isRunning(files) ? readTrace(files) : null;
  if (trace !== null) {
    const answer = await waitWhileBusy(trace.address, files);
    if (answer === 'ready' && (await isAsWanted(server, trace.address))) return trace.address;
    await stopServer(server);
  }
  const left = trace ?? readTrace(files);
  if (left) removeSocketFolder(left.address);
  const address = await chooseAddress(server, options, dataDir);
  await startServer(server, address);
  return address;
}

async function chooseAddress({ user }: ServerFiles, options: EmbeddedOptions, dataDir: string): Promise<ServerAddress> {
  const reach = options.reach ?? (process.platform === 'win32' ? 'loopback' : 'socket');
  return reach === 'socket' ? makeSocketAddress(dataDir, user) : { socketFolder: null, port: await freePort() };
}

async function waitWhileBusy(address: ServerAddress, files: string): Promise<'ready' | 'gone'> {
  for (;;) {
    const answer = await askServer(address, files);
    if (answer !== 'busy') return answer;
    await pause(ASK_AGAIN_MS);
  }
}

/** Another version may have started the server, with other programs or settings. */
async function isAsWanted({ files, programs, settings }: ServerFiles, address: ServerAddress): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(address, files, 'postgres') });
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

/** The lock on the folder, or for all but a service the server of its holder, which may be about to start it, or to end. */
async function takeOrJoin(
  dataDir: string,
  files: string,
  as: NonNullable<EmbeddedOptions['as']>,
): Promise<FolderLock | Embedded> {
  for (const startedAt = performance.now(); ; await pause(ASK_AGAIN_MS)) {
    try {
      return await lockFolder(dataDir, { isBrief: as === 'command' });
    } catch (error) {
      if (!(error instanceof FolderLockError)) throw error;
      if (as === 'service' || error.reason !== 'in-use') throw unusableFolder(dataDir, error);
    }
    const trace = readTrace(files);
    if (trace !== null && (await askServer(trace.address, files)) === 'ready')
      return { url: urlOf(trace.address, files, LOGIN), isOurs: false, unusable: () => null, close: async () => {} };
    if (performance.now() - startedAt > JOIN_MS) throw new UnusableDatabaseError({ kind: 'holder-silent', dataDir });
  }
}

function unusableFolder(dataDir: string, cause: FolderLockError): UnusableDatabaseError {
  const reasons: Record<FolderLockError['reason'], UnusableDatabase> = {
    'in-use': { kind: 'folder-in-use', dataDir },
    'path-too-long': { kind: 'path-too-long', dataDir },
    unlockable: { kind: 'folder-unlockable', dataDir, said: cause.message },
  };
  return new UnusableDatabaseError(reasons[cause.reason], { cause });
}
