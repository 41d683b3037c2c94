// Intercom's rate limit: so many calls of a workspace in a window of ten seconds, told in three headers.
import type { Clock } from '../../lib/clock.ts';

/** https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting: 10,000 a minute, in 10-second windows. */
export const CALLS_PER_WINDOW = 1666;
const WINDOW_MS = 10_000;

export class RateLimit {
  readonly #clock: Clock;
  readonly #spent = new Map<string, { window: number; calls: number }>();
  /** Calls a workspace may make in one window. */
  limit = CALLS_PER_WINDOW;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one call; `allowed` is false past the limit. `Reset` is in seconds since the epoch. */
  spend(key: string): { allowed: boolean; headers: Record<string, string> } {
    const window = Math.floor(this.#clock.now() / WINDOW_MS);
    const before = this.#spent.get(key);
    const calls = (before?.window === window ? before.calls : 0) + 1;
    this.#spent.set(key, { window, calls });
    return {
      allowed: calls <= this.limit,
      headers: {
        'X-RateLimit-Limit': String(this.limit),
        'X-RateLimit-Remaining': String(Math.max(0, this.limit - calls)),
        'X-RateLimit-Reset': String(((window + 1) * WINDOW_MS) / 1000),
      },
    };
  }
}
