// The owner gives another member a role, or hands on the ownership.
import type { CommandOf } from '../../domain/settings/commands.ts';
import { mayGiveRoles, type Role } from '../../domain/settings-page.ts';
import type { Trx } from '../../store/database/database.ts';
import { listMembers, setMemberRole, setOwner } from '../../store/workspaces/sessions.ts';
import { change, type Editor, problem, type Saved, type SettingsContext } from '../changes/change.ts';

const onlyOwners = problem('Only the owner changes roles.');
const gone = problem('That member is the owner, or no longer there.');

export async function giveRole(
  ctx: SettingsContext,
  editor: Editor,
  { adminId, role }: CommandOf<'give-role'>,
): Promise<Saved> {
  const what = `Made ${await nameOf(ctx, editor, adminId)} ${role === 'editor' ? 'an editor' : 'a viewer'}.`;
  const isDone = await asOwner(ctx, editor, what, (trx) => setMemberRole(trx, editor.workspace.id, adminId, role));
  return isDone === null ? onlyOwners : isDone ? { ok: true, words: 'Saved.' } : gone;
}

/** There is one owner at every moment: who hands it on is an editor from then on. */
export async function handOnOwnership(
  ctx: SettingsContext,
  editor: Editor,
  { adminId }: CommandOf<'hand-on-ownership'>,
): Promise<Saved> {
  const name = await nameOf(ctx, editor, adminId);
  const isDone = await asOwner(ctx, editor, `Made ${name} the owner.`, async (trx) =>
    adminId === editor.adminId ? false : setOwner(trx, editor.workspace.id, adminId),
  );
  if (isDone === null) return onlyOwners;
  return isDone ? { ok: true, words: `${name} is the owner now, and you are an editor.` } : gone;
}

/** Null where the editor is not the owner, or not any more. */
async function asOwner(
  ctx: SettingsContext,
  editor: Editor,
  what: string,
  write: (trx: Trx) => Promise<boolean>,
): Promise<boolean | null> {
  const state: { role: Role | undefined } = { role: undefined };
  const isDone = await change(ctx, editor, what, async (trx, { workspace }) => {
    const members = await listMembers(trx, workspace.id);
    state.role = members.find(({ adminId }) => adminId === editor.adminId)?.role;
    return state.role !== undefined && mayGiveRoles(state.role) ? write(trx) : false;
  });
  return state.role !== undefined && mayGiveRoles(state.role) ? isDone : null;
}

async function nameOf(ctx: SettingsContext, { workspace }: Editor, adminId: string): Promise<string> {
  const known = (await listMembers(ctx.db, workspace.id)).find((one) => one.adminId === adminId);
  return known?.name ?? 'a member';
}
