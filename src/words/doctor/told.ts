// The two sentences of a finding.
import type { VendorTrouble } from '../../domain/vendor-trouble.ts';
import { tellTrouble } from '../vendor-troubles.ts';

export interface Told {
  /** The cause, in a few words and without a full stop. */
  title: string;
  /** The consequence, and who fixes it where no link can say so. */
  cause: string;
}

/** More than that a vendor does not answer, which the title says; a sentence with its space, or nothing. */
export function whyAway(trouble: VendorTrouble): string {
  return trouble.kind === 'away' ? '' : `${tellTrouble(trouble).cause}. `;
}
