// The one error of the product: a code, a sentence for people, and whether trying again can help.
import type { Vendor } from './vendors.ts';

export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'not-found'
  | 'wrong-method'
  | 'too-large'
  | 'timed-out'
  | 'too-many'
  | 'conflict'
  | 'vendor-refused'
  | 'vendor-unavailable'
  | 'unavailable';

/** Whether the same call may be made again: never, later, later without end, or when the vendor says (`retryAfterMs`). */
export interface ErrorOptions {
  retry?: 'never' | 'later' | 'always';
  /** Milliseconds from now before which trying again is pointless. */
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  readonly retry: 'never' | 'later' | 'always';
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retry = options.retry ?? 'never';
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** What a job needs is still to happen: nothing failed, and the job looks again. */
export class NotYet extends Error {
  override name = 'NotYet';
  /** Milliseconds from now before which looking again is pointless. */
  readonly lookAgainMs: number | undefined;

  constructor(message: string, lookAgainMs?: number) {
    super(message);
    this.lookAgainMs = lookAgainMs;
  }
}

/**
 * What is known of a vendor call that failed: `refused` (certainly not done, the same call will fail
 * again), `not-done` (certainly not done, may be repeated), `unknown` (perhaps done: look before repeating).
 */
export type Certainty = 'refused' | 'not-done' | 'unknown';

declare const marked: unique symbol;

/** What a call that makes something at a vendor asks for: `once` in the services gives it, after the try was stored. */
export interface Attempt {
  readonly [marked]: true;
}

export interface VendorErrorDetails {
  vendor: Vendor;
  certainty: Certainty;
  /** HTTP status, null when no answer came. */
  status: number | null;
  /** The vendor's own code, when it gave one. */
  vendorCode: string | null;
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/** A vendor call that failed. */
export class VendorError extends AppError {
  override name = 'VendorError';
  readonly vendor: Vendor;
  readonly certainty: Certainty;
  readonly status: number | null;
  readonly vendorCode: string | null;

  constructor(message: string, details: VendorErrorDetails) {
    super(details.certainty === 'refused' ? 'vendor-refused' : 'vendor-unavailable', message, {
      retry: details.certainty === 'refused' ? 'never' : 'later',
      retryAfterMs: details.retryAfterMs,
      cause: details.cause,
    });
    this.vendor = details.vendor;
    this.certainty = details.certainty;
    this.status = details.status;
    this.vendorCode = details.vendorCode;
  }
}
