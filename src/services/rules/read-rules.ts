// Reads the rules of a workspace with what they did in the last seven days.
import type { TriedRule } from '../../domain/rules/rule-changes.ts';
import { sendersFor } from '../../domain/senders.ts';
import type { RulesSection } from '../../domain/settings-page.ts';
import { countRuns, listReasons } from '../../store/texts/rule-runs.ts';
import { listRules } from '../../store/texts/rules.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';

export const RULE_DAYS = 7;

export async function readRules(
  ctx: Context,
  workspace: OpenWorkspace,
  tried: TriedRule | null,
): Promise<RulesSection> {
  const { id } = workspace;
  const since = new Date(nowOf(ctx).getTime() - RULE_DAYS * 86_400_000);
  const [rules, templates] = await Promise.all([listRules(ctx.db, id), listTemplates(ctx.db, id)]);
  const [counts, reasons] =
    rules.length === 0
      ? [new Map<string, never>(), []]
      : await Promise.all([countRuns(ctx.db, id, since), listReasons(ctx.db, id, since)]);
  const list = rules.map((rule) => ({
    ...rule,
    template: templates.find((one) => one.id === rule.templateId)?.name ?? null,
    counts: counts.get(rule.id) ?? { texted: 0, waiting: 0, notTexted: 0 },
    reasons: reasons.filter(({ ruleId }) => ruleId === rule.id),
  }));
  return {
    list,
    templates: templates.map(({ id: templateId, name }) => ({ id: templateId, name })),
    senders: sendersFor(workspace, null),
    tried,
  };
}
