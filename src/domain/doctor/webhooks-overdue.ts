// Webhooks of Intercom that should have come by now, seen from what happened there.

/** Intercom tries a webhook once more after a minute. */
const ARRIVES_WITHIN_MS = 10 * 60_000;

/** A webhook about anything that happened before this has come by now, or is overdue. */
export function toldBefore(now: Date): Date {
  return new Date(now.getTime() - ARRIVES_WITHIN_MS);
}

/**
 * `heardAt`: when a webhook came last. `happenedAt`: when something happened last that Intercom tells of. Intercom may tell
 * of what our own call did before its answer is stored.
 */
export function areOverdue(heardAt: Date | null, happenedAt: Date | null): boolean {
  return happenedAt !== null && (heardAt === null || heardAt < toldBefore(happenedAt));
}
