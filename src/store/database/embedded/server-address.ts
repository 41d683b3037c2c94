// The address of an embedded server: a socket in a folder that only its user may enter, or a port and a password.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LOGIN, passwordOf } from './cluster.ts';
import { giveTo, type User } from './server-user.ts';

/** The folder of the socket, or null for 127.0.0.1. Both have a port. */
export interface ServerAddress {
  socketFolder: string | null;
  port: number;
}

/** The longest path of a socket, on macOS: 103 bytes and a NUL. */
const SOCKET_PATH_LIMIT = 103;

/** Part of the socket's name only: each socket has a folder of its own. */
const SOCKET_PORT = 5432;

/** Begins the name of a temporary folder, for a socket whose path would be too long in the data folder. */
const SHORT_PREFIX = 'threadwire-';

export function socketPath({ socketFolder, port }: ServerAddress): string {
  return path.join(socketFolder ?? '', `.s.PGSQL.${port}`);
}

/** Makes the folder for the socket, empty. */
export function makeSocketAddress(dataDir: string, user: User | null): ServerAddress {
  const near: ServerAddress = { socketFolder: path.resolve(dataDir, 'socket'), port: SOCKET_PORT };
  const isShort = Buffer.byteLength(socketPath(near)) <= SOCKET_PATH_LIMIT;
  const address = isShort ? near : { ...near, socketFolder: fs.mkdtempSync(path.join(os.tmpdir(), SHORT_PREFIX)) };
  const folder = address.socketFolder ?? '';
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { mode: 0o700 });
  if (user) giveTo(user, folder);
  return address;
}

/** Removes the socket of a killed server. Its lock file names a process whose number another may have by now. */
export function removeSocket(address: ServerAddress): void {
  if (address.socketFolder === null) return;
  for (const file of [socketPath(address), `${socketPath(address)}.lock`]) fs.rmSync(file, { force: true });
}

/** The server gets a relative path to the socket's folder where it can: it may not pass through the folders above. */
export function socketFolderSeenFrom(files: string, socketFolder: string): string {
  const isBeside = path.dirname(socketFolder) === path.dirname(files);
  return isBeside ? path.join('..', path.basename(socketFolder)) : socketFolder;
}

/** To be called once the server is gone. */
export function removeSocketFolder({ socketFolder }: ServerAddress): void {
  if (socketFolder === null) return;
  const isOurs = path.basename(socketFolder) === 'socket' || path.basename(socketFolder).startsWith(SHORT_PREFIX);
  if (isOurs) fs.rmSync(socketFolder, { recursive: true, force: true });
}

export function urlOf(address: ServerAddress, files: string, database: string): string {
  if (address.socketFolder !== null)
    return `postgres://${LOGIN}@localhost:${address.port}/${database}?host=${encodeURIComponent(address.socketFolder)}&sslmode=disable`;
  return `postgres://${LOGIN}:${passwordOf(files)}@127.0.0.1:${address.port}/${database}?sslmode=disable`;
}

/** A server's own file about itself, which a killed server leaves behind. */
export interface Trace {
  pid: number;
  address: ServerAddress;
}

export const pidFile = (files: string): string => path.join(files, 'postmaster.pid');

/**
 * Null where there is no such file. Source: postgresql.org, src/include/utils/pidfile.h: process, folder, start, port, socket's
 * folder, address, a line each.
 */
export function readTrace(files: string): Trace | null {
  let lines: string[];
  try {
    lines = fs.readFileSync(pidFile(files), 'utf8').split('\n');
  } catch {
    return null;
  }
  const [pid, , , port, socketFolder = ''] = lines;
  if (!pid || !port) return null;
  return {
    pid: Number(pid),
    address: { socketFolder: socketFolder ? path.resolve(files, socketFolder) : null, port: Number(port) },
  };
}
