// What every change of settings has in common: who makes it, what is said of it, and that other processes hear of it.
import { AppError } from '../../domain/errors.ts';
import { wellFormed } from '../../domain/well-formed.ts';
import type { Settings, Workspace } from '../../domain/workspace.ts';
import { insertAudit } from '../../store/audit.ts';
import type { Trx } from '../../store/database.ts';
import { lockWorkspace, updateWorkspace, type WorkspaceChanges } from '../../store/workspaces.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';

export type SettingsContext = Context;

/** A form as it came: field names and what stands in them. */
export type Form = Readonly<Record<string, readonly string[]>>;

/** What came of a form; problems are sentences by field, and `''` for those of no field. */
export type Saved = { ok: true; words: string } | { ok: false; problems: Record<string, string> };

export type Refused = Extract<Saved, { ok: false }>;

export interface Editor {
  workspace: OpenWorkspace;
  adminId: string;
}

/** Who changes settings: an admin, or null for the service itself. */
export type Changer = Omit<Editor, 'adminId'> & { adminId: string | null };

export function field(form: Form, name: string): string {
  return wellFormed(form[name]?.[0] ?? '').trim();
}

export function problem(words: string, name = ''): Refused {
  return { ok: false, problems: { [name]: words } };
}

/**
 * Stored with its line in the audit list, in one transaction, which has the workspace to itself; false where `write` says
 * so, having found nothing to change.
 */
export async function change(
  ctx: SettingsContext,
  { workspace, adminId }: Changer,
  what: string,
  write: (trx: Trx, current: Workspace) => Promise<unknown>,
): Promise<boolean> {
  const isDone = await ctx.db.transaction().execute(async (trx) => {
    const stored = await lockWorkspace(trx, workspace.id);
    if (!stored) throw new AppError('not-found', 'This workspace was uninstalled.');
    if ((await write(trx, stored.workspace)) === false) return false;
    await insertAudit(trx, { workspaceId: workspace.id, id: ctx.newId(), adminId, what, at: nowOf(ctx) });
    return true;
  });
  ctx.workspaces.forget(workspace.id);
  return isDone;
}

export function changeSettings(
  ctx: SettingsContext,
  editor: Editor,
  what: string,
  changes: Partial<Settings>,
  others: WorkspaceChanges = {},
): Promise<boolean> {
  const { id } = editor.workspace;
  return change(ctx, editor, what, (trx) => updateWorkspace(trx, id, { ...others, settings: changes }));
}
