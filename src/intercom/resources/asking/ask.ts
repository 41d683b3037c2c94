// One question to Intercom: made by the client's call, waited for where the rate limit says so, asked again where nothing can be doubled.
import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../../calls/call.ts';
import { IntercomError } from '../../calls/errors.ts';
import { changesSomething, type Given, type Operation, pathOf } from '../../calls/paths.ts';
import type { Allowance } from '../../calls/rate-limit.ts';
import type { Answer } from './answers.ts';
import type { OneAtATime } from './one-at-a-time.ts';

/** Every method throws an IntercomError when the question fails. */
export interface Ask {
  <T, O extends Operation>(operation: O, given: Given<O>, answer: Answer<T>): Promise<T>;
  now(): number;
  /** Waits on the real clock. */
  wait(ms: number): Promise<void>;
  /** The rest of the rate limit as the last answer said it; null before one did. */
  left(): Allowance | null;
  /** One scroll of a workspace at a time. */
  scrolls: OneAtATime;
  /** Waits at all: a job does not, whose queue does that. */
  isPatient: boolean;
}

export interface AskOptions {
  call: Call;
  now(): number;
  left(): Allowance | null;
  scrolls: OneAtATime;
  /** How often a question waits for the rate limit's next window: three times for a person, never for a job, which waits in its queue. */
  waits: number;
  wait?: (ms: number) => Promise<void>;
  /** Told before a wait for the rate limit. */
  onWait?: (ms: number) => void;
}

/** A question that changes nothing is asked so often where Intercom fails. */
const MOST_TRIES = 3;
const FIRST_PAUSE_MS = 500;

/** Added to the wait, so that the next window has begun on Intercom's clock too. */
const LATER_MS = 50;

export function createAsk(options: AskOptions): Ask {
  const wait = options.wait ?? ((ms: number) => pause(ms));

  async function ask<T, O extends Operation>(operation: O, given: Given<O>, answer: Answer<T>): Promise<T> {
    let waited = 0;
    let tries = 0;
    for (;;) {
      try {
        return await options.call(operation, given, answer);
      } catch (error) {
        if (error instanceof IntercomError) error.path = pathOf(operation, given);
        const ms = pauseAfter(error, operation, { waited, tries });
        if (ms === null) throw error;
        if (isRateLimit(error)) {
          waited += 1;
          options.onWait?.(ms);
        } else tries += 1;
        await wait(ms);
      }
    }
  }

  /** Milliseconds until the question may be asked again; null: it may not. */
  function pauseAfter(error: unknown, operation: string, so: { waited: number; tries: number }): number | null {
    if (!(error instanceof IntercomError)) return null;
    if (error.status === 429) return so.waited < options.waits ? (error.retryAfterMs ?? 0) + LATER_MS : null;
    const mayPass = error.status === null || error.status >= 500 || error.status === 408;
    const isSafe = !changesSomething(operation) && !endsWithFailure(operation);
    if (!mayPass || !isSafe || options.waits === 0 || so.tries + 1 >= MOST_TRIES) return null;
    return FIRST_PAUSE_MS * 2 ** so.tries;
  }

  const { now, left, scrolls, waits } = options;
  return Object.assign(ask, { now, wait, left, scrolls, isPatient: waits > 0 });
}

function isRateLimit(error: unknown): boolean {
  return error instanceof IntercomError && error.status === 429;
}

/** A scroll cannot go on after a failure: it begins again. */
function endsWithFailure(operation: string): boolean {
  return operation === 'GET /companies/scroll';
}
