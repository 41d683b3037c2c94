// Files of an agent's text that the customer does not get, each with its reason.

import { LINK_BYTES, MOST_FILES } from './carriage.ts';
import type { FileProblem, MediaFile } from './file.ts';
import type { NotSent } from './sending-plan.ts';

export interface NotTexted {
  name: string | null;
  /** As its bytes say, or else as its sender does. */
  type: string;
  why:
    | NotSent
    | { kind: 'over-link'; most: number }
    | { kind: 'too-many'; most: number }
    | { kind: 'lost'; problem: FileProblem };
}

/** A file that never came, or was too large to come. */
export function lostFile({ name, type, claimedType, state, problem }: MediaFile): NotTexted {
  const why =
    state === 'too-large'
      ? ({ kind: 'over-link', most: LINK_BYTES } as const)
      : ({ kind: 'lost', problem: problem ?? 'not-there' } as const);
  return { name, type: type ?? claimedType, why };
}

/** A file beyond those that one reply may take along. */
export function extraFile({ name, contentType }: { name: string | null; contentType: string }): NotTexted {
  return { name, type: contentType, why: { kind: 'too-many', most: MOST_FILES } };
}
