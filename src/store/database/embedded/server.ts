// One embedded PostgreSQL server: started as a process that outlives a killed service, asked whether it answers, stopped.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { serverEnvironment } from './cluster.ts';
import type { Programs } from './programs.ts';
import { type Place, pidFile, readTrace, removeSocket, socketFolderSeenFrom, urlOf } from './server-place.ts';
import { nameOfFolder, type User } from './server-user.ts';

const run = promisify(execFile);

/** Everything of a server but where it is reached. */
export interface ServerFiles {
  files: string;
  log: string;
  programs: Programs;
  user: User | null;
  /** `name=value`, in place of PostgreSQL's own defaults. */
  settings: readonly string[];
  /** Ends with this process, whatever ends it. For data that nobody needs afterwards. */
  isDisposable: boolean;
}

/** `gone`: nothing listens there. `busy`: it starts, recovers or stops. */
export type Answer = 'ready' | 'busy' | 'gone';

/** 57P03 is PostgreSQL's own: it cannot be spoken to now. With the others it went away in the middle, as with none. */
const busyCodes = new Set(['', '57P03', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAGAIN']);

const ASK_AGAIN_MS = 10;

export async function askServer(place: Place, files: string): Promise<Answer> {
  const client = new pg.Client({
    connectionString: urlOf(place, files, 'postgres'),
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
    // It has no connection left for us, so it has many.
    if (code === '53300') return 'ready';
    if (busyCodes.has(code)) return 'busy';
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Resolves once the server answers; rejects with its own last words where it ends instead. */
export async function startServer(server: ServerFiles, place: Place): Promise<void> {
  await endWithoutSocket(server);
  removeSocket(place);
  const { files, log, programs, user, settings } = server;
  const output = fs.openSync(log, 'a', 0o600);
  if (user) fs.fchownSync(output, user.uid, user.gid);
  const begun = fs.fstatSync(output).size;
  const reach =
    place.socketFolder === null
      ? ['-p', String(place.port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
      : ['-p', String(place.port), '-c', 'listen_addresses=', '-k', socketFolderSeenFrom(files, place.socketFolder)];
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
    // A group of its own: Ctrl+C is for the service, which stops its server last.
    { ...user, cwd: files, env: serverEnvironment, detached: true, stdio: ['ignore', output, output] },
  );
  fs.closeSync(output);
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => {});
  await Promise.race([failed, new Promise((resolve) => child.once('spawn', resolve))]);
  child.unref();
  if (server.isDisposable) endWithUs(child);
  while ((await askServer(place, files)) !== 'ready') {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(lastWords(log, begun));
    await pause(ASK_AGAIN_MS);
  }
}

/** Lets go of every connection, writes everything out and ends. Resolves once it is gone, also where it was already. */
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
    // It was gone before, or cannot write out: what it had committed is in its log.
    if (isRunning(files)) await stop('immediate', 20);
  }
}

/** Whether the process that the files name is alive and is their server. */
export function isRunning(files: string): boolean {
  const trace = readTrace(files);
  return trace !== null && isAlive(trace.pid) && isServerOf(trace.pid, files);
}

/**
 * A server whose socket was taken away from it cannot be asked, and keeps others from starting: it is ended. A process
 * that merely has the number of a server that was killed would do so, too: PostgreSQL takes a number for stale that is its
 * parent's. The rest of the file stays, by which it sees what the killed one has left in memory.
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

/** Whether a process runs in the folder of the files, as only their server does. */
function isServerOf(pid: number, files: string): boolean {
  try {
    if (process.platform === 'linux') return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(files);
    if (process.platform === 'win32') return false;
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes(files);
  } catch {
    // It ended meanwhile, or is another user's.
    return false;
  }
}

/** A shell that waits for a pipe of ours to be closed, as by our end, then kills the server. */
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

/** Why the server ended, in its own words since it was started. */
function lastWords(log: string, begun: number): string {
  const lines = fs.readFileSync(log).subarray(begun).toString('utf8').trim().split('\n');
  const line = lines.findLast((words) => /(FATAL|PANIC): /.test(words)) ?? lines.at(-1) ?? '';
  return `PostgreSQL does not start: ${line.replace(/^.*?(FATAL|PANIC): +/, '')} (${log})`;
}
