// The pages of consent as their views get them: the list of people, and one person with the evidence.
import type { ConsentCursor, ConsentSearch, Evidence, ListedConsent } from './consent/consent-list.ts';
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
  /** Newest first. */
  evidence: readonly Evidence[];
}

/** How a change by hand ended. */
export type ConsentDone =
  | { kind: 'opted-out' | 'resumed'; address: string }
  | { kind: 'start-only'; address: string }
  | { kind: 'reason-missing' }
  | { kind: 'reason-too-long'; most: number }
  | { kind: 'number'; why: NumberProblem };
