// A server that writes down what it is sent, for tests of who calls it.
import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Heard {
  method: string;
  /** With query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What it answers: 200 with nothing unless told. */
export interface Told {
  status?: number;
  type?: string;
  body?: string;
  hangUp?: boolean;
  /** Nothing, until the caller gives up. */
  silent?: boolean;
}

export interface Listener {
  url: string;
  heard: Heard[];
  /** From now on paths that begin so are answered so. */
  answer(path: string, told: Told): void;
  close(): Promise<void>;
}

export async function startListener(): Promise<Listener> {
  const heard: Heard[] = [];
  const answers = new Map<string, Told>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const path = request.url ?? '';
    heard.push({ method: request.method ?? '', path, headers: request.headers, body });
    const told = [...answers].findLast(([start]) => path.startsWith(start))?.[1] ?? {};
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
    answer(path, told) {
      answers.set(path, told);
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
