// Decides which calls to Intercom may start: none before the time that it named, and people's calls first.
import type { Rank } from '../../domain/jobs/queues.ts';
import type { SilentOutcome } from '../../domain/obstacle.ts';
import { IntercomError } from './errors.ts';
import { type Allowance, WINDOW_MS } from './rate-limit.ts';

/** The share of a window that each rank leaves to the ranks before it. */
const keptBack: Readonly<Record<Rank, number>> = { person: 0, automation: 1 / 20, bulk: 1 / 10 };

/** An app's calls in all workspaces together in one window: 10,000 a minute. Source: as in rate-limit.ts. */
const APP_CALLS = 1_666;

/**
 * The app's calls of this process. Intercom does not document that its headers count them all, so our own count holds back
 * calls that can wait; only Intercom's word holds back people's.
 */
export class AppPace {
  #window = 0;
  #calls = 0;

  begin(nowMs: number): void {
    this.#enter(nowMs);
    this.#calls += 1;
  }

  /** Milliseconds to wait. */
  holds(rank: Rank, nowMs: number): number {
    if (rank === 'person') return 0;
    this.#enter(nowMs);
    return mayTake(rank, APP_CALLS, APP_CALLS - this.#calls) ? 0 : (this.#window + 1) * WINDOW_MS - nowMs;
  }

  #enter(nowMs: number): void {
    const window = Math.floor(nowMs / WINDOW_MS);
    if (window !== this.#window) this.#calls = 0;
    this.#window = window;
  }
}

/** One for all clients of a workspace. Other processes make calls of their own: each answer says what they left. */
export class Pace {
  readonly #app: AppPace;
  #paused = { from: 0, until: 0 };
  #known: Allowance | null = null;
  #underWay = 0;

  constructor(app: AppPace) {
    this.#app = app;
  }

  /** The calls left by Intercom's last word, less those under way; null where that window is over. */
  left(nowMs: number): Allowance | null {
    const known = this.#inForce(nowMs);
    return known && { ...known, left: Math.max(0, known.left - this.#underWay) };
  }

  /** Begins a call, or throws an error that names the wait. */
  begin(rank: Rank, operation: string, nowMs: number): void {
    const paused = isWithin(this.#paused, nowMs) ? this.#paused.until - nowMs : 0;
    if (paused > 0) throw wait(operation, 'asked-to-wait', paused);
    const held = Math.max(this.#holds(rank, nowMs), this.#app.holds(rank, nowMs));
    if (held > 0) throw wait(operation, 'no-call-left', held);
    this.#underWay += 1;
    this.#app.begin(nowMs);
  }

  /** Ends a call, with the rest of the window that its answer named, or null. */
  end(said: Allowance | null, nowMs: number): void {
    this.#underWay -= 1;
    if (said === null) return;
    const known = this.#inForce(nowMs);
    // Answers overtake one another, so the lowest number of a window is true.
    const isSame = known !== null && Math.abs(known.until - said.until) < WINDOW_MS / 2;
    this.#known = isSame ? { ...said, left: Math.min(known.left, said.left) } : said;
  }

  /** Takes over the pause that an answer asked for. */
  pause(ms: number, nowMs: number): void {
    const until = isWithin(this.#paused, nowMs) ? this.#paused.until : nowMs;
    this.#paused = { from: nowMs, until: Math.max(until, nowMs + ms) };
  }

  #holds(rank: Rank, nowMs: number): number {
    const known = this.left(nowMs);
    return known === null || mayTake(rank, known.limit, known.left) ? 0 : known.until - nowMs;
  }

  #inForce(nowMs: number): Allowance | null {
    const known = this.#known;
    return known !== null && isWithin({ from: known.until - WINDOW_MS, until: known.until }, nowMs) ? known : null;
  }
}

/** A clock that was set back must not make a pause longer. */
function isWithin({ from, until }: { from: number; until: number }, nowMs: number): boolean {
  return from <= nowMs && nowMs < until;
}

function mayTake(rank: Rank, limit: number, left: number): boolean {
  return left > limit * keptBack[rank];
}

function wait(operation: string, outcome: SilentOutcome, retryAfterMs: number): IntercomError {
  return new IntercomError({
    operation,
    outcome,
    certainty: 'not-done',
    status: 429,
    vendorCode: null,
    retryAfterMs,
  });
}
