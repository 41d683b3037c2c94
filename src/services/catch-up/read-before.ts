// Reads a reply's conversation before the reply is texted, where Intercom may have left out earlier parts.
import { VendorError } from '../../domain/errors.ts';
import { findCatchUp, listToRead } from '../../store/evidence/catch-ups.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { readConversation } from './read-conversation.ts';

/** True where it was read. An unreadable conversation delays no reply. */
export async function readBefore(ctx: Context, workspace: OpenWorkspace, conversationId: string): Promise<boolean> {
  const catchUp = await findCatchUp(ctx.db, workspace.id);
  const [known] = await listToRead(ctx.db, workspace.id, [conversationId]);
  if (!catchUp || !known) return false;
  try {
    await readConversation(ctx, { workspace, catchUp, known, intercom: ctx.intercom(workspace) });
    return true;
  } catch (error) {
    if (error instanceof VendorError && (error.status === 403 || error.certainty === 'refused')) return false;
    throw error;
  }
}
