// The line that ends a text of an agent's; texts of bots and of the service itself have none.
import type { Author } from '../../domain/texts/message.ts';
import { firstNameSignature } from '../../domain/texts/signature.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { findAdmin } from '../../store/conversations/admins.ts';
import type { Db } from '../../store/database/database.ts';

/** Null where nothing is to be added. A query only where the workspace signs its texts. */
export async function signatureOf(db: Db, workspace: Workspace, author: Author | null): Promise<string | null> {
  if (!workspace.settings.signTexts || author?.kind !== 'admin' || author.id === null) return null;
  const admin = await findAdmin(db, workspace.id, author.id);
  return admin ? (admin.signature ?? firstNameSignature(admin.name)) : null;
}
