// A vendor is asked for something that the page can do without.
import { VendorError } from '../../domain/errors.ts';
import { wordsOf } from './vendor-trouble.ts';

/** What a vendor gave, or in words why it did not; `isForbidden`: it knows who asks, and does not allow them this one thing. */
export type Asked<Value> =
  | { value: Value; problem: null; isForbidden: false }
  | { value: null; problem: string; isForbidden: boolean };

export async function ask<Value>(call: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { value: await call(), problem: null, isForbidden: false };
  } catch (error) {
    const isForbidden = error instanceof VendorError && error.status === 403;
    return { value: null, problem: wordsOf(error), isForbidden };
  }
}

/** Why a vendor does not let us in at all; what else it forbids is told by itself. */
export function shutOut({ problem, isForbidden }: Asked<unknown>): string | null {
  return isForbidden ? null : problem;
}
