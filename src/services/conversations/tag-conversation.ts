// Puts the channel's tag on a conversation and its contact, so that both can be found and routed.
import { AppError } from '../../domain/errors.ts';
import { teamOf } from '../../domain/senders.ts';
import { isRefusedTag } from '../../domain/tag-refused.ts';
import type { WorkspaceState } from '../../domain/workspace.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { isContactArchived, isContactBlocked, isGone, isRefused } from '../../intercom/calls/errors.ts';
import { findContact, markContactTagged } from '../../store/conversations/contacts.ts';
import { findThreadOfConversation, markConversationTagged } from '../../store/conversations/conversations.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { rememberContact } from '../contacts/follow-contact.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';
import { orWithout } from '../credentials/or-without.ts';
import { actAsAdmin } from './act-as-admin.ts';

/** A second tag changes nothing, so a try of unknown outcome is repeated without looking. */
export async function tagConversation(
  ctx: Context,
  input: { workspaceId: string; conversationId: string },
): Promise<void> {
  const { workspaceId, conversationId } = input;
  const found = await findThreadOfConversation(ctx.db, workspaceId, conversationId);
  if (!found) return;
  const workspace = await ctx.workspaces.get(workspaceId);
  const intercom = ctx.intercom(workspace, { rank: 'automation' });
  const acting = { workspace, intercom, conversationId };
  const { contactId, sender } = found.thread;
  const optional = <T>(call: () => Promise<T>) => orWithout(ctx, workspace, 'channel-tag', call);
  const tagId = workspace.tagId ?? (await optional(() => makeTag(ctx, intercom, workspace)));
  const tag = (id: string) => async (adminId: string) => {
    await intercom.tagConversation(conversationId, { tagId: id, adminId });
    return true;
  };
  let isAssigned = found.conversationTagged;
  try {
    if (!found.conversationTagged) {
      const isTagged = tagId !== null && (await optional(() => actAsAdmin(ctx, acting, tag(tagId)))) !== null;
      isAssigned = await assignToTeam(ctx, acting, sender);
      // An untagged conversation is tried again with its next text. Not an assigned one: an agent may have moved it since.
      if (isTagged || isAssigned) await markConversationTagged(ctx.db, workspaceId, conversationId, nowOf(ctx));
    }
    if (contactId !== null && tagId !== null)
      await optional(() => tagContact(ctx, intercom, workspace, contactId, tagId));
  } catch (error) {
    if (isContactBlocked(error) || isContactArchived(error)) return;
    if (isGone(error)) await afterLostTag(ctx, intercom, workspace, conversationId, error);
    else if (isRefused(error)) await goWithoutTag(ctx, workspace, error);
    else throw error;
    if (!isAssigned) await assignToTeam(ctx, acting, sender);
  }
}

/** Assigns once, with the tag, so that agents may move the conversation later. A deleted team is skipped. */
async function assignToTeam(ctx: Context, acting: Parameters<typeof actAsAdmin>[1], sender: string): Promise<boolean> {
  const { workspace, intercom, conversationId } = acting;
  const teamId = teamOf(workspace, sender);
  if (!teamId) return false;
  try {
    await actAsAdmin(ctx, acting, (adminId) => intercom.assignConversation(conversationId, { adminId, teamId }));
  } catch (error) {
    if (!isRefused(error)) throw error;
    ctx.log.warn({ workspaceId: workspace.id, conversationId, err: error }, 'a team takes no conversation');
  }
  return true;
}

async function tagContact(
  ctx: Context,
  intercom: IntercomClient,
  workspace: OpenWorkspace,
  contactId: string,
  tagId: string,
): Promise<void> {
  const known = await findContact(ctx.db, workspace.id, contactId);
  if (known?.tagged) return;
  await intercom.tagContact(contactId, tagId);
  if (!known) {
    await rememberContact(ctx, workspace.id, await intercom.getContact(contactId), null);
  }
  await markContactTagged(ctx.db, workspace.id, contactId, nowOf(ctx));
}

/** Null where Intercom refuses the tag's name; we ask again after a day. */
async function makeTag(ctx: Context, intercom: IntercomClient, workspace: OpenWorkspace): Promise<string | null> {
  const { id, settings, tagRefused } = workspace;
  if (isRefusedTag(tagRefused, settings.tagName, nowOf(ctx))) return null;
  try {
    const tagId = await intercom.createTag(settings.tagName);
    await storeTag(ctx, id, { tagId, state: { tagRefused: null } });
    return tagId;
  } catch (error) {
    if (!isRefused(error)) throw error;
    await goWithoutTag(ctx, workspace, error);
    return null;
  }
}

/** Goes without the tag for a day. */
async function goWithoutTag(ctx: Context, { id, settings }: OpenWorkspace, error: unknown): Promise<void> {
  ctx.log.warn({ workspaceId: id, err: error }, 'the tag of texted conversations is not taken');
  const since = nowOf(ctx).toISOString();
  await storeTag(ctx, id, { tagId: null, state: { tagRefused: { name: settings.tagName, since } } });
}

async function storeTag(
  ctx: Context,
  workspaceId: string,
  changes: { tagId: string | null; state: Pick<WorkspaceState, 'tagRefused'> },
): Promise<void> {
  await transact(ctx, ({ trx, changed }) => {
    changed(workspaceId);
    return updateWorkspace(trx, workspaceId, changes);
  });
}

/** The tag was deleted, and the next try makes it again; or its conversation or contact is gone, and nothing is left to do. */
async function afterLostTag(
  ctx: Context,
  intercom: IntercomClient,
  workspace: OpenWorkspace,
  conversationId: string,
  error: unknown,
): Promise<void> {
  if (workspace.tagId === null) {
    ctx.log.info({ workspaceId: workspace.id, conversationId }, 'nothing left to tag');
    return;
  }
  const tagId = await makeTag(ctx, intercom, workspace);
  if (tagId === null || tagId === workspace.tagId) {
    ctx.log.info({ workspaceId: workspace.id, conversationId }, 'nothing left to tag');
    return;
  }
  throw new AppError(
    'vendor-refused',
    { kind: 'tag-made-again' },
    {
      retry: 'later',
      cause: error,
    },
  );
}
