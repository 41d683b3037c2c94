// Asks a vendor for something that a page or a check can do without.
import { AppError, VendorError } from '../../domain/errors.ts';
import type { NotAsked } from '../../domain/vendor-trouble.ts';
import { vendorTrouble } from './vendor-trouble.ts';

/** The vendor's answer, or the reason why there is none. */
export type Asked<Value> = { value: Value; trouble: null } | { value: null; trouble: NotAsked };

export async function orTrouble<Value>(call: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { value: await call(), trouble: null };
  } catch (error) {
    if (error instanceof VendorError) return { value: null, trouble: vendorTrouble(error) };
    if (error instanceof AppError) return { value: null, trouble: { kind: 'not-at-hand', reason: error.reason } };
    throw error;
  }
}
