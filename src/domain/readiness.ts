// Why the service cannot do its work now.
import type { UnusableDatabase } from './unusable-database.ts';

/** Why something gave no answer; `said` is the driver's own message. */
export type Silence =
  | { kind: 'late'; seconds: number }
  | { kind: 'failed'; said: string }
  | { kind: 'unusable'; reason: UnusableDatabase };

export type Unready =
  | { kind: 'database-silent'; why: Silence }
  | { kind: 'queue-silent'; why: Silence }
  /** `words`: why the workspace that the environment names is not known. */
  | { kind: 'workspace-unknown'; words: string };
