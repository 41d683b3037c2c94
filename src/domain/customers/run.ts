// A run: a file, a batch or a pass over a source, with what became of its records.
import type { Outcome } from './customer.ts';

export type RunKind = 'batch' | 'file' | 'source';

export interface SyncRun {
  id: string;
  kind: RunKind;
  /** The key of the batch, the file's name, or the source's. */
  name: string;
  startedAt: Date;
  /** All its records were taken; null: more may come. */
  endedAt: Date | null;
  taken: number;
  outcomes: Readonly<Record<Outcome, number>>;
}

/** Records of the run that still wait for Intercom. */
export function waitingIn({ taken, outcomes }: SyncRun): number {
  return Math.max(0, taken - Object.values(outcomes).reduce((sum, count) => sum + count, 0));
}
