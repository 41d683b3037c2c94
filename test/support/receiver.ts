// A customer's own system that is told what happens: it keeps what it hears, proves each signature, and can fail.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Heard {
  path: string;
  id: string;
  isSigned: boolean;
  type: string;
  timestamp: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what it is.
  data: any;
}

export interface Receiver {
  url: string;
  heard: Heard[];
  /** The secret that its signatures are made with. */
  secret: string;
  /** Its answer by path; absent: 204. `hang-up`: it takes the event, and its answer is lost. */
  answers: Map<string, number | (() => number | 'hang-up')>;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: '', heard: [], secret: '', answers: new Map(), close };
  const server = http.createServer(async (request, response) => {
    const bytes: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) bytes.push(chunk);
    const posted = Buffer.concat(bytes).toString();
    const header = (name: string) => String(request.headers[`webhook-${name}`]);
    const at = new Date(Number(header('timestamp')) * 1_000);
    // The clock of a story is not that of the library's own check.
    const isSigned = new Webhook(receiver.secret).sign(header('id'), at, posted) === header('signature');
    receiver.heard.push({ path: request.url ?? '', id: header('id'), isSigned, ...JSON.parse(posted) });
    const set = receiver.answers.get(request.url ?? '') ?? 204;
    const answer = typeof set === 'function' ? set() : set;
    if (answer === 'hang-up') return void request.socket.destroy();
    response.writeHead(answer, { location: '/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return receiver;
}
