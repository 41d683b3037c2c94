// What an operator asks: alive, ready, numbers.
import type { Context as KoaContext } from 'koa';
import { AppError } from '../domain/errors.ts';
import { equalInConstantTime, type Secret } from '../lib/sealed.ts';
import type { Metrics } from '../services/metrics.ts';
import type { Readiness } from '../services/operations/check-readiness.ts';

export interface OpsDoor {
  checkReadiness(): Promise<Readiness>;
  /** Refreshes what is measured only when asked for. */
  measure(): Promise<void>;
  metrics: Metrics;
  /** Where /metrics is: on a port of its own, or beside the others; behind a bearer token when there is one. */
  metricsAt: { ownPort: boolean; token: Secret | undefined };
}

export const opsHandlers = (door: OpsDoor) => ({
  alive(ctx: KoaContext) {
    ctx.body = { status: 'alive' };
  },

  async ready(ctx: KoaContext) {
    const { ready, problems } = await door.checkReadiness();
    ctx.status = ready ? 200 : 503;
    ctx.body = { status: ready ? 'ready' : 'not ready', problems };
  },

  async metrics(ctx: KoaContext) {
    const { token } = door.metricsAt;
    if (token && !equalInConstantTime(ctx.get('Authorization'), `Bearer ${token.reveal()}`))
      throw new AppError('unauthenticated', { kind: 'wrong-metrics-token' });
    await door.measure();
    ctx.type = door.metrics.registry.contentType;
    ctx.body = await door.metrics.registry.metrics();
  },
});
