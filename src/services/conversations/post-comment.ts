// Shows an agent's text from the panel in its conversation, once, in that agent's name.
import { type Attempt, VendorError } from '../../domain/errors.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { isContactBlocked, isGone } from '../../intercom/calls/errors.ts';
import { textToComment } from '../../intercom/comments/comment-text.ts';
import { rememberAdmin } from '../../store/conversations/admins.ts';
import { findSend, type Send, unknownPart, updateSend } from '../../store/texts/panel-texts.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { once } from '../once.ts';
import { actAsAdmin } from './act-as-admin.ts';
import { findMadePart, findOwnPart, partsOf } from './find-own-part.ts';
import { requireLost } from './require-lost.ts';

interface Posting {
  workspace: OpenWorkspace;
  intercom: IntercomClient;
  send: Send;
}

export async function postComment(ctx: Context, input: { workspaceId: string; sendId: string }): Promise<void> {
  const { workspaceId, sendId: id } = input;
  const send = await findSend(ctx.db, workspaceId, id);
  if (!send || send.partId !== null) return;
  const workspace = await ctx.workspaces.get(workspaceId);
  const intercom = ctx.intercom(workspace);
  try {
    const made = await once<string>(ctx, {
      triedAt: send.attemptedAt,
      // While this is set, agents' replies there wait, since each might be our own comment.
      mark: (at) => updateSend(ctx.db, send, { attemptedAt: at }),
      look: (since) => findPosted(ctx, intercom, send, since),
      make: (attempt) => postInAuthorsName(ctx, { workspace, intercom, send }, attempt),
    });
    await updateSend(ctx.db, send, { partId: made.value, attemptedAt: null });
  } catch (error) {
    if (!isGone(error) && !isContactBlocked(error)) throw error;
    await requireLost(intercom, send.conversationId, error);
    ctx.log.warn(
      { workspaceId, conversationId: send.conversationId, sendId: id },
      'a text has no conversation any more',
    );
  }
}

/** The part of an earlier try that worked although no answer came. */
async function findPosted(ctx: Context, intercom: IntercomClient, send: Send, since: Date): Promise<string | null> {
  const conversation = await intercom.getConversation(send.conversationId);
  const wanted = { kind: 'message', by: 'admin', body: shownOf(send), since } as const;
  return (await findOwnPart(ctx.db, send.workspaceId, partsOf(conversation), wanted))?.id ?? null;
}

/** Posts in the author's name, as long as they may write. */
async function postInAuthorsName(
  ctx: Context,
  { workspace, intercom, send }: Posting,
  attempt: Attempt,
): Promise<string> {
  const { conversationId, authorId, workspaceId } = send;
  const body = textToComment(shownOf(send));
  const inNameOf = async (adminId: string) => {
    const parts = await intercom.addComment(conversationId, { adminId, body }, attempt);
    const wanted = { kind: 'message', by: 'admin', authorId: adminId, body: shownOf(send) } as const;
    const part = await findMadePart(ctx.db, workspaceId, parts, wanted);
    const { name } = part?.author ?? {};
    if (name) await rememberAdmin(ctx.db, { workspaceId, adminId, name }, nowOf(ctx));
    return part?.id ?? unknownPart;
  };
  const acting = { workspace, intercom, conversationId };
  try {
    return await actAsAdmin(ctx, { ...acting, authorId }, inNameOf);
  } catch (error) {
    const isRefused = error instanceof VendorError && error.certainty === 'refused' && !isGone(error);
    if (!isRefused || isContactBlocked(error) || authorId === null || authorId === workspace.actingAdminId) throw error;
    ctx.log.warn({ workspaceId, sendId: send.id }, 'an admin may not comment, so the acting one does');
    return actAsAdmin(ctx, acting, inNameOf);
  }
}

/** The words in the conversation: those of the text, with a link to each of its files. */
function shownOf({ body, files }: Send): string {
  return files?.shown ?? body;
}
