// Intercom's rate limits for an app and a workspace, in windows of ten seconds, told in three headers.
import type { Clock } from '../../lib/clock.ts';

/** https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting: 10,000 a minute, in 10-second windows. */
export const CALLS_PER_WINDOW = 1666;
const WINDOW_MS = 10_000;

export class RateLimit {
  readonly #clock: Clock;
  readonly #spent = new Map<string, number>();
  #window = 0;
  #all = 0;
  /** Calls a workspace may make in one window. */
  limit = CALLS_PER_WINDOW;
  /** Calls that the app may make in all workspaces together. */
  appLimit = CALLS_PER_WINDOW;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one call; `allowed` is false past a limit. The headers tell of the one that is nearer. `Reset` is in seconds since the epoch. */
  spend(key: string): { allowed: boolean; headers: Record<string, string> } {
    const window = Math.floor(this.#clock.now() / WINDOW_MS);
    if (window !== this.#window) {
      this.#window = window;
      this.#all = 0;
      this.#spent.clear();
    }
    const calls = (this.#spent.get(key) ?? 0) + 1;
    this.#spent.set(key, calls);
    this.#all += 1;
    const left = Math.min(this.limit - calls, this.appLimit - this.#all);
    return {
      allowed: left >= 0,
      headers: {
        'X-RateLimit-Limit': String(left === this.limit - calls ? this.limit : this.appLimit),
        'X-RateLimit-Remaining': String(Math.max(0, left)),
        'X-RateLimit-Reset': String(((window + 1) * WINDOW_MS) / 1000),
      },
    };
  }
}
