// The doctor's last findings, a row a workspace: for readers that may not call a vendor.
import type { Kept } from '../../domain/doctor/finding.ts';
import type { Db } from '../database/database.ts';

export async function readExamination(db: Db, workspaceId: string): Promise<readonly Kept[]> {
  const row = await db
    .selectFrom('examinations')
    .select('findings')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  return row?.findings ?? [];
}

export async function saveExamination(db: Db, workspaceId: string, findings: readonly Kept[], at: Date): Promise<void> {
  const said = JSON.stringify(findings);
  await db
    .insertInto('examinations')
    .values({ workspace_id: workspaceId, findings: said, at })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet({ findings: said, at }))
    .execute();
}
