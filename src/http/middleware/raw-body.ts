// Reads the body exactly as it was sent, because signatures are computed over it. Reading starts when a handler asks, within
// limits of size, pieces and time, because the sender is still unknown.
import type { Context as KoaContext, Middleware } from 'koa';
import bodyParser from 'koa-bodyparser';
import { AppError } from '../../domain/errors.ts';
import { refuse } from './refusals.ts';

const KB = 1024;

/** In bytes, far above the largest body of each caller. */
export const bodyLimits = {
  /** A conversation with its latest part. */
  intercom: 256 * KB,
  /** The longest text of 1,600 characters, every byte of it escaped, and its pictures. */
  twilio: 64 * KB,
  /** An id. */
  notice: 4 * KB,
  /** A call of the API: every setting at its longest. */
  api: 64 * KB,
  /** A form of the settings, once it is known who is signed in. */
  settings: 1024 * KB,
} as const;

/** A megabyte comes in about 700 packets; a sender of single bytes keeps us busy with each. */
const MOST_PIECES = 1_000;
/** Both vendors stop waiting for an answer soon after. */
const READ_MS = 10_000;

const parsers = new Map<number, Middleware>();

/** The body as text: handlers parse it once they know the sender. */
export async function readBody(ctx: KoaContext, mostBytes: number): Promise<string> {
  if (Number(ctx.get('content-length')) > mostBytes) throw tooLarge(mostBytes);
  const parser = parsers.get(mostBytes) ?? createParser(mostBytes);
  parsers.set(mostBytes, parser);
  const hurry = hurried(ctx);
  try {
    await Promise.race([parser(ctx, async () => {}), hurry.late]);
  } finally {
    hurry.end();
  }
  const { rawBody } = ctx.request;
  if (typeof rawBody === 'string') return rawBody;
  // An empty body has no type.
  if (!ctx.get('content-type') && !ctx.get('transfer-encoding') && !Number(ctx.get('content-length'))) return '';
  throw refuse(ctx, 'wrong-type', new AppError('invalid', { kind: 'wrong-type' }));
}

/** The body as JSON. */
export function parseJson(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch (error) {
    throw unreadable(error);
  }
}

function createParser(mostBytes: number): Middleware {
  return bodyParser({
    enableTypes: ['text'],
    extendTypes: { text: ['application/json', 'application/x-www-form-urlencoded'] },
    textLimit: String(mostBytes),
    onerror(error, ctx) {
      const status = 'status' in error ? error.status : undefined;
      if (status === 413) throw tooLarge(mostBytes, error);
      if (status === 415)
        throw refuse(ctx, 'wrong-encoding', new AppError('invalid', { kind: 'wrong-encoding' }, { cause: error }));
      throw unreadable(error);
    },
  });
}

/** Rejects a body that comes too late or in too many pieces. */
function hurried({ req }: KoaContext): { late: Promise<never>; end(): void } {
  let end = () => {};
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(
      () => reject(new AppError('timed-out', { kind: 'too-slow', seconds: READ_MS / 1000 })),
      READ_MS,
    );
    let pieces = 0;
    const count = () => {
      pieces += 1;
      if (pieces < MOST_PIECES) return;
      // At once: otherwise Node parses the rest of this packet before an answer goes out.
      req.socket.destroy();
      reject(new AppError('invalid', { kind: 'too-many-pieces' }));
    };
    req.on('data', count);
    end = () => {
      clearTimeout(timer);
      req.off('data', count);
    };
  });
  return { late, end };
}

/** Drops the rest of a body where the answer goes out before all of it was read. */
export function leaveUnread(): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } finally {
      if (!ctx.req.complete) hangUp(ctx);
    }
  };
}

/** The answer still goes out, and the sender has a second to read it. */
function hangUp({ req, res }: KoaContext): void {
  const { socket } = req;
  res.setHeader('connection', 'close');
  req.pause();
  socket.pause();
  res.once('finish', () => setTimeout(() => socket.destroy(), 1_000).unref());
}

function tooLarge(mostBytes: number, cause?: unknown): AppError {
  return new AppError('too-large', { kind: 'too-large', mostKilobytes: mostBytes / KB }, { cause });
}

function unreadable(cause: unknown): AppError {
  return new AppError('invalid', { kind: 'unreadable-body' }, { cause });
}
