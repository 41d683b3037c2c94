// Shows in the inbox that a person's text did not arrive: tags the conversation, and opens it where it was closed or snoozed.
import { type Attempt, VendorError } from '../../domain/errors.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { isContactBlocked, isGone, isRefused } from '../../intercom/calls/errors.ts';
import { type Failure, listFailures, MOST_FAILURES, updateFailures } from '../../store/conversations/failures.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { orWithout } from '../credentials/or-without.ts';
import { once } from '../once.ts';
import { actAsAdmin } from './act-as-admin.ts';
import { findAnswered } from './find-answered.ts';

/** The tag's name. */
export const FAILED_TAG = 'sms-failed';

interface Shown {
  workspace: OpenWorkspace;
  intercom: IntercomClient;
  conversationId: string;
}

/** Shows each failure once: an agent who closes the conversation again has seen it. */
export async function showFailures(
  ctx: Context,
  { workspaceId, conversationId }: { workspaceId: string; conversationId: string },
): Promise<void> {
  const known = await listFailures(ctx.db, workspaceId, conversationId);
  const open = known.filter(({ answeredAt }) => answeredAt === null);
  const answered = await findAnswered(ctx, { workspaceId, conversationId }, open);
  await updateFailures(ctx.db, workspaceId, answered, { answeredAt: nowOf(ctx) });
  const left = open.filter((failure) => !answered.includes(failure));
  const fresh = left.filter(({ shownAt }) => shownAt === null);
  const tagged = known.filter(({ tagId }) => tagId !== null);
  if (fresh.length === 0 && (left.length > 0 || tagged.length === 0)) return;
  const workspace = await ctx.workspaces.get(workspaceId);
  const shown: Shown = { workspace, intercom: ctx.intercom(workspace), conversationId };
  try {
    if (fresh.length > 0) await showInInbox(ctx, shown, fresh);
    // Older ones that nobody has looked at keep the tag.
    else if (known.length === MOST_FAILURES) await updateFailures(ctx.db, workspaceId, tagged, { tagId: null });
    else await removeTags(ctx, shown, tagged);
  } catch (error) {
    if (!isGone(error) && !isContactBlocked(error)) throw error;
    ctx.log.info({ workspaceId, conversationId }, 'there is no conversation any more to show a failure in');
    await updateFailures(ctx.db, workspaceId, known, { shownAt: nowOf(ctx), tagId: null, reopeningAt: null });
  }
}

async function showInInbox(ctx: Context, shown: Shown, fresh: readonly Failure[]): Promise<void> {
  const { workspace, intercom, conversationId } = shown;
  if (workspace.settings.reopenFailed) await reopenConversation(ctx, shown, fresh);
  const tagId = await orUntagged(ctx, workspace, async () => {
    const id = await intercom.createTag(FAILED_TAG);
    await actAsAdmin(ctx, shown, (adminId) => intercom.tagConversation(conversationId, { tagId: id, adminId }));
    return id;
  });
  await updateFailures(ctx.db, workspace.id, fresh, { shownAt: nowOf(ctx), reopeningAt: null, tagId });
}

/** Opens a closed or snoozed conversation, where nobody would see the failure. */
async function reopenConversation(ctx: Context, shown: Shown, fresh: readonly Failure[]) {
  const { workspace, intercom, conversationId } = shown;
  const seen = await intercom.getConversation(conversationId);
  const triedAt = fresh.find(({ reopeningAt }) => reopeningAt !== null)?.reopeningAt ?? null;
  if (seen.state !== 'closed' && seen.state !== 'snoozed') return;
  try {
    await once(ctx, {
      triedAt,
      mark: (at) => updateFailures(ctx.db, workspace.id, fresh, { reopeningAt: at }),
      look: async (since) => {
        // It was opened since, so the agent who closed it again has seen the failure.
        const isDone = seen.parts.some(
          ({ opens, author, createdAt }) => opens && author.type === 'admin' && createdAt >= since,
        );
        return isDone ? true : null;
      },
      make: async (attempt: Attempt) => {
        await actAsAdmin(ctx, shown, (adminId) => intercom.openConversation(conversationId, { adminId }, attempt));
        return true;
      },
    });
  } catch (error) {
    // A ticket, or anything else that cannot be opened, stays where people look for it.
    if (!(error instanceof VendorError) || error.certainty !== 'refused' || isGone(error)) throw error;
    ctx.log.info({ workspaceId: workspace.id, conversationId, err: error }, 'a conversation cannot be reopened');
  }
}

/** Null: the app may not use the tag, or Intercom refuses it. The conversation is open all the same. */
async function orUntagged(ctx: Context, workspace: OpenWorkspace, call: () => Promise<string>): Promise<string | null> {
  try {
    return await orWithout(ctx, workspace, FAILED_TAG, call);
  } catch (error) {
    if (!isRefused(error) || isGone(error)) throw error;
    ctx.log.warn({ workspaceId: workspace.id, err: error }, 'the tag of failed texts is not taken');
    return null;
  }
}

/** Takes the tag off, and leaves it to an agent to close the conversation. */
async function removeTags(ctx: Context, shown: Shown, tagged: readonly Failure[]) {
  const { workspace, intercom, conversationId } = shown;
  for (const tagId of new Set(tagged.map((failure) => failure.tagId)))
    if (tagId !== null)
      await orUntagged(ctx, workspace, async () => {
        await actAsAdmin(ctx, shown, (adminId) => intercom.untagConversation(conversationId, { tagId, adminId }));
        return tagId;
      });
  await updateFailures(ctx.db, workspace.id, tagged, { tagId: null });
}
