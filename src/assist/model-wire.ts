// Leads the library's requests through the guarded fetch, and turns its errors into failures.
import type { APIError } from 'openai';
import type { AssistFailure } from '../domain/assist.ts';
import { FetchError, type GuardedFetch } from '../lib/guarded-fetch.ts';
import { failureOf, MOST_ANSWER_BYTES, secondsToMs, thrownFailure } from './asking.ts';

/** Nothing but JSON is posted; a redirect is an answer that nobody follows. */
export function fetchForSdk(fetch: GuardedFetch, timeoutMs: number): typeof globalThis.fetch {
  return async (input, init) => {
    const { url, headers, body } = asked(input, init);
    const limits = { mostBytes: MOST_ANSWER_BYTES, stallMs: timeoutMs, totalMs: timeoutMs };
    const answer = await fetch(url, { headers, posted: body, ...limits });
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body) chunks.push(chunk);
    const after = answer.headers['retry-after'];
    return new Response(Buffer.concat(chunks), {
      status: answer.status,
      headers: { 'content-type': answer.contentType, ...(after === undefined ? {} : { 'retry-after': after }) },
    });
  };
}

function asked(input: unknown, init: RequestInit | undefined) {
  const headers = Object.fromEntries(new Headers(init?.headers));
  // They tell a stranger about our machine.
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith('x-stainless-'));
  return { url: String(input), headers: Object.fromEntries(kept), body: String(init?.body ?? '') };
}

export async function sdkFailure(error: unknown): Promise<{ failure: AssistFailure; retryAfterMs: number | null }> {
  const { APIConnectionTimeoutError, APIError } = await import('openai');
  if (error instanceof APIConnectionTimeoutError) return { failure: 'timed-out', retryAfterMs: null };
  const fetched = causeOf(error);
  if (fetched !== null) return { failure: thrownFailure(fetched), retryAfterMs: null };
  if (error instanceof SyntaxError) return { failure: 'garbage', retryAfterMs: null };
  if (!(error instanceof APIError)) throw error;
  return toFailure(error);
}

function toFailure({ status, headers }: APIError): { failure: AssistFailure; retryAfterMs: number | null } {
  const after = headers?.get('retry-after') ?? undefined;
  return { failure: status === undefined ? 'unreachable' : failureOf(status), retryAfterMs: secondsToMs(after) };
}

function causeOf(error: unknown): FetchError | null {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof FetchError) return at;
  return null;
}
