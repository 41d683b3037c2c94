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

/** The port that a server could not have; undefined where the error is another one. */
export function takenPort(error: unknown): number | undefined {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error;
  return isTaken ? Number(error.port) : undefined;
}

export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
