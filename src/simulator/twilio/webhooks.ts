// One signed webhook of the pretend Twilio, repeated as the connection overrides in its URL's fragment say.
// https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
import type { Clock } from '../../lib/clock.ts';
import type { Outcome, Posting, PostOffice } from '../stand-in/post-office.ts';
import type { Account, Method, WebhookSetting } from './records.ts';
import { calledUrl, type Params } from './signing.ts';
import { proofOf, ruleFor, settingOf } from './webhook-rules.ts';

/** Twilio does not say how far apart its attempts are. */
export const RETRY_SPACING_MS = 1000;

interface Overrides {
  /** Attempts after the first. */
  retries: number;
  /** The failures to retry: `4xx`, `5xx`, `ct` (no connection), `rt` (no answer in time) or `all`. */
  on: ReadonlySet<string>;
  /** How long an answer is awaited. */
  answerMs: number;
  /** All attempts together. */
  totalMs: number;
}

/** The overrides of a URL. An absent or senseless one has the documented default. */
export function overridesOf(url: string): Overrides {
  const given = new URLSearchParams(url.split('#').slice(1).join('#'));
  const number = (key: string, min: number, max: number, otherwise: number): number => {
    const value = given.get(key);
    return value !== null && /^\d+$/.test(value) && +value >= min && +value <= max ? +value : otherwise;
  };
  return {
    retries: number('rc', 0, 5, 1),
    on: new Set((given.get('rp') ?? 'ct').split(',').map((policy) => policy.trim())),
    answerMs: number('rt', 100, 15_000, 15_000),
    totalMs: number('tt', 100, 15_000, 15_000),
  };
}

/** A rule's setting as overrides. */
function overridesBy(connection: NonNullable<WebhookSetting['connection']>): Overrides {
  const { retryCount = 0, retryOn = [] } = connection.retryPolicy ?? {};
  const words: Readonly<Record<string, string>> = {
    HTTP_4XX: '4xx',
    HTTP_5XX: '5xx',
    CONNECTION_TIMEOUT: 'ct',
    READ_TIMEOUT: 'rt',
    ALL: 'all',
  };
  return {
    retries: retryCount,
    on: new Set(retryOn.map((condition) => words[condition] ?? '')),
    answerMs: connection.readTimeoutMs,
    totalMs: connection.totalTimeoutMs ?? 60_000,
  };
}

/** `ct`, `rt`, `4xx` or `5xx`, as the override `rp` names failures. A connection that breaks counts as unanswered. */
function failureOf(outcome: Outcome): string {
  if (outcome.status === null) return outcome.reason === 'connect' ? 'ct' : 'rt';
  return outcome.status >= 500 ? '5xx' : '4xx';
}

/**
 * Sends `params` to `url` at `dueAt`, signed at the moment of sending with the token of that moment. With GET they are
 * part of the URL that is signed.
 */
export function callWebhook(
  world: { clock: Clock; postOffice: PostOffice; random: () => number },
  call: {
    url: string;
    method: Method;
    params: Params;
    account: Account;
    dueAt: number;
    label: string;
    /** Tells the attempts of one delivery from another delivery of the same thing. */
    idempotencyToken: string;
    onAnswer?: Posting['onAnswer'];
  },
): void {
  const called = calledUrl(call.url);
  const body = new URLSearchParams(call.params).toString();
  const isGet = call.method === 'GET';
  const url = isGet ? `${called.url}${called.url.includes('?') ? '&' : '?'}${body}` : called.url;
  const rule = ruleFor(call.account, url);
  // A rule counts for more than the overrides in the URL.
  const setting = rule && settingOf(rule, world.random);
  const overrides = setting?.connection ? overridesBy(setting.connection) : overridesOf(call.url);
  let startedAt: number | undefined;
  world.postOffice.post({
    url,
    method: call.method,
    headers: {
      ...called.headers,
      ...(isGet ? {} : { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }),
      accept: '*/*',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': call.idempotencyToken,
    },
    body,
    dueAt: call.dueAt,
    label: call.label,
    timeoutMs: overrides.answerMs,
    sign() {
      startedAt ??= world.clock.now();
      return proofOf(call.account, setting, url, isGet ? {} : call.params);
    },
    retry(outcome, attempt) {
      const again = overrides.on.has('all') || overrides.on.has(failureOf(outcome));
      const spent = world.clock.now() + RETRY_SPACING_MS - (startedAt ?? call.dueAt);
      return again && attempt <= overrides.retries && spent <= overrides.totalMs ? RETRY_SPACING_MS : null;
    },
    ...(call.onAnswer && { onAnswer: call.onAnswer }),
  });
}
