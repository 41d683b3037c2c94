// Ready-made texts of a workspace.
import type { Db } from '../database/database.ts';

export interface StoredTemplate {
  id: string;
  name: string;
  body: string;
}

/** Those in use, by name. */
export async function listTemplates(db: Db, workspaceId: string): Promise<StoredTemplate[]> {
  return db
    .selectFrom('templates')
    .select(['id', 'name', 'body'])
    .where('workspace_id', '=', workspaceId)
    .where('archived_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

type NewTemplate = StoredTemplate & { workspaceId: string };

export async function insertTemplate(db: Db, { workspaceId, ...rest }: NewTemplate, now: Date): Promise<void> {
  await db
    .insertInto('templates')
    .values({ ...rest, workspace_id: workspaceId, archived_at: null, created_at: now, updated_at: now })
    .execute();
}

/** False where the workspace has no such template in use. */
export async function updateTemplate(
  db: Db,
  { workspaceId, id, name, body }: NewTemplate,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('templates')
    .set({ name, body, updated_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** False where the workspace has no such template in use. */
export async function archiveTemplate(db: Db, workspaceId: string, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('templates')
    .set({ archived_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
