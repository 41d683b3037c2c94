// The plumbing that every pretend vendor stands on: faults done on demand, traffic recorded, an HTTP server on loopback.
import { closeSync, openSync, writeSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type Koa from 'koa';
import type { Clock } from '../lib/clock.ts';

export type Service = 'intercom' | 'twilio';

/** One fault to be done to matching requests of a stand-in. */
export interface Fault {
  /** Any when absent. */
  method?: string;
  /** Tested against the path without its query; a string is the whole path. Any when absent. */
  path?: RegExp | string;
  /**
   * `status`: this answer, nothing is done. `delay`: the work is done at once, its answer is held back for `ms`.
   * `hang-up-before`: the connection is destroyed, nothing is done. `hang-up-after`: the work is done, then the
   * connection is destroyed instead of the answer.
   */
  kind: 'status' | 'delay' | 'hang-up-before' | 'hang-up-after';
  /** For `status`; 500 when absent. */
  status?: number;
  headers?: Record<string, string>;
  /** For `status`: a string goes out as it is, anything else as JSON. */
  body?: unknown;
  /** For `delay`, in real milliseconds. */
  ms?: number;
  /** How often; unlimited when absent. */
  times?: number;
  /** 0..1, drawn from the `random` of `Faults`; always when absent. */
  probability?: number;
}

interface StandingFault {
  fault: Fault;
  left: number;
}

/** The faults in force, oldest first. Delays add up; of the other kinds the oldest that matches is done. */
export class Faults {
  readonly #random: () => number;
  #standing: StandingFault[] = [];

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Puts a fault in force and returns how to take it back. */
  add(fault: Fault): () => void {
    const standing = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#standing.push(standing);
    return () => {
      this.#standing = this.#standing.filter((other) => other !== standing);
    };
  }

  clear(): void {
    this.#standing = [];
  }

  list(): readonly Fault[] {
    return this.#standing.map(({ fault }) => fault);
  }

  /** What is to be done to this request; faults that have been done often enough leave the list. */
  take(method: string, path: string): { delayMs: number; fault: Fault | undefined } {
    let delayMs = 0;
    let taken: Fault | undefined;
    for (const standing of this.#standing) {
      const { fault } = standing;
      if (!matches(fault, method, path) || (fault.kind !== 'delay' && taken)) continue;
      if (fault.probability !== undefined && this.#random() >= fault.probability) continue;
      standing.left -= 1;
      if (fault.kind === 'delay') delayMs += fault.ms ?? 0;
      else taken = fault;
    }
    this.#standing = this.#standing.filter(({ left }) => left > 0);
    return { delayMs, fault: taken };
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === 'string' ? fault.path === path : path.search(fault.path) >= 0;
}

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

  /** How many of the kept exchanges fit; `path` is tested against the path without its query. */
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

/** The request's body as text, as the plumbing left it on `ctx.state.bodyText`. */
export function bodyTextOf(ctx: Koa.Context): string {
  const text: unknown = ctx.state.bodyText;
  return typeof text === 'string' ? text : '';
}

/**
 * Serves a Koa app as a stand-in on 127.0.0.1: latency added, body read into `ctx.state.bodyText`, faults done, traffic
 * recorded. A route that serves a file, which no API description knows, sets `ctx.state.isDownload`: such exchanges are
 * kept in memory but not written to the traffic file, whose lines are held against those descriptions.
 */
export async function startStandIn(options: {
  service: Service;
  app: Koa;
  faults: Faults;
  traffic: Traffic;
  clock: Clock;
  port?: number;
  latencyMs?: () => number;
  /** How far the vendor's clock is ahead of the world's, in milliseconds. */
  aheadMs?: () => number;
}): Promise<{ url: string; close(): Promise<void> }> {
  options.app.middleware.unshift(plumbing(options));
  const server = createServer(options.app.callback());
  // Longer than any client keeps an idle connection, so that no request meets one that is just being closed.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no TCP address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function plumbing(options: {
  service: Service;
  faults: Faults;
  traffic: Traffic;
  clock: Clock;
  latencyMs?: () => number;
  aheadMs?: () => number;
}): Koa.Middleware {
  return async (ctx, next) => {
    const bodyText = await readText(ctx.req);
    // The caller left before its request was whole: there is nothing to do and nobody to answer.
    if (bodyText === null) return leave(ctx);
    ctx.state.bodyText = bodyText;
    ctx.set('Date', new Date(options.clock.now() + (options.aheadMs?.() ?? 0)).toUTCString());
    const latency = options.latencyMs?.() ?? 0;
    if (latency > 0) await pause(latency);
    const { delayMs, fault } = options.faults.take(ctx.method, ctx.path);
    const record = (status: number): void => {
      const { service, clock, traffic } = options;
      const requestHeaders = headersOf(ctx.req);
      const answer = { status, responseBody: status === 0 ? '' : textOf(ctx.body) };
      const request = { method: ctx.method, path: ctx.url, requestHeaders, requestBody: bodyText };
      traffic.record({ service, ...request, ...answer, at: clock.now() }, { inFile: ctx.state.isDownload !== true });
    };
    if (fault?.kind === 'status') answerFault(ctx, fault);
    else if (fault?.kind !== 'hang-up-before') {
      try {
        await next();
      } catch (error) {
        record(500);
        throw error;
      }
    }
    const hungUp = fault?.kind === 'hang-up-before' || fault?.kind === 'hang-up-after';
    record(hungUp ? 0 : ctx.status);
    if (delayMs > 0) await pause(delayMs);
    if (hungUp) leave(ctx);
  };
}

/** Waits without keeping a process alive whose stand-in has been closed. */
async function pause(ms: number): Promise<void> {
  await wait(ms, undefined, { ref: false });
}

function answerFault(ctx: Koa.Context, fault: Fault): void {
  ctx.status = fault.status ?? 500;
  ctx.body = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? {});
  if (typeof fault.body !== 'string') ctx.type = 'application/json';
  ctx.set(fault.headers ?? {});
}

function leave(ctx: Koa.Context): void {
  ctx.respond = false;
  ctx.req.socket.destroy();
}

async function readText(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]));
}

function textOf(body: unknown): string {
  if (body === null || body === undefined) return '';
  if (typeof body === 'string') return body;
  return Buffer.isBuffer(body) ? `<${body.length} bytes>` : JSON.stringify(body);
}
