// How a text that waits for its time ends.

/** `held`: it could not be sent for too long after its time. */
export type ScheduledState = 'scheduled' | 'sent' | 'refused' | 'cancelled' | 'held';

/** It waits no longer; `gone`: nothing is kept of it. */
export type ScheduledEnd = Exclude<ScheduledState, 'scheduled'> | 'gone';

/** It ended without a text. */
export const unsentEnds = ['cancelled', 'refused', 'held'] as const satisfies readonly ScheduledEnd[];
