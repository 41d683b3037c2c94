// Posts an internal note into its conversation, once.

import { isContactBlocked, isGone } from '../../intercom/calls/errors.ts';
import { textToComment } from '../../intercom/comments/comment-text.ts';
import { findNote, updateNote } from '../../store/conversations/notes.ts';
import type { Context } from '../context.ts';
import { once } from '../once.ts';
import { actAsAdmin } from './act-as-admin.ts';
import { findMadePart, findOwnPart, partsOf } from './find-own-part.ts';
import { requireLost } from './require-lost.ts';

export async function postNote(ctx: Context, input: { workspaceId: string; noteId: string }): Promise<void> {
  const { workspaceId, noteId: id } = input;
  const note = await findNote(ctx.db, workspaceId, id);
  if (!note || note.partId !== null) return;
  const workspace = await ctx.workspaces.get(workspaceId);
  const intercom = ctx.intercom(workspace);
  const { conversationId, body } = note;
  try {
    const made = await once<string>(ctx, {
      triedAt: note.attemptedAt,
      mark: (at) => updateNote(ctx.db, { workspaceId, id }, { attemptedAt: at }),
      async look(since) {
        const conversation = await intercom.getConversation(conversationId);
        const wanted = { kind: 'note', by: 'admin', body, since } as const;
        return (await findOwnPart(ctx.db, workspaceId, partsOf(conversation), wanted))?.id ?? null;
      },
      make: (attempt) =>
        actAsAdmin(ctx, { workspace, intercom, conversationId }, async (adminId) => {
          const parts = await intercom.addNote(conversationId, { adminId, body: textToComment(body) }, attempt);
          const wanted = { kind: 'note', by: 'admin', authorId: adminId, body } as const;
          return (await findMadePart(ctx.db, workspaceId, parts, wanted))?.id ?? 'unknown';
        }),
    });
    await updateNote(ctx.db, { workspaceId, id }, { partId: made.value, attemptedAt: null });
  } catch (error) {
    if (!isGone(error) && !isContactBlocked(error)) throw error;
    await requireLost(intercom, conversationId, error);
    ctx.log.warn({ workspaceId, conversationId, noteId: id }, 'a note has no conversation to go to any more');
  }
}
