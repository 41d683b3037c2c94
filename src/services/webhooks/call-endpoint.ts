// Posts one event to an endpoint, signed as Standard Webhooks has it. Nothing of the answer but its status is read.
import { type EndpointFailure, failureOf } from '../../domain/endpoints.ts';
import { FetchError } from '../../lib/guarded-fetch.ts';
import type { Secret } from '../../lib/sealed.ts';
import { type Context, nowOf } from '../context.ts';

const TIMEOUT_MS = 10_000;
const limits = { mostBytes: 0, stallMs: TIMEOUT_MS, totalMs: TIMEOUT_MS };

/** The secret as its owner gets it: Standard Webhooks' prefix, and base64. */
export function secretText(random: string): string {
  return `whsec_${Buffer.from(random, 'base64url').toString('base64')}`;
}

export interface Answer {
  /** Null: none came. */
  answered: number | null;
  /** Null: it took the event. */
  failure: EndpointFailure | null;
  /** As the endpoint asks. */
  retryAfterMs: number;
}

/** `id`: the same at every try, so that the endpoint knows a repetition. */
export async function callEndpoint(
  ctx: Pick<Context, 'callEndpoint' | 'clock'>,
  { url, secret }: { url: string; secret: Secret },
  { id, body }: { id: string; body: object },
): Promise<Answer> {
  const { Webhook } = await import('standardwebhooks');
  const now = nowOf(ctx);
  const posted = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Threadwire',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret.reveal()).sign(id, now, posted),
  };
  try {
    const answer = await ctx.callEndpoint(url, { ...limits, headers, posted });
    answer.discard();
    const seconds = Number(answer.headers['retry-after']);
    return {
      answered: answer.status,
      failure: failureOf(answer.status),
      retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0,
    };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const failure = error.failure === 'too-large' ? 'no-answer' : error.failure;
    return { answered: null, failure, retryAfterMs: 0 };
  }
}
