// The one error of the product: a code, a reason, and whether trying again can help.

import type { CallFailure, Obstacle, SilentOutcome } from './obstacle.ts';
import type { RequestRefusal } from './request-refusal.ts';
import type { Vendor } from './vendors.ts';
import type { WaitReason } from './wait-reason.ts';

export const errorCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'wrong-method',
  'too-large',
  'timed-out',
  'too-many',
  'conflict',
  'key-reused',
  'vendor-refused',
  'vendor-unavailable',
  'unavailable',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Why the service says no: told to callers and operators by `src/words/errors.ts`. */
export type ErrorReason = RequestRefusal | Obstacle | CallFailure;

/** `retry`: the same call may be made again never, later, later without end, or when the vendor says (`retryAfterMs`). */
export interface ErrorOptions {
  retry?: 'never' | 'later' | 'always';
  /** Milliseconds from now before which trying again is pointless. */
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/** The message is a line for the log, without personal data; people read the reason's words. */
export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  readonly reason: ErrorReason;
  readonly retry: 'never' | 'later' | 'always';
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, reason: ErrorReason, options: ErrorOptions = {}) {
    super(reasonLine(reason), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = reason;
    this.retry = options.retry ?? 'never';
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Nothing failed: the job waits for something that is still to happen, and looks again. */
export class NotYet extends Error {
  override name = 'NotYet';
  readonly reason: WaitReason;
  /** Milliseconds from now before which looking again is pointless. */
  readonly lookAgainMs: number | undefined;

  constructor(kind: WaitReason['kind'], lookAgainMs?: number) {
    super(reasonLine({ kind }));
    this.reason = { kind };
    this.lookAgainMs = lookAgainMs;
  }
}

/** `kind name=value …`, or `vendor operation: outcome detail` for a call. */
function reasonLine(reason: ErrorReason | WaitReason): string {
  if (reason.kind === 'call-failed') {
    const { vendor, operation, outcome, detail } = reason;
    return `${vendor} ${operation}: ${outcome}${detail === null ? '' : ` ${detail}`}`;
  }
  const { kind, ...data } = reason;
  return [kind, ...Object.entries(data).map(([name, value]) => `${name}=${value}`)].join(' ');
}

/**
 * How sure we are about a vendor call that failed: `refused` (certainly not done, the same call will fail
 * again), `not-done` (certainly not done, may be repeated), `unknown` (perhaps done: look before repeating).
 */
export type Certainty = 'refused' | 'not-done' | 'unknown';

declare const marked: unique symbol;

/** The leave to make something at a vendor: `once` in the services gives it, after the try was stored. */
export interface Attempt {
  readonly [marked]: true;
}

export interface VendorErrorDetails {
  vendor: Vendor;
  /** The call, such as `GET /me`, without any id. */
  operation: string;
  certainty: Certainty;
  /** HTTP status, null when no answer came. */
  status: number | null;
  /** The vendor's own code, when it gave one. */
  vendorCode: string | null;
  /** How the call failed, where the status does not tell. */
  outcome?: SilentOutcome | undefined;
  /** A code for the log, where the vendor gave none. */
  detail?: string | undefined;
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

  constructor(details: VendorErrorDetails) {
    const { vendor, operation, certainty, status, vendorCode, retryAfterMs, cause } = details;
    const outcome = details.outcome ?? status ?? 'no-answer';
    const failure: CallFailure = {
      kind: 'call-failed',
      vendor,
      operation,
      outcome,
      detail: vendorCode ?? details.detail ?? null,
    };
    const isRefused = certainty === 'refused';
    super(isRefused ? 'vendor-refused' : 'vendor-unavailable', failure, {
      retry: isRefused ? 'never' : 'later',
      retryAfterMs,
      cause,
    });
    this.vendor = vendor;
    this.certainty = certainty;
    this.status = status;
    this.vendorCode = vendorCode;
  }
}
