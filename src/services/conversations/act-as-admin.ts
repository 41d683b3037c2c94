// Writes and acts in an admin's name. Where that admin has left, another one stands in, and the doctor says so.
import { candidatesAfter, standInOf } from '../../domain/acting-admin.ts';
import { AppError } from '../../domain/errors.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { IntercomError, isForbidden, isGone, isRefused } from '../../intercom/calls/errors.ts';
import { planRestricted } from '../../intercom/calls/permissions.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';

interface Acting {
  workspace: OpenWorkspace;
  intercom: IntercomClient;
  conversationId: string;
  /** The author, who is tried first; absent: the acting admin. */
  authorId?: string | null;
}

/**
 * Tries one admin after the other: a call that was refused for its admin was certainly not done. Throws the error of `act`
 * where the admin is not to blame, and an AppError that is worth another try where nobody is left, so that nothing is lost.
 */
export async function actAsAdmin<T>(ctx: Context, acting: Acting, act: (adminId: string) => Promise<T>): Promise<T> {
  const { workspace, authorId = null } = acting;
  const first = authorId ?? standInOf(workspace, nowOf(ctx)) ?? workspace.actingAdminId;
  try {
    return await act(first);
  } catch (error) {
    const others = await whoElse(ctx, acting, first, error);
    if (others === null) throw error;
    return actAsAny(ctx, acting, others, act);
  }
}

interface Others {
  ids: readonly string[];
  /** They are teammates for certain, so a "not found" is about something else. */
  areThere: boolean;
  refusal: unknown;
}

async function actAsAny<T>(
  ctx: Context,
  { workspace, authorId = null }: Acting,
  { ids, areThere, refusal }: Others,
  act: (adminId: string) => Promise<T>,
): Promise<T> {
  let last = refusal;
  for (const adminId of ids) {
    try {
      const done = await act(adminId);
      if (authorId === null) await noteStandIn(ctx, workspace, adminId);
      return done;
    } catch (error) {
      if (!blamesAdmin(error) && (areThere || !mayBlameAdmin(error))) throw error;
      last = error;
    }
  }
  throw new AppError(
    'vendor-refused',
    { kind: 'no-admin-left' },
    {
      retry: 'later',
      cause: last,
    },
  );
}

function blamesAdmin(error: unknown): error is IntercomError {
  return error instanceof IntercomError && error.blames === 'admin';
}

/** Null where the refusal has another reason. Intercom's "not found" may be about the admin or the conversation, so we look. */
async function whoElse(ctx: Context, acting: Acting, adminId: string, error: unknown): Promise<Others | null> {
  if (!blamesAdmin(error) && !mayBlameAdmin(error) && !isUnexplained(error)) return null;
  const { workspace, intercom } = acting;
  const teammates = await known(() => intercom.listAdmins());
  if (!blamesAdmin(error)) {
    const isThere = teammates?.some(({ id, mayWrite }) => id === adminId && mayWrite);
    if (isThere || (teammates === null && isUnexplained(error))) return null;
    if (teammates === null && !(await hasConversation(acting))) return null;
  }
  const owner = await known(() => intercom.me());
  ctx.log.warn({ workspaceId: workspace.id }, 'an admin is gone in whose name something is to be written');
  const { actingAdminId } = workspace;
  const ids = candidatesAfter(adminId, { actingAdminId, ownerId: owner?.adminId ?? null, teammates });
  return { ids, areThere: teammates !== null, refusal: error };
}

function mayBlameAdmin(error: unknown): boolean {
  if (!(error instanceof IntercomError) || error.blames !== null) return false;
  return isGone(error) || (error.status === 403 && error.vendorCode !== planRestricted);
}

/** Refused without a reason: the admin is to blame only where they are certainly no teammate. */
function isUnexplained(error: unknown): boolean {
  return isRefused(error) && !isGone(error) && error.blames === null && error.status !== 409;
}

/** Null where the app lacks the permission to ask. */
async function known<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isForbidden(error) || isGone(error)) return null;
    throw error;
  }
}

async function hasConversation({ intercom, conversationId }: Acting): Promise<boolean> {
  return (await known(() => intercom.getConversation(conversationId))) !== null;
}

async function noteStandIn(ctx: Context, workspace: OpenWorkspace, by: string): Promise<void> {
  const { id, actingAdminId, standIn } = workspace;
  const now = nowOf(ctx);
  const isBack = by === actingAdminId;
  if (isBack ? standIn === null : standInOf(workspace, now) === by) return;
  const state = { standIn: isBack ? null : { for: actingAdminId, by, since: now.toISOString() } };
  await transact(ctx, ({ trx, changed }) => {
    changed(id);
    return updateWorkspace(trx, id, { state });
  });
}
