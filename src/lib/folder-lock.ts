// Locks a folder until the process that holds the lock ends: the lock is a Unix socket inside the folder.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface FolderLock {
  release(): Promise<void>;
}

/** The longest path of a socket is 107 bytes and a NUL on Linux, 103 on macOS. */
const SOCKET_PATH_LIMIT = 100;

/** A process that takes a connection and is silent for this long stands still: it may hold the lock. */
const SILENCE_MS = 3_000;

const ASK_AGAIN_MS = 10;

/** The longest wait for a process that holds the lock briefly. */
const BRIEF_MS = 60_000;

/**
 * Takes the lock on `folder`, or throws a FolderLockError. It waits for a holder that took the lock with `isBrief`.
 *
 * Each contender makes a socket, then asks all others. One that holds the lock wins. Among those that still try, the first by
 * name wins; it waits until the later ones, which may have looked before it was there, have given way or taken the lock. A
 * contender that gives way tries again, since the winner may hold the lock briefly. The kernel closes the socket of a dead
 * process, even of a killed one that nobody has reaped: its file refuses connections and is removed at once. No name is used
 * twice, so no living socket is removed.
 */
export async function lockFolder(folder: string, { isBrief = false } = {}): Promise<FolderLock> {
  const giveUpAt = performance.now() + BRIEF_MS;
  for (;;) {
    const name = `lock.${randomBytes(6).toString('hex')}`;
    const claim: Claim = { state: 'trying' };
    const server = await showSocket(folder, name, claim);
    const release = () => withdraw(server, folder, name);
    const outcome = await compareWithOthers(folder, name, giveUpAt);
    if (outcome === 'won') {
      claim.state = isBrief ? 'brief' : 'held';
      return { release };
    }
    await release();
    if (outcome === 'held') throw new FolderLockError('in-use', folder);
    // It waits without a claim of its own, so that the others can finish.
    while ((await statesOf(folder, name)).some(({ state }) => state !== 'held') && performance.now() < giveUpAt)
      await pause(ASK_AGAIN_MS);
  }
}

/** `path-too-long`: a socket in the folder would have too long a path. */
export class FolderLockError extends Error {
  override name = 'FolderLockError';
  readonly reason: 'in-use' | 'path-too-long' | 'unlockable';

  constructor(reason: FolderLockError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
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
  if (Buffer.byteLength(file) > SOCKET_PATH_LIMIT) throw new FolderLockError('path-too-long', folder);
  return file;
}

/** Listens first, then takes the name that others look for: a socket that is bound but not listening looks dead. */
async function showSocket(folder: string, name: string, claim: Claim): Promise<net.Server> {
  // Windows has no such files. There the lock is one pipe a folder, which vanishes with its holder.
  if (isWindows) return listenAt(folder, `\\\\?\\pipe\\${path.resolve(folder, 'lock')}`, claim);
  const hidden = socketPath(folder, `.${name}`);
  const server = await listenAt(folder, hidden, claim);
  fs.renameSync(hidden, socketPath(folder, name));
  return server;
}

function listenAt(folder: string, file: string, claim: Claim): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(claim.state);
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (isWindows && error.code === 'EADDRINUSE') reject(new FolderLockError('in-use', folder));
      else reject(new FolderLockError('unlockable', error.message, { cause: error }));
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

/** The states of all other living contenders. It removes the sockets of dead ones. */
async function statesOf(folder: string, name: string) {
  // On Windows, making the pipe has decided it.
  if (isWindows) return [];
  const living: { other: string; state: Claim['state'] | 'unclear' }[] = [];
  for (const other of fs.readdirSync(folder).filter((file) => /^lock\.\w+$/.test(file) && file !== name)) {
    const state = await askState(socketPath(folder, other));
    if (state === 'dead') fs.rmSync(path.join(folder, other), { force: true });
    else living.push({ other, state });
  }
  return living;
}

/** `unclear`: it lives, but broke off its answer. */
function askState(file: string): Promise<Claim['state'] | 'dead' | 'unclear'> {
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
