// The companies that the sync wrote to Intercom.
import type { KnownCompany } from '../../domain/customers/memberships.ts';
import type { Db } from '../database/database.ts';

export async function listCompanies(db: Db, workspaceId: string, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, KnownCompany>();
  const rows = await db
    .selectFrom('customer_companies')
    .select(['company_id', 'intercom_id', 'hash'])
    .where('workspace_id', '=', workspaceId)
    .where('company_id', 'in', [...ids])
    .execute();
  return new Map<string, KnownCompany>(
    rows.map((row) => [row.company_id, { intercomId: row.intercom_id, hash: row.hash }]),
  );
}

export async function keepCompany(
  db: Db,
  company: KnownCompany & { workspaceId: string; companyId: string },
  at: Date,
): Promise<void> {
  const { workspaceId, companyId, intercomId, hash } = company;
  await db
    .insertInto('customer_companies')
    .values({
      ...{ workspace_id: workspaceId, company_id: companyId, intercom_id: intercomId, hash, written_at: at },
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'company_id']).doUpdateSet({ intercom_id: intercomId, hash, written_at: at }),
    )
    .execute();
}
