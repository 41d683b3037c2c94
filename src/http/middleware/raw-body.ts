// The body exactly as it was sent, as far as it can be read: what signatures are computed over.
import type { Context as KoaContext, Middleware } from 'koa';
import bodyParser from 'koa-bodyparser';
import { AppError } from '../../domain/errors.ts';

/** Far above what either vendor sends. */
const LIMIT = '256kb';

export function readBody(): Middleware {
  return bodyParser({
    enableTypes: ['json', 'form'],
    jsonLimit: LIMIT,
    formLimit: LIMIT,
    strict: false,
    onerror(error) {
      const status = 'status' in error ? error.status : undefined;
      if (status === 413) throw new AppError('too-large', 'The body is larger than 256 KB.', { cause: error });
      throw new AppError('invalid', 'The body cannot be read: it must be well-formed JSON or a form.', {
        cause: error,
      });
    },
  });
}

/** The body's text, or a refusal for a content type that is not read. */
export function rawBodyOf(ctx: KoaContext): string {
  const { rawBody } = ctx.request;
  if (typeof rawBody === 'string') return rawBody;
  throw new AppError('invalid', 'The content type must be application/json or application/x-www-form-urlencoded.');
}

/** The parsed JSON body. */
export function jsonBodyOf(ctx: KoaContext): unknown {
  return ctx.request.body;
}
