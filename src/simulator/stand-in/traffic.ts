// The traffic between the service and the pretend vendors, kept in memory and, on demand, in a file.
import { closeSync, openSync, writeSync } from 'node:fs';

export type Service = 'intercom' | 'twilio' | 'assist';

/** One request to a stand-in and what it answered. */
export interface Exchange {
  service: Service;
  method: string;
  /** With query. */
  path: string;
  requestHeaders: Record<string, string>;
  requestBody: string;
  /** 0 when hung up. */
  status: number;
  responseBody: string;
  /** Milliseconds of the stand-in's clock. */
  at: number;
}

/**
 * Every upstream exchange: the latest `keep` in memory and, where a file is given, all of them appended to it as NDJSON.
 * Each line is one synchronous O_APPEND write: processes may share a file, and one that is killed loses nothing.
 * Authorization headers are replaced by `redacted`.
 */
export class Traffic {
  readonly #exchanges: Exchange[] = [];
  readonly #keep: number;
  #file: number | undefined;

  constructor(options: { file?: string; keep?: number } = {}) {
    this.#keep = options.keep ?? 20_000;
    if (options.file !== undefined) this.#file = openSync(options.file, 'a');
  }

  /** `inFile: false` keeps it in memory only. */
  record(exchange: Exchange, { inFile = true }: { inFile?: boolean } = {}): void {
    const headers = Object.entries(exchange.requestHeaders);
    const requestHeaders = Object.fromEntries(
      headers.map(([name, value]) => [name, name.toLowerCase() === 'authorization' ? 'redacted' : value]),
    );
    const kept = { ...exchange, requestHeaders };
    this.#exchanges.push(kept);
    if (this.#exchanges.length > this.#keep) this.#exchanges.shift();
    if (inFile && this.#file !== undefined) writeSync(this.#file, `${JSON.stringify(kept)}\n`);
  }

  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** The number of kept exchanges that match; `path` is tested against the path without its query. */
  count(service: Service, method?: string, path?: RegExp): number {
    return this.#exchanges.filter(
      (exchange) =>
        exchange.service === service &&
        (method === undefined || exchange.method === method.toUpperCase()) &&
        (path === undefined || (exchange.path.split('?')[0] ?? '').search(path) >= 0),
    ).length;
  }

  /** Forgets what is kept in memory. */
  clear(): void {
    this.#exchanges.length = 0;
  }

  async close(): Promise<void> {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
