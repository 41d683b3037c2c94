// The owner gives another member a role.
import type { CommandOf } from '../../domain/settings/commands.ts';
import { mayGiveRoles } from '../../domain/settings-page.ts';
import { listMembers, setMemberRole } from '../../store/workspaces/sessions.ts';
import { change, type Editor, problem, type Saved, type SettingsContext } from '../changes/change.ts';

export async function giveRole(
  ctx: SettingsContext,
  editor: Editor,
  { adminId, role }: CommandOf<'give-role'>,
): Promise<Saved> {
  if (!mayGiveRoles(editor.role)) return problem('Only the owner changes roles.');
  const known = (await listMembers(ctx.db, editor.workspace.id)).find((one) => one.adminId === adminId);
  const what = `Made ${known?.name ?? 'a member'} ${role === 'editor' ? 'an editor' : 'a viewer'}.`;
  const isThere = await change(ctx, editor, what, (trx) => setMemberRole(trx, editor.workspace.id, adminId, role));
  return isThere ? { ok: true, words: 'Saved.' } : problem('That member is the owner, or no longer there.');
}
