// What an operator asks: alive, ready, numbers.
import type Router from '@koa/router';
import { AppError } from '../domain/errors.ts';
import { equalInConstantTime, type Secret } from '../lib/sealed.ts';
import type { Metrics } from '../services/metrics.ts';
import type { Readiness } from '../services/operations/check-readiness.ts';

export interface OpsDoor {
  checkReadiness(): Promise<Readiness>;
  /** Refreshes what is measured only when asked for. */
  measure(): Promise<void>;
  metrics: Metrics;
}

export function addHealth(router: Router, door: OpsDoor): void {
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'alive' };
  });

  router.get('/readyz', async (ctx) => {
    const { ready, problems } = await door.checkReadiness();
    ctx.status = ready ? 200 : 503;
    ctx.body = { status: ready ? 'ready' : 'not ready', problems };
  });
}

/** `token`: asked for as a bearer token when set. */
export function addMetrics(router: Router, door: OpsDoor, token: Secret | undefined): void {
  router.get('/metrics', async (ctx) => {
    if (token && !equalInConstantTime(ctx.get('Authorization'), `Bearer ${token.reveal()}`))
      throw new AppError('unauthenticated', 'The Authorization header must be "Bearer" and the METRICS_TOKEN.');
    await door.measure();
    ctx.type = door.metrics.registry.contentType;
    ctx.body = await door.metrics.registry.metrics();
  });
}
