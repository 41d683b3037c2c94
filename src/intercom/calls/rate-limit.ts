// Reads the rate limit in Intercom's headers. An impossible value counts as none.

/** The rest of the running window. */
export interface Allowance {
  /** Calls that the whole window has. */
  limit: number;
  left: number;
  /** When the next window begins, in milliseconds of our clock. */
  until: number;
}

/** As documented. A window of another length is asked about again after this time. */
export const WINDOW_MS = 10_000;

/** A window that ends later than this was misread. */
const LONGEST_WINDOW_MS = 60_000;

/** The pause after a 429 that names none: long enough to spare the other due calls another 429. */
const UNNAMED_PAUSE_MS = 2_000;

/** `Retry-After` is not documented. A proxy between Intercom and us may send it, with some minutes. */
const LONGEST_PAUSE_MS = 5 * 60_000;

/** A smaller difference of two clocks comes from dates in whole seconds. */
const SAME_CLOCK_MS = 2_000;

/** Later than any time in seconds that is meant: this is in milliseconds. */
const LATEST_SECONDS = 100_000_000_000;

/**
 * Null where the headers do not say it, or the window is over.
 * Source: developers.intercom.com/docs/references/rest-api/errors/rate-limiting.
 */
export function readAllowance(headers: Headers, nowMs: number): Allowance | null {
  const limit = numberIn(headers, 'x-ratelimit-limit');
  const left = numberIn(headers, 'x-ratelimit-remaining');
  const resetMs = untilReset(headers, nowMs);
  if (limit === null || limit < 1 || left === null || resetMs === null) return null;
  return { limit, left: Math.min(left, limit), until: nowMs + Math.min(resetMs, WINDOW_MS) };
}

/** Milliseconds that a 429 asks us to wait. */
export function pauseAsked(headers: Headers, nowMs: number): number {
  return retryAfter(headers, nowMs) ?? untilReset(headers, nowMs) ?? UNNAMED_PAUSE_MS;
}

/** Seconds, or a date. */
function retryAfter(headers: Headers, nowMs: number): number | null {
  const seconds = numberIn(headers, 'retry-after');
  if (seconds !== null) return Math.min(LONGEST_PAUSE_MS, seconds * 1_000);
  const date = Date.parse(headers.get('retry-after') ?? '');
  const ms = date - serverTime(headers, nowMs);
  return ms > 0 ? Math.min(LONGEST_PAUSE_MS, ms) : null;
}

/** Milliseconds until the next window, which is a Unix time; null where it is over, or cannot be meant. */
function untilReset(headers: Headers, nowMs: number): number | null {
  const reset = numberIn(headers, 'x-ratelimit-reset');
  if (reset === null) return null;
  const ms = (reset > LATEST_SECONDS ? reset : reset * 1_000) - serverTime(headers, nowMs);
  return ms > 0 && ms <= LONGEST_WINDOW_MS ? ms : null;
}

/** The clock by which the answer names times, where it is not ours. */
function serverTime(headers: Headers, nowMs: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) || Math.abs(date - nowMs) < SAME_CLOCK_MS ? nowMs : date;
}

/** A header that came twice is two numbers, and so none. */
function numberIn(headers: Headers, name: string): number | null {
  const text = headers.get(name)?.trim() ?? '';
  return /^\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : null;
}
