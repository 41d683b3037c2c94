// Where an embedded server is reached: a socket in a folder that only its user may enter, or a port and a password.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LOGIN, passwordOf } from './cluster.ts';
import { giveTo, type User } from './server-user.ts';

/** A folder that holds the socket, or null for the machine's own address; in both cases a port. */
export interface Place {
  socketFolder: string | null;
  port: number;
}

/** Longest path a socket address holds, on macOS: 103 bytes and a NUL. */
const SOCKET_PATH_LIMIT = 103;

/** It is part of the socket's name, and no other server is in that folder. */
const SOCKET_PORT = 5432;

/** Of a folder for a socket whose path would be too long in the data folder. */
const SHORT_PREFIX = 'threadwire-';

export function socketPath({ socketFolder, port }: Place): string {
  return path.join(socketFolder ?? '', `.s.PGSQL.${port}`);
}

/** Makes the folder for the socket, empty. */
export function makeSocketPlace(dataDir: string, user: User | null): Place {
  const near: Place = { socketFolder: path.resolve(dataDir, 'socket'), port: SOCKET_PORT };
  const isShort = Buffer.byteLength(socketPath(near)) <= SOCKET_PATH_LIMIT;
  const place = isShort ? near : { ...near, socketFolder: fs.mkdtempSync(path.join(os.tmpdir(), SHORT_PREFIX)) };
  const folder = place.socketFolder ?? '';
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { mode: 0o700 });
  if (user) giveTo(user, folder);
  return place;
}

/** What a server that was killed has left: it names a process whose number another may have, or whom nobody has reaped. */
export function removeSocket(place: Place): void {
  if (place.socketFolder === null) return;
  for (const file of [socketPath(place), `${socketPath(place)}.lock`]) fs.rmSync(file, { force: true });
}

/** How the server is told the folder for its socket: beside its files by a way that leads through nothing above them. */
export function socketFolderSeenFrom(files: string, socketFolder: string): string {
  const isBeside = path.dirname(socketFolder) === path.dirname(files);
  return isBeside ? path.join('..', path.basename(socketFolder)) : socketFolder;
}

/** Once its server is gone. */
export function removeSocketPlace({ socketFolder }: Place): void {
  if (socketFolder === null) return;
  const isOurs = path.basename(socketFolder) === 'socket' || path.basename(socketFolder).startsWith(SHORT_PREFIX);
  if (isOurs) fs.rmSync(socketFolder, { recursive: true, force: true });
}

export function urlOf(place: Place, files: string, database: string): string {
  if (place.socketFolder !== null)
    return `postgres://${LOGIN}@localhost:${place.port}/${database}?host=${encodeURIComponent(place.socketFolder)}&sslmode=disable`;
  return `postgres://${LOGIN}:${passwordOf(files)}@127.0.0.1:${place.port}/${database}?sslmode=disable`;
}

/** What a server that runs, or was killed, has written down of itself. */
export interface Trace {
  pid: number;
  place: Place;
}

export const pidFile = (files: string): string => path.join(files, 'postmaster.pid');

/**
 * Null where none runs. Source: postgresql.org, src/include/utils/pidfile.h: process, folder, start, port, socket's folder,
 * address, a line each.
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
    place: { socketFolder: socketFolder ? path.resolve(files, socketFolder) : null, port: Number(port) },
  };
}
