// Limits how often one address may try to sign in or guess, enough for people and too little for guessing, and tells an API key
// its limit.
import type { Context as KoaContext, Middleware } from 'koa';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../domain/errors.ts';
import type { Quota } from '../../services/workspaces/limit-calls.ts';

const TRIES = 30;
const SECONDS = 60;

/** Counted in this process alone, by the address that the trusted proxies name. */
export function limitTries(): Middleware {
  const count = limitFailures();
  return async (ctx, next) => {
    await count(ctx);
    await next();
  };
}

/** Counts a try that failed, and refuses it where there were too many. A try that succeeds is never counted. */
export function limitFailures(): (ctx: KoaContext) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: TRIES, duration: SECONDS });
  return async (ctx) => {
    try {
      await limiter.consume(ctx.ip);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      ctx.set('retry-after', String(Math.ceil(refusal.msBeforeNext / 1000)));
      throw new AppError('too-many', { kind: 'too-many-attempts' });
    }
  };
}

/** Tells the limit in each answer, and refuses a call over it. Source: draft-ietf-httpapi-ratelimit-headers-10. */
export function tellQuota(ctx: KoaContext, { isAllowed, most, windowS, left, endsInS }: Quota): void {
  ctx.set('ratelimit-policy', `"key";q=${most};w=${windowS}`);
  ctx.set('ratelimit', `"key";r=${left};t=${endsInS}`);
  if (isAllowed) return;
  ctx.set('retry-after', String(endsInS));
  throw new AppError('too-many', { kind: 'too-many-calls', most });
}
