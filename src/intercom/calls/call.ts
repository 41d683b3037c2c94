// Makes one call to Intercom once, times it, reports it to the watch of the token, and checks the answer.
import { VendorError } from '../../domain/errors.ts';
import type { Rank } from '../../domain/jobs/queues.ts';
import type { CallWatch, MadeCall } from '../../lib/call-watch.ts';
import type { Checked } from '../../lib/schema.ts';
import type { Secret } from '../../lib/sealed.ts';
import { credentialsSeen, errorFromAnswer, errorFromSilence, requireTaken } from './errors.ts';
import type { Pace } from './pace.ts';
import { type Given, methodOf, type Operation, pathOf } from './paths.ts';
import { readAllowance } from './rate-limit.ts';
import { uploadOf } from './upload.ts';

/** The API version that our payloads follow. */
export const INTERCOM_VERSION = '2.16';

/** Intercom's webhooks wait 5 s and its agents are people: a call that takes longer counts as unanswered. */
const TIMEOUT_MS = 8_000;

/** A call with files takes as long as they do. */
const UPLOAD_TIMEOUT_MS = 45_000;

export interface CallOptions {
  apiUrl: string;
  token: Secret;
  /** One for all clients of a workspace. */
  pace: Pace;
  /** The rank of these calls: the lower, the more of the rate limit they leave. */
  rank: Rank;
  now(): number;
  observe(call: MadeCall): void;
  /** Gets the time of Intercom's clock from an answer's header. */
  noteTime(date: string | null): void;
  /** Absent for a token that is no workspace's yet. */
  watch?: CallWatch;
  /** Milliseconds after which a call counts as unanswered, unless it is the usual time. */
  timeoutMs?: number;
}

type Check<T> = (value: unknown) => Checked<T>;

export type Call = ReturnType<typeof createCall>;

/** One call after another with the same token; each throws an IntercomError when it fails. */
export function createCall(options: CallOptions) {
  return async function call<T, O extends Operation>(operation: O, given: Given<O>, check: Check<T>): Promise<T> {
    const { body, files = [] } = given;
    const upload = body && files.length > 0 ? uploadOf(body, files) : null;
    requireTaken(options.watch?.isRefused ?? false, operation);
    options.pace.begin(options.rank, operation, options.now());
    const startedAt = performance.now();
    const observe = (status: number) => options.observe({ operation, status, ms: performance.now() - startedAt });
    let answer: { status: number; headers: Headers; body: unknown };
    try {
      const response = await fetch(`${options.apiUrl}${pathOf(operation, given)}`, {
        method: methodOf(operation),
        headers: {
          authorization: `Bearer ${options.token.reveal()}`,
          accept: 'application/json',
          'intercom-version': INTERCOM_VERSION,
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...upload?.headers,
        },
        ...(upload?.sent ?? (body ? { body: JSON.stringify(body) } : {})),
        redirect: 'error',
        signal: AbortSignal.timeout(upload === null ? (options.timeoutMs ?? TIMEOUT_MS) : UPLOAD_TIMEOUT_MS),
      });
      answer = { status: response.status, headers: response.headers, body: parseJson(await response.text()) };
    } catch (error) {
      options.pace.end(null, options.now());
      observe(0);
      throw errorFromSilence(operation, error);
    }
    options.pace.end(readAllowance(answer.headers, options.now()), options.now());
    observe(answer.status);
    options.noteTime(answer.headers.get('date'));
    const { status } = answer;
    const error = status >= 300 ? errorFromAnswer(operation, answer, options.now()) : null;
    const code = error?.vendorCode ?? null;
    const isAboutPeople = (error?.blames ?? null) !== null;
    await options.watch?.answered({ operation, status, code, credentials: credentialsSeen(status), isAboutPeople });
    if (error) {
      if (status === 429) options.pace.pause(error.retryAfterMs ?? 0, options.now());
      throw error;
    }
    const checked = check(answer.body);
    if (checked.ok) return checked.value;
    throw new VendorError({
      vendor: 'intercom',
      operation,
      outcome: 'undocumented-answer',
      detail: checked.problem,
      certainty: 'unknown',
      status: answer.status,
      vendorCode: null,
    });
  };
}

/** A gateway's error page is no JSON: its status still counts. */
function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
