// A pretend system of the customer's own that hears by webhooks what happens. It proves each signature with code of its own, and can fail.
// Source: https://www.standardwebhooks.com (signed content: id, timestamp and body, joined by dots).
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HeardEvent {
  id: string;
  type: string;
  /** The number that it is about; empty for none. */
  number: string;
  /** The words of a text; empty for another event. */
  words: string;
  isSigned: boolean;
  /** The status that it was answered with. */
  answered: number;
}

const MOST_KEPT = 30;

export class OutsideSystem {
  /** The newest first. */
  readonly heard: HeardEvent[] = [];
  isFailing = false;
  /** Shown once, when the endpoint is made. */
  secret = '';
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<OutsideSystem> {
    const server = createServer();
    const system = new OutsideSystem(server);
    server.on('request', async (request, response) => {
      response.writeHead(await system.#hear(request)).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    return system;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hooks`;
  }

  async #hear(request: IncomingMessage): Promise<number> {
    const bytes: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) bytes.push(chunk);
    const body = Buffer.concat(bytes).toString();
    const isSigned = this.#isSigned(request, body);
    const answered = this.isFailing ? 500 : isSigned ? 204 : 401;
    const { type, data } = JSON.parse(body) as { type: string; data: Record<string, unknown> };
    const number = data['direction'] === 'in' ? data['from'] : (data['to'] ?? data['number']);
    const words = data['body'] ?? data['state'] ?? data['title'];
    const id = String(request.headers['webhook-id']);
    this.heard.unshift({ id, type, number: String(number ?? ''), words: String(words ?? ''), isSigned, answered });
    this.heard.splice(MOST_KEPT);
    return answered;
  }

  #isSigned({ headers }: IncomingMessage, body: string): boolean {
    const key = Buffer.from(this.secret.replace(/^whsec_/, ''), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const expected = Buffer.from(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    const given = Buffer.from(String(headers['webhook-signature']));
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
