// What is limited is the workspace, not the one call: until the time Intercom said, no other is made either.
import { IntercomError } from './errors.ts';

/** Shared by the clients of one workspace; milliseconds of their clock. */
export interface Pause {
  until: number;
}

/** Throws what may be tried again when the pause is over. */
export function requireNoPause(pause: Pause, operation: string, nowMs: number): void {
  if (pause.until <= nowMs) return;
  throw new IntercomError(`Intercom asked to be left alone for a while: ${operation}`, {
    certainty: 'not-done',
    status: 429,
    vendorCode: null,
    retryAfterMs: pause.until - nowMs,
  });
}

/** Takes over the pause that an answer asked for. */
export function notePause(
  pause: Pause,
  error: { status: number | null; retryAfterMs: number | undefined },
  nowMs: number,
) {
  if (error.status !== 429 || error.retryAfterMs === undefined) return;
  pause.until = Math.max(pause.until, nowMs + error.retryAfterMs);
}
