// In whose name notes and tags are made: the acting admin's, or another one's while that admin is not there.
import type { Workspace } from './workspace.ts';

/** Then the acting admin is tried again, who may be back. */
const STANDS_IN_FOR_MS = 24 * 3_600_000;

type Acting = Pick<Workspace, 'actingAdminId' | 'standIn'>;

/** Another choice, or a day, ends it. */
export function standInOf({ actingAdminId, standIn }: Acting, now: Date): string | null {
  if (standIn === null || standIn.for !== actingAdminId) return null;
  return now.getTime() - Date.parse(standIn.since) < STANDS_IN_FOR_MS ? standIn.by : null;
}

export interface Candidate {
  id: string;
  mayWrite: boolean;
}

/** As many are tried: where none of them may write, the reason is another one. */
const MOST_TRIED = 5;

/**
 * Who is asked after the one who may not: the acting admin, the token's owner, then any with a seat. `teammates` null: not known.
 */
export function candidatesAfter(
  refused: string,
  known: { actingAdminId: string; ownerId: string | null; teammates: readonly Candidate[] | null },
): string[] {
  const { actingAdminId, ownerId, teammates } = known;
  const mayWrite = (id: string) => teammates === null || teammates.some((one) => one.id === id && one.mayWrite);
  const preferred = [actingAdminId, ownerId].filter((id) => id !== null);
  const seated = (teammates ?? []).map(({ id }) => id);
  const able = [...preferred, ...seated].filter((id) => id !== refused && mayWrite(id));
  return [...new Set(able)].slice(0, MOST_TRIED);
}
