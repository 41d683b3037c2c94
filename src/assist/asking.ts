// One request to a service with an answer in JSON: a failure of any kind is a value, and no answer is endless.
import type { AssistFailure } from '../domain/assist.ts';
import { FetchError, type GuardedFetch } from '../lib/guarded-fetch.ts';

export interface Asked {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Posted as JSON. Absent: it is only read. */
  body?: unknown;
  timeoutMs: number;
}

export type Heard = { ok: true; json: unknown } | { ok: false; failure: AssistFailure; retryAfterMs: number | null };

/** More than any answer of a few sentences has. */
export const MOST_ANSWER_BYTES = 512 * 1024;

export async function ask(fetch: GuardedFetch, { url, headers, body, timeoutMs }: Asked): Promise<Heard> {
  try {
    const posted = body === undefined ? {} : { posted: JSON.stringify(body) };
    const sent = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const limits = { mostBytes: MOST_ANSWER_BYTES, stallMs: timeoutMs, totalMs: timeoutMs };
    const answer = await fetch(url, { headers: { ...headers, ...sent }, ...posted, ...limits });
    if (answer.status < 200 || answer.status > 299) {
      answer.discard();
      const after = answer.headers['retry-after'];
      return { ok: false, failure: failureOf(answer.status), retryAfterMs: secondsToMs(after) };
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body) chunks.push(chunk);
    return { ok: true, json: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch (error) {
    return { ok: false, failure: thrownFailure(error), retryAfterMs: null };
  }
}

/** A redirect leads to an address that nobody has checked. */
export function failureOf(status: number): AssistFailure {
  if (status === 429) return 'busy';
  if (status >= 500) return 'unreachable';
  return status >= 300 && status < 400 ? 'bad-address' : 'refused';
}

export function thrownFailure(error: unknown): AssistFailure {
  if (error instanceof SyntaxError) return 'garbage';
  if (!(error instanceof FetchError)) throw error;
  if (error.failure === 'too-large') return 'garbage';
  if (error.failure !== 'no-answer') return 'bad-address';
  return /stalled|Timeout|ABORT/i.test(error.message) ? 'timed-out' : 'unreachable';
}

/** Null for anything but seconds; a day at most. */
export function secondsToMs(header: string | undefined): number | null {
  const seconds = /^\d{1,9}$/.test(header ?? '') ? Number(header) : null;
  return seconds === null ? null : Math.min(seconds, 86_400) * 1000;
}
