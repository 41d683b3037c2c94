// Sends webhooks: as fast as they are taken over a number of connections, or at a steady pace whatever the answers do.
import http from 'node:http';
import type { Webhook } from '../webhooks.ts';

/** A sent webhook; times in microseconds of the machine's monotonic clock. */
export interface Sent {
  webhook: Webhook;
  at: number;
  answeredAt: number;
}

function monotonicMicros(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

export class Sender {
  readonly #url: string;
  readonly #agent: http.Agent;

  constructor(url: string, connections: number) {
    this.#url = url;
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  /** A refused webhook fails the run. */
  async send(webhook: Webhook): Promise<Sent> {
    const at = monotonicMicros();
    const status = await this.#post(webhook);
    if (status >= 300) throw new Error(`A webhook was answered ${status}.`);
    return { webhook, at, answeredAt: monotonicMicros() };
  }

  /** Runs one loop for each connection. */
  async flood(webhooks: readonly Webhook[], connections: number): Promise<Sent[]> {
    const sent: Sent[] = [];
    const queue = webhooks.values();
    const loop = async () => {
      for (const webhook of queue) sent.push(await this.send(webhook));
    };
    await Promise.all(Array.from({ length: connections }, loop));
    return sent;
  }

  /** Sends one every `everyMs`, without waiting for answers. */
  async pace(webhooks: readonly Webhook[], everyMs: number): Promise<Sent[]> {
    const startedAt = performance.now();
    const sent: Promise<Sent>[] = [];
    for (const [turn, webhook] of webhooks.entries()) {
      const early = startedAt + turn * everyMs - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      sent.push(this.send(webhook));
    }
    return Promise.all(sent);
  }

  close(): void {
    this.#agent.destroy();
  }

  #post({ path, headers, body }: Webhook): Promise<number> {
    return new Promise((resolve, reject) => {
      const length = String(Buffer.byteLength(body));
      const options = { method: 'POST', agent: this.#agent, headers: { ...headers, 'content-length': length } };
      const request = http.request(`${this.#url}${path}`, options, (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
        response.once('error', reject);
      });
      request.once('error', reject);
      request.end(body);
    });
  }
}
