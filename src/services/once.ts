// The one way to have a vendor make something: a try is marked, made, looked up while its outcome is unknown, then cleared.
import { type Attempt, NotYet, VendorError } from '../domain/errors.ts';
import { nowOf, type Timed } from './context.ts';

/** A vendor's clock may differ from ours by this much, and its dates are whole seconds. */
const CLOCK_TOLERANCE_MS = 60_000;

/** A process that stood still for this long may have lost its claim on the job, and must not go on. */
const CLAIM_HOLDS_MS = 3_000;

/** A thing that may be missing from a vendor's list is looked for this often. */
const LOOK_AGAIN_MS = 15_000;

export interface Making<T> {
  /** The time at which a try of unknown outcome began; null where there was none. */
  triedAt: Date | null;
  /** Stores the time at which a try begins; null: it certainly made nothing. Absent where the job's own claim has the time. */
  mark?(at: Date | null): Promise<void>;
  /**
   * Finds the result of an earlier try among things made since then by the vendor's clock; null: it made nothing. `unsure`:
   * several fit, and looking again helps only until `lagMs` has passed.
   */
  look(since: Date): Promise<T | null | typeof unsure>;
  /** Milliseconds for which a new thing may be missing from the vendor's list. */
  lagMs?: number;
  /** True where it may still be made; called once nothing was found. */
  mayMake?(): Promise<boolean>;
  /** The one call that makes it. */
  make(attempt: Attempt): Promise<T>;
}

/** A thing that is always made in the end. */
type Plain<T> = Making<T> & { mayMake?: undefined; look(since: Date): Promise<T | null> };

export interface Made<T> {
  kind: 'made' | 'found';
  value: T;
}

export interface Unwanted {
  kind: 'unwanted';
}

/** An earlier try may have made it, so it is not made again. */
export interface Unsure {
  kind: 'unsure';
}

export const unsure = Symbol('unsure');

/**
 * Makes something at a vendor once. No vendor recognizes a call that it got before, so a try is stored before it is made, and
 * one of unknown outcome is looked up before it is repeated. The caller stores the result, and clears the mark with it.
 * Throws the errors of `make`, and NotYet while an earlier try may still be found.
 */
export function once<T>(ctx: Timed, making: Plain<T>): Promise<Made<T>>;
export function once<T>(ctx: Timed, making: Making<T>): Promise<Made<T> | Unwanted | Unsure>;
export async function once<T>(ctx: Timed, making: Making<T>): Promise<Made<T> | Unwanted | Unsure> {
  const { triedAt, lagMs = 0 } = making;
  if (triedAt !== null) {
    const value = await making.look(lookFrom(triedAt));
    if (value !== null && value !== unsure) return { kind: 'found', value };
    if (ctx.clock.now() - triedAt.getTime() < lagMs)
      throw new NotYet('earlier-try-unseen', Math.min(LOOK_AGAIN_MS, lagMs));
    if (value === unsure) return { kind: 'unsure' };
  }
  if (making.mayMake && !(await making.mayMake())) return { kind: 'unwanted' };
  await begin(ctx, making);
  try {
    return { kind: 'made', value: await making.make(attempt) };
  } catch (error) {
    if (error instanceof VendorError && error.certainty !== 'unknown') await making.mark?.(null);
    throw error;
  }
}

/** The earliest time that a thing made at `triedAt` or later may carry. */
export function lookFrom(triedAt: Date): Date {
  return new Date(triedAt.getTime() - CLOCK_TOLERANCE_MS);
}

/** Only this file has one: a call that holds it has been marked. */
const attempt = {} as Attempt;

async function begin<T>(ctx: Timed, making: Making<T>): Promise<void> {
  const startedAt = performance.now();
  await making.mark?.(nowOf(ctx));
  if (performance.now() - startedAt > CLAIM_HOLDS_MS) throw new NotYet('stood-still');
}
