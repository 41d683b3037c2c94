// An internal note goes into its conversation, once.
import { VendorError } from '../../domain/errors.ts';
import { textToComment } from '../../intercom/comment-text.ts';
import { isGone } from '../../intercom/errors.ts';
import { findNote, updateNote } from '../../store/conversations/notes.ts';
import { type Context, nowOf } from '../context.ts';
import { findOwnPart } from './find-own-part.ts';

export async function postNote(ctx: Context, input: { workspaceId: string; noteId: string }): Promise<void> {
  const { workspaceId, noteId: id } = input;
  const note = await findNote(ctx.db, workspaceId, id);
  if (!note || note.partId !== null) return;
  const workspace = await ctx.workspaces.get(workspaceId);
  const intercom = ctx.intercom(workspace);
  const { conversationId, body } = note;
  try {
    if (note.attemptedAt !== null) {
      const conversation = await intercom.getConversation(conversationId);
      const wanted = { kind: 'note', by: 'admin', body, since: note.attemptedAt } as const;
      const found = await findOwnPart(ctx.db, workspaceId, conversation, wanted);
      if (found) return await updateNote(ctx.db, { workspaceId, id }, { partId: found.id, attemptedAt: null });
    }
    await updateNote(ctx.db, { workspaceId, id }, { attemptedAt: nowOf(ctx) });
    const part = await intercom.addNote(conversationId, {
      adminId: workspace.actingAdminId,
      body: textToComment(body),
    });
    await updateNote(ctx.db, { workspaceId, id }, { partId: part?.id ?? 'unknown', attemptedAt: null });
  } catch (error) {
    if (isGone(error)) {
      ctx.log.warn({ workspaceId, conversationId, noteId: id }, 'a note has no conversation to go to any more');
      return;
    }
    if (error instanceof VendorError && error.certainty !== 'unknown')
      await updateNote(ctx.db, { workspaceId, id }, { attemptedAt: null });
    throw error;
  }
}
