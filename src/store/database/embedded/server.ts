// Starts, asks and stops one embedded PostgreSQL server: a process that outlives a killed service.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { UnusableDatabaseError } from '../../../domain/unusable-database.ts';
import { serverEnvironment } from './cluster.ts';
import type { Programs } from './programs.ts';
import { pidFile, readTrace, removeSocket, type ServerAddress, socketFolderSeenFrom, urlOf } from './server-address.ts';
import { nameOfFolder, type User } from './server-user.ts';

const run = promisify(execFile);

/** A server without its address. */
export interface ServerFiles {
  files: string;
  log: string;
  programs: Programs;
  user: User | null;
  /** `name=value`, in place of PostgreSQL's own defaults. */
  settings: readonly string[];
  /** The server ends with this process, whatever ends it. For throw-away data. */
  isDisposable: boolean;
}

/** `gone`: nothing listens there. `busy`: it starts, recovers or stops. */
export type Answer = 'ready' | 'busy' | 'gone';

/** 57P03 is PostgreSQL's own: it takes no connections now. With the others, or none, the connection broke in the middle. */
const busyCodes = new Set(['', '57P03', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAGAIN']);

const ASK_AGAIN_MS = 10;

export async function askServer(address: ServerAddress, files: string): Promise<Answer> {
  const client = new pg.Client({
    connectionString: urlOf(address, files, 'postgres'),
    application_name: 'threadwire start',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (code === 'ECONNREFUSED' || code === 'ENOENT') return 'gone';
    // A server with no connection left is up.
    if (code === '53300') return 'ready';
    if (busyCodes.has(code)) return 'busy';
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Resolves once the server answers; rejects with its last log line where it ends instead. */
export async function startServer(server: ServerFiles, address: ServerAddress): Promise<void> {
  await endWithoutSocket(server);
  removeSocket(address);
  const { files, log, programs, user, settings } = server;
  const output = fs.openSync(log, 'a', 0o600);
  if (user) fs.fchownSync(output, user.uid, user.gid);
  const begun = fs.fstatSync(output).size;
  const reach =
    address.socketFolder === null
      ? ['-p', String(address.port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
      : [
          '-p',
          String(address.port),
          '-c',
          'listen_addresses=',
          '-k',
          socketFolderSeenFrom(files, address.socketFolder),
        ];
  const child = spawn(
    programs.postgres,
    [
      '-D',
      nameOfFolder(files, user),
      ...reach,
      '-c',
      'unix_socket_permissions=0700',
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    // The server has a process group of its own: Ctrl+C ends the service, which stops its server last.
    { ...user, cwd: files, env: serverEnvironment, detached: true, stdio: ['ignore', output, output] },
  );
  fs.closeSync(output);
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => {});
  await Promise.race([failed, new Promise((resolve) => child.once('spawn', resolve))]);
  child.unref();
  if (server.isDisposable) endWithUs(child);
  while ((await askServer(address, files)) !== 'ready') {
    if (child.exitCode !== null || child.signalCode !== null) throw endOf(log, begun);
    await pause(ASK_AGAIN_MS);
  }
}

/** Has the server drop its connections, write everything out and end. Resolves once it is gone, also if it was before. */
export async function stopServer({
  files,
  programs,
  user,
}: Pick<ServerFiles, 'files' | 'programs' | 'user'>): Promise<void> {
  const stop = (mode: string, seconds: number) =>
    run(programs.control, ['stop', '-D', nameOfFolder(files, user), '-m', mode, '-t', String(seconds), '-w'], {
      ...user,
      cwd: files,
      env: serverEnvironment,
    });
  if (readTrace(files) === null) return;
  try {
    await stop('fast', 20);
  } catch {
    // It was gone before, or cannot write out; everything that it committed is in its own log.
    if (isRunning(files)) await stop('immediate', 20);
  }
}

/** The process that the files name is alive and is their server. */
export function isRunning(files: string): boolean {
  const trace = readTrace(files);
  return trace !== null && isAlive(trace.pid) && isServerOf(trace.pid, files);
}

/**
 * Ends a server whose socket was deleted: nobody can reach it, and it keeps others from starting. A foreign process with the
 * number of a killed server would keep them from starting as well. PostgreSQL takes its parent's number for stale, so the file
 * gets ours. The rest of the file stays: by it PostgreSQL finds the memory that the killed server left.
 */
async function endWithoutSocket(server: ServerFiles): Promise<void> {
  const { files } = server;
  const trace = readTrace(files);
  if (trace === null || !isAlive(trace.pid)) return;
  if (isServerOf(trace.pid, files)) return stopServer(server);
  const lines = fs.readFileSync(pidFile(files), 'utf8').split('\n');
  fs.writeFileSync(pidFile(files), [String(process.pid), ...lines.slice(1)].join('\n'));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The process runs in the folder of the files, as only their server does. */
function isServerOf(pid: number, files: string): boolean {
  try {
    if (process.platform === 'linux') return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(files);
    if (process.platform === 'win32') return false;
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes(files);
  } catch {
    // The process ended meanwhile, or belongs to another user.
    return false;
  }
}

/** Starts a shell that kills the server once our pipe to it closes, which our end does in any case. */
function endWithUs(child: ChildProcess): void {
  if (process.platform === 'win32') return;
  const watcher = spawn('/bin/sh', ['-c', 'read -r _; kill -QUIT "$1" 2>/dev/null', 'sh', String(child.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  watcher.on('error', () => {});
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void } | null)?.unref();
  child.once('exit', () => watcher.kill());
}

/** The reason is the last fatal line that the server wrote since it was started. */
function endOf(log: string, begun: number): UnusableDatabaseError {
  const lines = fs.readFileSync(log).subarray(begun).toString('utf8').trim().split('\n');
  const line = lines.findLast((words) => /(FATAL|PANIC): /.test(words)) ?? lines.at(-1) ?? '';
  return new UnusableDatabaseError({ kind: 'not-starting', said: line.replace(/^.*?(FATAL|PANIC): +/, ''), log });
}
