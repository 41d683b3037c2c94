// Evidence of a workspace's set-up: when each kind of it was last seen.
import type { SetUpEvidence } from '../../domain/doctor/set-up-evidence.ts';
import type { Db } from '../database/database.ts';

export async function recordSighting(db: Db, workspaceId: string, what: SetUpEvidence, at: Date): Promise<void> {
  await db
    .insertInto('sightings')
    .values({ workspace_id: workspaceId, what, at })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'what']).doUpdateSet({ at }))
    .execute();
}

export async function readSightings(db: Db, workspaceId: string): Promise<Map<SetUpEvidence, Date>> {
  const rows = await db
    .selectFrom('sightings')
    .select(['what', 'at'])
    .where('workspace_id', '=', workspaceId)
    .execute();
  return new Map(rows.map(({ what, at }) => [what as SetUpEvidence, at]));
}

/** Forgets evidence that no longer holds. */
export async function forgetSightings(db: Db, workspaceId: string, what: readonly SetUpEvidence[]): Promise<void> {
  await db
    .deleteFrom('sightings')
    .where('workspace_id', '=', workspaceId)
    .where('what', 'in', [...what])
    .execute();
}
