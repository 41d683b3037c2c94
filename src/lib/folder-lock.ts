// A lock on a folder that dies with the process that holds it: a Unix socket bound inside the folder.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

export interface FolderLock {
  release(): Promise<void>;
}

/** Longest path a socket address holds on Linux (107 bytes and a NUL); macOS has 103. */
const SOCKET_PATH_LIMIT = 100;

/**
 * Takes the lock on `folder`, or throws a sentence that says who has it. The kernel closes a dead
 * process's socket, also a killed one's that nobody has reaped, so what is left of it refuses
 * connections and is taken over at once.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = socketPath(folder);
  for (let round = 0; round < 20; round += 1) {
    const server = await bind(file);
    if (server) return { release: () => close(server) };
    if (await answers(file)) throw new FolderInUseError(folder);
    await clearStale(file);
  }
  throw new FolderInUseError(folder);
}

export class FolderInUseError extends Error {
  override name = 'FolderInUseError';
  constructor(folder: string) {
    super(
      `The data folder ${folder} is in use by another Threadwire process. ` +
        'Stop that one first, give this one another DATA_DIR, or set DATABASE_URL to share one PostgreSQL.',
    );
  }
}

function socketPath(folder: string): string {
  const absolute = path.resolve(folder, 'lock.sock');
  const relative = path.relative(process.cwd(), absolute);
  const file = relative.length < absolute.length ? relative : absolute;
  if (process.platform === 'win32') return `\\\\?\\pipe\\${absolute}`;
  if (Buffer.byteLength(file) > SOCKET_PATH_LIMIT)
    throw new Error(`The path of the data folder ${folder} is too long: choose a shorter DATA_DIR.`);
  return file;
}

/** A listening server, or null when the address is taken, by a living process or by a dead one's leftover. */
function bind(file: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(new Error(`The data folder cannot be locked: ${error.message}`, { cause: error }));
    });
    server.listen(file, () => {
      server.unref();
      resolve(server);
    });
  });
}

function answers(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(file);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * Moves a dead holder's socket out of the way. Renaming is atomic, so of several starters one gets
 * it; should that one have caught a socket bound a moment ago, it is put back.
 */
async function clearStale(file: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    // Another starter was first: the next round binds or finds it alive.
    return;
  }
  if (await answers(aside)) fs.linkSync(aside, file);
  fs.rmSync(aside, { force: true });
}

function close(server: net.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
