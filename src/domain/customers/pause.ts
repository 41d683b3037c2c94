// The sync of customers stands still until somebody has it go on.

export interface SyncPause {
  /** `failures`: Intercom refused too many records. `forbidden`: a permission is missing. */
  why: 'admin' | 'failures' | 'forbidden';
  /** ISO 8601. */
  since: string;
}
