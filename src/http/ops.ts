// The operator's URLs: alive, ready, metrics.
import type { Context as KoaContext } from 'koa';
import { AppError } from '../domain/errors.ts';
import type { Unready } from '../domain/readiness.ts';
import { equalInConstantTime, type Secret } from '../lib/sealed.ts';
import type { Metrics } from '../services/metrics.ts';
import { unready } from '../words/operator/readiness.ts';
import { say } from '../words/say.ts';

export interface OpsDoor {
  checkReadiness(): Promise<Unready[]>;
  /** Refreshes the figures that are measured on request. */
  measure(): Promise<void>;
  metrics: Metrics;
  /** The place of /metrics: a port of its own or beside the other URLs, behind a bearer token where one is set. */
  metricsAt: { ownPort: boolean; token: Secret | undefined };
}

export const opsHandlers = (door: OpsDoor) => ({
  alive(ctx: KoaContext) {
    ctx.body = { status: 'alive' };
  },

  async ready(ctx: KoaContext) {
    const problems = (await door.checkReadiness()).map((reason) => say(unready, reason));
    const isReady = problems.length === 0;
    ctx.status = isReady ? 200 : 503;
    ctx.body = { status: isReady ? 'ready' : 'not ready', problems };
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
