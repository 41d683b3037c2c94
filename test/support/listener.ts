// A server that writes down every request, for tests of its callers.
import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Heard {
  method: string;
  /** The path with its query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An answer: 200 without a body unless told. */
export interface Told {
  status?: number;
  type?: string;
  body?: string;
  hangUp?: boolean;
  /** Gives no answer, until the caller gives up. */
  silent?: boolean;
}

export interface Listener {
  url: string;
  heard: Heard[];
  /** Gives these answers in turn to paths that begin like this; the last one stays. */
  answer(path: string, ...told: Told[]): void;
  close(): Promise<void>;
}

export async function startListener(): Promise<Listener> {
  const heard: Heard[] = [];
  const answers = new Map<string, Told[]>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const path = request.url ?? '';
    heard.push({ method: request.method ?? '', path, headers: request.headers, body });
    const inTurn = [...answers].findLast(([start]) => path.startsWith(start))?.[1] ?? [];
    const told = (inTurn.length > 1 ? inTurn.shift() : inTurn[0]) ?? {};
    if (told.silent) return;
    if (told.hangUp) request.socket.destroy();
    else response.writeHead(told.status ?? 200, { 'content-type': told.type ?? 'text/xml' }).end(told.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no TCP address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    heard,
    answer(path, ...told) {
      // A later answer to the same path stands behind those to other paths, and so comes before them.
      answers.delete(path);
      answers.set(path, told);
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
