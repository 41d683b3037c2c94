// The difference between our clock and the vendors', by the time that their answers carry.
import type { Vendor } from '../domain/vendors.ts';
import type { Clock } from '../lib/clock.ts';

/** Milliseconds that our clock is ahead of a vendor's; below 0: behind. */
export type ClockSkew = ReturnType<typeof createClockSkew>;

export function createClockSkew(clock: Clock) {
  const ahead = new Map<Vendor, number>();
  return {
    /** `date`: an HTTP date, in whole seconds. */
    note(vendor: Vendor, date: string | null): void {
      const theirs = Date.parse(date ?? '');
      if (!Number.isNaN(theirs)) ahead.set(vendor, clock.now() - theirs);
    },
    /** Milliseconds by vendor, from the latest answer of each. */
    ahead: (): ReadonlyMap<Vendor, number> => ahead,
  };
}
