// The reasons why the service cannot do its work now.
import type { UnusableDatabase } from './unusable-database.ts';

/** Why something gave no answer; `said` is the driver's own message. */
export type Silence =
  | { kind: 'late'; seconds: number }
  | { kind: 'failed'; said: string }
  | { kind: 'unusable'; reason: UnusableDatabase };

export type Unready =
  | { kind: 'database-silent'; why: Silence }
  | { kind: 'queue-silent'; why: Silence }
  | { kind: 'workspace-unknown'; why: PrivateWorkspaceProblem };

/** Why the workspace that the environment names is not set up. */
export type PrivateWorkspaceProblem =
  | { kind: 'being-looked-up' }
  /** `said`: the line of the log for the call that failed. */
  | { kind: 'not-looked-up'; said: string }
  /** Another workspace uses these numbers of the environment, E.164. */
  | { kind: 'numbers-taken'; numbers: readonly string[] };
