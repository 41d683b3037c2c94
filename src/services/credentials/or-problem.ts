// Asks a vendor for something that the page can do without.
import { AppError, VendorError } from '../../domain/errors.ts';
import type { NotAsked } from '../../domain/vendor-trouble.ts';
import { vendorTrouble } from './vendor-trouble.ts';

/** The vendor's answer, or the reason why there is none. */
export type Asked<Value> = { value: Value; problem: null } | { value: null; problem: NotAsked };

export async function ask<Value>(call: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { value: await call(), problem: null };
  } catch (error) {
    if (error instanceof VendorError) return { value: null, problem: vendorTrouble(error) };
    if (error instanceof AppError) return { value: null, problem: { kind: 'not-at-hand', reason: error.reason } };
    throw error;
  }
}
