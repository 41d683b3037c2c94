// The last findings of the doctor, a row a workspace, for the panel, which asks no vendor.
import { type Kept, keptFromBefore } from '../../domain/doctor/kept.ts';
import type { Db } from '../database/database.ts';

export async function readExamination(db: Db, workspaceId: string): Promise<readonly Kept[]> {
  const row = await db
    .selectFrom('examinations')
    .select(['found', 'findings'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  return row ? (row.found ?? row.findings.map(keptFromBefore)) : [];
}

export async function saveExamination(db: Db, workspaceId: string, kept: readonly Kept[], at: Date): Promise<void> {
  const found = JSON.stringify(kept);
  await db
    .insertInto('examinations')
    .values({ workspace_id: workspaceId, findings: '[]', found, at })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet({ findings: '[]', found, at }))
    .execute();
}
