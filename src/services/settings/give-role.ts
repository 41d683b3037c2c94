// The owner gives another member a role, or hands on the ownership.

import { mayGiveRoles, type Role } from '../../domain/role.ts';
import type { CommandOf } from '../../domain/settings/commands.ts';
import type { HistoryEntry } from '../../domain/settings/history.ts';
import type { Saved } from '../../domain/settings/saved.ts';
import type { Trx } from '../../store/database/database.ts';
import { listMembers, setMemberRole, setOwner } from '../../store/workspaces/sessions.ts';
import { change, type Editor, problem, type SettingsContext } from '../changes/change.ts';

const onlyOwners = problem({ kind: 'owner-only' });
const gone = problem({ kind: 'member-gone' });

export async function giveRole(
  ctx: SettingsContext,
  editor: Editor,
  { adminId, role }: CommandOf<'give-role'>,
): Promise<Saved> {
  const entry = { kind: 'role-given', member: await nameOf(ctx, editor, adminId), role } as const;
  const isDone = await asOwner(ctx, editor, entry, (trx) => setMemberRole(trx, editor.workspace.id, adminId, role));
  return isDone === null ? onlyOwners : isDone ? { ok: true, done: [{ kind: 'saved' }] } : gone;
}

/** There is one owner at every moment: the one before becomes an editor. */
export async function handOnOwnership(
  ctx: SettingsContext,
  editor: Editor,
  { adminId }: CommandOf<'hand-on-ownership'>,
): Promise<Saved> {
  const name = await nameOf(ctx, editor, adminId);
  const isDone = await asOwner(ctx, editor, { kind: 'owner-made', member: name }, async (trx) =>
    adminId === editor.adminId ? false : setOwner(trx, editor.workspace.id, adminId),
  );
  if (isDone === null) return onlyOwners;
  return isDone ? { ok: true, done: [{ kind: 'owner-changed', name }] } : gone;
}

/** Null where the editor is not the owner, or not any more. */
async function asOwner(
  ctx: SettingsContext,
  editor: Editor,
  entry: HistoryEntry,
  write: (trx: Trx) => Promise<boolean>,
): Promise<boolean | null> {
  const state: { role: Role | undefined } = { role: undefined };
  const isDone = await change(ctx, editor, entry, async (trx, { workspace }) => {
    const members = await listMembers(trx, workspace.id);
    state.role = members.find(({ adminId }) => adminId === editor.adminId)?.role;
    return state.role !== undefined && mayGiveRoles(state.role) ? write(trx) : false;
  });
  return state.role !== undefined && mayGiveRoles(state.role) ? isDone : null;
}

async function nameOf(ctx: SettingsContext, { workspace }: Editor, adminId: string): Promise<string | null> {
  const known = (await listMembers(ctx.db, workspace.id)).find((one) => one.adminId === adminId);
  return known?.name ?? null;
}
