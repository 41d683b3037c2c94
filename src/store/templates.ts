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

/** Makes it, or changes the one with this id. */
export async function saveTemplate(
  db: Db,
  template: StoredTemplate & { workspaceId: string },
  now: Date,
): Promise<void> {
  const { workspaceId, ...rest } = template;
  await db
    .insertInto('templates')
    .values({ ...rest, workspace_id: workspaceId, archived_at: null, created_at: now, updated_at: now })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'id']).doUpdateSet({ name: rest.name, body: rest.body, updated_at: now }),
    )
    .execute();
}

export async function archiveTemplate(db: Db, workspaceId: string, id: string, at: Date): Promise<void> {
  await db
    .updateTable('templates')
    .set({ archived_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}
