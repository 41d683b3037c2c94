// Makes, starts, pauses and deletes rules for an admin. A rule begins paused.
import { checkRule, MOST_RULES, type Rule, type RuleEntry } from '../../domain/rules/rule.ts';
import type { RulesDone } from '../../domain/rules/rule-changes.ts';
import type { Saved } from '../../domain/settings/saved.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { Trx } from '../../store/database/database.ts';
import { insertRule, listRules, listRunningKinds, updateRule } from '../../store/texts/rules.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { nowOf } from '../context.ts';

const gone = problem({ kind: 'rule-gone' });

export async function makeRule(ctx: SettingsContext, editor: Editor, entry: RuleEntry): Promise<Saved> {
  const { workspace } = editor;
  const templates = await listTemplates(ctx.db, workspace.id);
  const known = {
    templateIds: templates.map(({ id }) => id),
    senders: workspace.senders,
    ownTag: workspace.settings.tagName,
  };
  const wrong = checkRule(entry, known);
  if (wrong !== null) return problem(wrong.problem, wrong.field);
  const now = nowOf(ctx);
  const tag = entry.kind === 'tagged' ? (entry.tag?.trim() ?? '') : null;
  const rule = { ...entry, tag, workspaceId: workspace.id, id: ctx.newId(), runningSince: null, createdAt: now };
  const template = templates.find(({ id }) => id === entry.templateId)?.name ?? '';
  const isRoom = await change(ctx, editor, { kind: 'rule-made', when: entry.kind, template }, async (trx) => {
    if ((await listRules(trx, workspace.id)).length >= MOST_RULES) return false;
    await insertRule(trx, rule);
    return true;
  });
  return isRoom ? { ok: true, done: [{ kind: 'rule-made' }] } : problem({ kind: 'too-many-rules', most: MOST_RULES });
}

/** A rule hears of nothing that happened before its start. */
export function startRule(ctx: SettingsContext, editor: Editor, id: string): Promise<Saved> {
  return changeRule(ctx, editor, id, 'rule-started', (trx) =>
    updateRule(trx, editor.workspace.id, id, { runningSince: nowOf(ctx) }),
  );
}

/** Texts that wait for their time do not go either. */
export function pauseRule(ctx: SettingsContext, editor: Editor, id: string): Promise<Saved> {
  return changeRule(ctx, editor, id, 'rule-paused', (trx) =>
    updateRule(trx, editor.workspace.id, id, { runningSince: null }),
  );
}

export function endRule(ctx: SettingsContext, editor: Editor, id: string): Promise<Saved> {
  return changeRule(ctx, editor, id, 'rule-ended', (trx) =>
    updateRule(trx, editor.workspace.id, id, { archivedAt: nowOf(ctx) }),
  );
}

async function changeRule(
  ctx: SettingsContext,
  editor: Editor,
  id: string,
  kind: RulesDone['kind'],
  write: (trx: Trx) => Promise<boolean>,
): Promise<Saved> {
  const { workspace } = editor;
  const rule = isUuid(id) ? (await listRules(ctx.db, workspace.id)).find((one) => one.id === id) : undefined;
  if (rule === undefined) return gone;
  const entry = { kind, when: rule.kind, template: await templateName(ctx, workspace.id, rule) };
  const isThere = await change(ctx, editor, entry, async (trx) => {
    if (!(await write(trx))) return false;
    // Every process knows within seconds which happenings matter.
    await updateWorkspace(trx, workspace.id, { state: { ruleKinds: await listRunningKinds(trx, workspace.id) } });
    return true;
  });
  return isThere ? { ok: true, done: [{ kind }] } : gone;
}

async function templateName(ctx: SettingsContext, workspaceId: string, { templateId }: Rule): Promise<string> {
  return (await listTemplates(ctx.db, workspaceId)).find(({ id }) => id === templateId)?.name ?? '';
}
