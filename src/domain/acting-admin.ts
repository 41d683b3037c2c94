// The admin in whose name notes and tags are made: the acting admin, or another one while that admin is gone.
import type { Workspace } from './workspace.ts';

/** After this the acting admin, who may be back, is tried again. */
const STANDS_IN_FOR_MS = 24 * 3_600_000;

type Acting = Pick<Workspace, 'actingAdminId' | 'standIn'>;

/** The stand-in, until a day has passed or another acting admin is chosen. */
export function standInOf({ actingAdminId, standIn }: Acting, now: Date): string | null {
  if (standIn === null || standIn.for !== actingAdminId) return null;
  return now.getTime() - Date.parse(standIn.since) < STANDS_IN_FOR_MS ? standIn.by : null;
}

export interface Candidate {
  id: string;
  mayWrite: boolean;
}

/** Tries before we give up: where none of these may write, the fault is another one. */
const MOST_TRIED = 5;

/**
 * The ids to try after `refused`: the acting admin, the token's owner, then any teammate with a seat. `teammates` null: unknown.
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
