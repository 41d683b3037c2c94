// One line and one measurement a request: route, status, time and ids, nothing of its content.
import type { Middleware } from 'koa';
import type { Logger } from '../../lib/log.ts';
import type { Metrics } from '../../services/metrics.ts';

export function logRequests(log: Logger, metrics: Metrics): Middleware {
  return async (ctx, next) => {
    const startedAt = performance.now();
    try {
      await next();
    } finally {
      const ms = performance.now() - startedAt;
      const route = String(ctx.routerPath ?? 'none');
      metrics.requests.observe({ route, status: ctx.status }, ms / 1000);
      log.info(
        { method: ctx.method, route, status: ctx.status, ms: Math.round(ms * 10) / 10, ...ctx.state.logged },
        'request',
      );
    }
  };
}
