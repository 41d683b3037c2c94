// The rules of a workspace.
import type { Selectable } from 'kysely';
import { isRuleKind, type Rule, type RuleKind } from '../../domain/rules/rule.ts';
import type { Db, Trx } from '../database/database.ts';
import type { RuleTable } from '../database/tables/rules.ts';

/** Those that are not deleted, the oldest first. */
export async function listRules(db: Db, workspaceId: string): Promise<Rule[]> {
  const rows = await db
    .selectFrom('rules')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('archived_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.flatMap(toRule);
}

/** Undefined also for one that was deleted. It stays locked until the transaction ends, so that its caps are exact. */
export async function lockRule(trx: Trx, workspaceId: string, id: string): Promise<Rule | undefined> {
  const row = await trx
    .selectFrom('rules')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row && toRule(row)[0];
}

export async function insertRule(trx: Trx, rule: Rule & { workspaceId: string }): Promise<void> {
  await trx
    .insertInto('rules')
    .values({
      ...{ workspace_id: rule.workspaceId, id: rule.id, kind: rule.kind, tag: rule.tag },
      ...{ delay_minutes: rule.delayMinutes, template_id: rule.templateId, sender: rule.sender },
      ...{ purpose: rule.purpose, hourly_cap: rule.hourlyCap, contact_days: rule.contactDays },
      ...{ running_since: rule.runningSince, created_at: rule.createdAt, archived_at: null },
    })
    .execute();
}

interface RuleChange {
  /** Null pauses it. */
  runningSince?: Date | null;
  archivedAt?: Date;
}

/** False where the workspace has no such rule. */
export async function updateRule(trx: Trx, workspaceId: string, id: string, change: RuleChange): Promise<boolean> {
  const { runningSince, archivedAt } = change;
  const { numUpdatedRows } = await trx
    .updateTable('rules')
    .set({
      ...(runningSince === undefined ? {} : { running_since: runningSince }),
      ...(archivedAt === undefined ? {} : { archived_at: archivedAt, running_since: null }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The kinds of the rules that run. */
export async function listRunningKinds(trx: Trx, workspaceId: string): Promise<RuleKind[]> {
  const rules = await listRules(trx, workspaceId);
  return [...new Set(rules.filter(({ runningSince }) => runningSince !== null).map(({ kind }) => kind))];
}

/** None for a kind that another version made. */
function toRule(row: Selectable<RuleTable>): Rule[] {
  const { kind } = row;
  if (!isRuleKind(kind)) return [];
  return [
    {
      ...{ id: row.id, kind, tag: row.tag, delayMinutes: row.delay_minutes, templateId: row.template_id },
      ...{ sender: row.sender, purpose: row.purpose === 'marketing' ? 'marketing' : 'transactional' },
      ...{ hourlyCap: row.hourly_cap, contactDays: row.contact_days },
      ...{ runningSince: row.running_since, createdAt: row.created_at },
    },
  ];
}
