// Whether Intercom has stopped telling us of what happens there, by what it must have told us of.

/** It tries once more after a minute. */
const ARRIVES_WITHIN_MS = 10 * 60_000;

/** What happened later than this may still be told of. */
export function toldBefore(now: Date): Date {
  return new Date(now.getTime() - ARRIVES_WITHIN_MS);
}

/** `heardAt`: of anything; `happenedAt`: of the last thing that was to be told. What follows from a call of ours may be told before its answer is stored. */
export function isSilent(heardAt: Date | null, happenedAt: Date | null): boolean {
  return happenedAt !== null && (heardAt === null || heardAt < toldBefore(happenedAt));
}
