// The pages of consent as their views get them: the list of people, and one person with the evidence.
import type { ConsentCursor, ConsentSearch, Evidence, ListedConsent } from './consent/consent-list.ts';
import type { FileProblem, RejectedRow } from './consent/import-rows.ts';
import type { NumberProblem } from './numbers/typed-number.ts';
import type { PageFrame } from './page-frame.ts';

export interface ConsentListPage extends PageFrame {
  search: ConsentSearch;
  listed: readonly ListedConsent[];
  /** Where older ones begin; null at the end. */
  older: ConsentCursor | null;
}

export interface ConsentPersonPage extends PageFrame {
  address: string;
  /** Null for somebody of whom no word is kept. */
  state: ListedConsent['state'] | null;
  /** Made by hand, so that it can be undone by hand. */
  mayResume: boolean;
  blockedBy: ListedConsent['blockedBy'];
  /** Newest first. */
  evidence: readonly Evidence[];
}

/** An import of a list, and how it went. */
export interface ConsentImport {
  id: string;
  fileName: string;
  startedAt: Date;
  /** Null while it is under way, or where the service stopped meanwhile. */
  endedAt: Date | null;
  /** Why the file was not read to its end. */
  problem: FileProblem | null;
  /** Rows that are new evidence, and those that were taken before. */
  accepted: number;
  known: number;
  rejected: RejectedRow[];
}

export interface ConsentImportPage extends PageFrame {
  found: ConsentImport;
}

/** How a change by hand ended. */
export type ConsentDone =
  | { kind: 'opted-out' | 'resumed'; address: string }
  | { kind: 'start-only'; address: string }
  | { kind: 'reason-missing' }
  | { kind: 'reason-too-long'; most: number }
  | { kind: 'number'; why: NumberProblem };
