// The last findings of the doctor, a row a workspace, for the panel and the pages that ask no vendor.
import type { Finding } from '../../domain/doctor/finding.ts';
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

/** The findings that were not fine at the last examination. */
export async function readOpenFindings(db: Db, workspaceId: string): Promise<readonly Finding[]> {
  const row = await db
    .selectFrom('examinations')
    .select('open')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  return row?.open ?? [];
}

export async function saveExamination(
  db: Db,
  workspaceId: string,
  examination: { kept: readonly Kept[]; open: readonly Finding[] },
  at: Date,
): Promise<void> {
  const values = {
    findings: '[]',
    found: JSON.stringify(examination.kept),
    open: JSON.stringify(examination.open),
    at,
  };
  await db
    .insertInto('examinations')
    .values({ workspace_id: workspaceId, ...values })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(values))
    .execute();
}
