// Ready-made texts of a workspace.
import type { Db } from './database.ts';

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

export async function insertTemplate(
  db: Db,
  template: StoredTemplate & { workspaceId: string },
  now: Date,
): Promise<void> {
  const { workspaceId, ...rest } = template;
  await db
    .insertInto('templates')
    .values({ ...rest, workspace_id: workspaceId, archived_at: null, created_at: now, updated_at: now })
    .execute();
}
