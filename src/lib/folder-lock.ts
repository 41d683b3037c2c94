// A lock on a folder that dies with the process that holds it: a Unix socket of its own name inside the folder.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface FolderLock {
  release(): Promise<void>;
}

/** Longest path a socket address holds on Linux (107 bytes and a NUL); macOS has 103. */
const SOCKET_PATH_LIMIT = 100;

/** A process that takes the connection and says nothing for this long stands still, and may hold the lock. */
const SILENCE_MS = 3_000;

const ASK_AGAIN_MS = 10;

/** How long one who holds the lock briefly is waited for. */
const BRIEF_MS = 60_000;

/**
 * Takes the lock on `folder`, or throws a sentence that says who has it. Who takes it with `isBrief` is waited for.
 * Every starter shows a socket, then asks all others: one that holds the lock wins; of those that still try the first by
 * name wins, and waits until the later ones, which may have looked before it was there, have given way or taken the lock.
 * Who gives way tries again, since the winner may hold it briefly. The kernel closes a dead process's socket, also a killed
 * one's that nobody has reaped, so what is left of it refuses connections and is removed at once; no name is used twice,
 * so nothing alive is removed.
 */
export async function lockFolder(folder: string, { isBrief = false } = {}): Promise<FolderLock> {
  const giveUpAt = performance.now() + BRIEF_MS;
  for (;;) {
    const name = `lock.${randomBytes(6).toString('hex')}`;
    const claim: Claim = { state: 'trying' };
    const server = await show(folder, name, claim);
    const release = () => withdraw(server, folder, name);
    const outcome = await compareWithOthers(folder, name, giveUpAt);
    if (outcome === 'won') {
      claim.state = isBrief ? 'brief' : 'held';
      return { release };
    }
    await release();
    if (outcome === 'held') throw new FolderInUseError(folder);
    // Without a claim of its own, so that the others come to an end.
    while ((await statesOf(folder, name)).some(({ state }) => state !== 'held') && performance.now() < giveUpAt)
      await pause(ASK_AGAIN_MS);
  }
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

interface Claim {
  state: 'trying' | 'held' | 'brief';
}

const states = new Set<string>(['trying', 'held', 'brief'] satisfies Claim['state'][]);

const isWindows = process.platform === 'win32';

function socketPath(folder: string, name: string): string {
  const absolute = path.resolve(folder, name);
  const relative = path.relative(process.cwd(), absolute);
  const file = relative.length < absolute.length ? relative : absolute;
  if (Buffer.byteLength(file) > SOCKET_PATH_LIMIT)
    throw new Error(`The path of the data folder ${folder} is too long: choose a shorter DATA_DIR.`);
  return file;
}

/** Listens first and takes the name that others look for then: bound and not yet listening looks like dead. */
async function show(folder: string, name: string, claim: Claim): Promise<net.Server> {
  // Windows has no such files: there one pipe a folder is the lock, and vanishes with its holder.
  if (isWindows) return listen(folder, `\\\\?\\pipe\\${path.resolve(folder, 'lock')}`, claim);
  const hidden = socketPath(folder, `.${name}`);
  const server = await listen(folder, hidden, claim);
  fs.renameSync(hidden, socketPath(folder, name));
  return server;
}

function listen(folder: string, file: string, claim: Claim): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(claim.state);
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (isWindows && error.code === 'EADDRINUSE') reject(new FolderInUseError(folder));
      else reject(new Error(`The data folder cannot be locked: ${error.message}`, { cause: error }));
    });
    server.listen(file, () => {
      server.unref();
      resolve(server);
    });
  });
}

async function compareWithOthers(folder: string, name: string, giveUpAt: number): Promise<'won' | 'held' | 'gave way'> {
  for (;;) {
    const others = await statesOf(folder, name);
    if (others.length === 0) return 'won';
    if (others.some(({ state }) => state === 'held') || performance.now() > giveUpAt) return 'held';
    if (others.some(({ state, other }) => state === 'trying' && other < name)) return 'gave way';
    await pause(ASK_AGAIN_MS);
  }
}

/** Of all others that live; what the dead have left is removed. */
async function statesOf(folder: string, name: string) {
  // Windows has decided when it made the pipe.
  if (isWindows) return [];
  const living: { other: string; state: Claim['state'] | 'unclear' }[] = [];
  for (const other of fs.readdirSync(folder).filter((file) => /^lock\.\w+$/.test(file) && file !== name)) {
    const state = await ask(socketPath(folder, other));
    if (state === 'dead') fs.rmSync(path.join(folder, other), { force: true });
    else living.push({ other, state });
  }
  return living;
}

/** `unclear`: it is there and was interrupted, as by its end. */
function ask(file: string): Promise<Claim['state'] | 'dead' | 'unclear'> {
  return new Promise((resolve) => {
    const socket = net.connect(file);
    let said = '';
    socket.setTimeout(SILENCE_MS, () => {
      resolve('held');
      socket.destroy();
    });
    socket.on('data', (data) => {
      said += data;
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve('dead');
    });
    socket.once('close', () => resolve(states.has(said) ? (said as Claim['state']) : 'unclear'));
  });
}

function withdraw(server: net.Server, folder: string, name: string): Promise<void> {
  if (!isWindows) fs.rmSync(path.join(folder, name), { force: true });
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
