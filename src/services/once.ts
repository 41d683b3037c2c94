// The one way to have a vendor make something: marked, made, looked up where the outcome is unknown, cleared where it is certain.
import { type Attempt, NotYet, VendorError } from '../domain/errors.ts';
import { nowOf, type Timed } from './context.ts';

/** A vendor's clock may differ from ours by this much, and its dates are whole seconds. */
const CLOCK_TOLERANCE_MS = 60_000;

/** A claim is only as good as its last renewal: a process that was stopped this long must not go on as if nothing was. */
const CLAIM_HOLDS_MS = 3_000;

/** While what was made may not be found yet, it is looked for this often. */
const LOOK_AGAIN_MS = 15_000;

export interface Making<T> {
  /** When an earlier try began whose outcome is unknown; null where there was none. */
  triedAt: Date | null;
  /** Stores when a try begins; null: it certainly made nothing. Absent where the job's own claim says that it began. */
  mark?(at: Date | null): Promise<void>;
  /**
   * What an earlier try made, among all that was made since then by the vendor's clock; null for nothing. `unsure`: it cannot
   * be told, and looking again may only help as long as `lagMs` has not passed.
   */
  look(since: Date): Promise<T | null | typeof unsure>;
  /** How long what was made may be missing where it is looked for, in milliseconds. */
  lagMs?: number;
  /** Asked once looking has found nothing: whether it may still be made. */
  mayMake?(): Promise<boolean>;
  /** The one call that makes it. */
  make(attempt: Attempt): Promise<T>;
}

/** What is always made in the end. */
type Plain<T> = Making<T> & { mayMake?: undefined; look(since: Date): Promise<T | null> };

export interface Made<T> {
  kind: 'made' | 'found';
  value: T;
}

export interface Unwanted {
  kind: 'unwanted';
}

/** Nobody knows whether an earlier try made it, so it is not made again. */
export interface Unsure {
  kind: 'unsure';
}

export const unsure = Symbol('unsure');

/**
 * Neither vendor knows a call again that it was sent before. So a try is stored before it is made, and one whose outcome
 * is unknown is looked up before it is repeated. Whoever calls stores what was made, and clears the mark with it.
 * Throws what `make` throws, and NotYet while it cannot be told.
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

/** What was made at this time or later may bear an earlier one. */
export function lookFrom(triedAt: Date): Date {
  return new Date(triedAt.getTime() - CLOCK_TOLERANCE_MS);
}

/** Only here: what holds it has been marked. */
const attempt = {} as Attempt;

async function begin<T>(ctx: Timed, making: Making<T>): Promise<void> {
  const startedAt = performance.now();
  await making.mark?.(nowOf(ctx));
  if (performance.now() - startedAt > CLAIM_HOLDS_MS) throw new NotYet('stood-still');
}
