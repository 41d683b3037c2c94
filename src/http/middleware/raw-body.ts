// The body exactly as it was sent, as far as it can be read: what signatures are computed over.
import type { Context as KoaContext, Middleware } from 'koa';
import bodyParser from 'koa-bodyparser';
import { AppError } from '../../domain/errors.ts';

/** Far above what either vendor sends. */
const LIMIT = '256kb';

/** As text: what it says is read only once it is known who says it. */
export function readBody(): Middleware {
  return bodyParser({
    enableTypes: ['text'],
    extendTypes: { text: ['application/json', 'application/x-www-form-urlencoded'] },
    textLimit: LIMIT,
    onerror(error) {
      const status = 'status' in error ? error.status : undefined;
      if (status === 413) throw new AppError('too-large', 'The body is larger than 256 KB.', { cause: error });
      throw unreadable(error);
    },
  });
}

/** The body's text, or a refusal for a content type that is not read. */
export function rawBodyOf(ctx: KoaContext): string {
  const { rawBody } = ctx.request;
  if (typeof rawBody === 'string') return rawBody;
  throw new AppError('invalid', 'The content type must be application/json or application/x-www-form-urlencoded.');
}

/** The body as JSON. */
export function jsonBodyOf(ctx: KoaContext): unknown {
  try {
    return JSON.parse(rawBodyOf(ctx));
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(error);
  }
}

function unreadable(cause: unknown): AppError {
  return new AppError('invalid', 'The body cannot be read: it must be well-formed JSON or a form.', { cause });
}
