// Security headers for what browsers show.
import type { Middleware } from 'koa';
import helmet from 'koa-helmet';

/** What a page may load, and where it may stand: nothing from elsewhere, nothing in the page itself, in no frame. */
export const contentPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** What calls a webhook or asks for a panel is no browser, and building them takes longer than reading what it says. */
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
