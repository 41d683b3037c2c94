// The base of every pretend vendor: an HTTP server on loopback that does faults on demand and records its traffic.
import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type Koa from 'koa';
import type { Clock } from '../../lib/clock.ts';
import type { Fault, Faults } from './faults.ts';
import type { Service, Traffic } from './traffic.ts';

/** The request's body as text, as the plumbing left it on `ctx.state.bodyText`. */
export function bodyTextOf(ctx: Koa.Context): string {
  const text: unknown = ctx.state.bodyText;
  return typeof text === 'string' ? text : '';
}

/**
 * Serves a Koa app as a stand-in on 127.0.0.1: latency added, body read into `ctx.state.bodyText`, faults done, traffic
 * recorded. A route that serves a file, which no API description knows, sets `ctx.state.isDownload`, and one whose request no
 * description can tell apart `ctx.state.isBeyondDescription`: such exchanges are
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
    // The caller left before its request was complete, so nobody waits for an answer.
    if (bodyText === null) return leave(ctx);
    ctx.state.bodyText = bodyText;
    ctx.set('Date', new Date(options.clock.now() + (options.aheadMs?.() ?? 0)).toUTCString());
    const latency = options.latencyMs?.() ?? 0;
    if (latency > 0) await pause(latency);
    const { delayMs, fault } = options.faults.takeFor(ctx.method, ctx.path);
    const record = (status: number): void => {
      const { service, clock, traffic } = options;
      const requestHeaders = headersOf(ctx.req);
      const answer = { status, responseBody: status === 0 ? '' : textOf(ctx.body) };
      const request = { method: ctx.method, path: ctx.url, requestHeaders, requestBody: bodyText };
      traffic.record(
        { service, ...request, ...answer, at: clock.now() },
        { inFile: !ctx.state.isDownload && !ctx.state.isBeyondDescription },
      );
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
    if (fault?.kind === 'answer-after') answerFault(ctx, fault);
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
