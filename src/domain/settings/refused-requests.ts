// How a second look at refused requests ends.

/** Refused requests were checked again: so many became texts, and so many still fail. */
export type ReleaseDone = { kind: 'requests-released'; taken: number; failing: number };
