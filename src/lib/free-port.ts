// A port that is free at the moment, for a service that has to know its own address before it listens.
import net from 'node:net';

/** Systems give higher ports to outgoing connections, one of which could take the port between our look and our `listen`. */
const FIRST = 10_000;
const PORTS = 20_000;
/** Each process starts at a different port, so that two of them seldom try the same one. */
const STRIDE = 211;

let next = (process.pid * STRIDE) % PORTS;

/** Gives no port twice in a process before it has tried all. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS; tries += 1) {
    const port = FIRST + next;
    next = (next + 1) % PORTS;
    if (await isPortFree(port)) return port;
  }
  throw new Error('No port is free.');
}

/** A port that a server could not have. `forbidden`: low ports may be for administrators of the machine alone. */
export interface RefusedPort {
  port: number;
  why: 'taken' | 'forbidden';
}

const reasons: Readonly<Record<string, RefusedPort['why']>> = { EADDRINUSE: 'taken', EACCES: 'forbidden' };

/** Undefined where the error is another one. */
export function refusedPort(error: unknown): RefusedPort | undefined {
  if (!(error instanceof Error && 'code' in error && 'port' in error && 'syscall' in error)) return undefined;
  if (error.syscall !== 'listen') return undefined;
  const why = reasons[String(error.code)];
  return why && { port: Number(error.port), why };
}

/** Undefined where a server can have the port. */
export function tryPort(port: number): Promise<RefusedPort | undefined> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error) => {
      const refused = refusedPort(error);
      if (refused) resolve(refused);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
}

async function isPortFree(port: number): Promise<boolean> {
  return (await tryPort(port)) === undefined;
}
