// The security headers of pages.
import type { Middleware } from 'koa';
import helmet from 'koa-helmet';

/** A page loads files of ours alone, runs no code of its own, and stands in no frame. */
export const contentPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** Webhooks and panel requests come from no browser, and building the headers takes longer than reading the request. */
export function protectPages(): Middleware {
  const directives = Object.fromEntries(
    contentPolicy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
  const guard = helmet({ contentSecurityPolicy: { useDefaults: false, directives } });
  return (ctx, next) => (/^\/(webhooks|canvas)\//.test(ctx.path) ? next() : guard(ctx, next));
}
