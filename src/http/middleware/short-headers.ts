// Refuses long headers of the kinds that get parsed: parsing may take far longer than they are long.
import type { Middleware } from 'koa';
import { AppError } from '../../domain/errors.ts';

const taken = [
  'accept',
  'accept-encoding',
  'content-encoding',
  'content-type',
  'host',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-prefix',
  'x-forwarded-proto',
] as const;
/** Many times what browsers, proxies and vendors send. */
const MOST = 1_000;

export function requireShortHeaders(): Middleware {
  return (ctx, next) => {
    const { headers } = ctx.req;
    const long = taken.filter((name) => String(headers[name] ?? '').length > MOST);
    // The refusal must not parse them either.
    for (const name of long) headers[name] = '';
    if (long.length === 0) return next();
    throw new AppError('invalid', { kind: 'header-too-long', header: String(long[0]), mostCharacters: MOST });
  };
}
