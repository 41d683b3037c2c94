// Reads the query of a URL, which anybody may have written.
import type { Context as KoaContext } from 'koa';

/** Each value of a name. Koa's own reading takes time that grows with the square of a name's repetitions. */
export function queryValues(ctx: KoaContext, name: string): string[] {
  return new URLSearchParams(ctx.querystring).getAll(name);
}

/** The first value of a name, or empty. */
export function queryValue(ctx: KoaContext, name: string): string {
  return queryValues(ctx, name)[0] ?? '';
}
