// Who changed what in a workspace's settings.
import type { Db } from '../database/database.ts';

export async function insertAudit(
  db: Db,
  line: {
    workspaceId: string;
    id: string;
    adminId: string | null;
    what: string;
    form?: string;
    /** By which it was made. */
    click?: string | null;
    at: Date;
  },
): Promise<void> {
  const { workspaceId, id, adminId, what, form = null, click = null, at } = line;
  await db
    .insertInto('audit')
    .values({ workspace_id: workspaceId, id, admin: adminId, what, form, click, at })
    .execute();
}

/** What was made by this click; undefined where nothing was. */
export async function findClick(db: Db, workspaceId: string, click: string): Promise<string | undefined> {
  const line = await db
    .selectFrom('audit')
    .select('what')
    .where('workspace_id', '=', workspaceId)
    .where('click', '=', click)
    .executeTakeFirst();
  return line?.what;
}

/** Who changed something with that form last, and when; undefined where nobody has since then. */
export async function findLastChange(
  db: Db,
  workspaceId: string,
  form: string,
  since: Date,
): Promise<{ adminId: string | null; name: string | null; at: Date } | undefined> {
  return lines(db, workspaceId)
    .select(['a.admin as adminId', 'm.name', 'a.at'])
    .where('a.form', '=', form)
    .where('a.at', '>=', since)
    .limit(1)
    .executeTakeFirst();
}

/** Newest first, with names. */
export async function listAudit(
  db: Db,
  workspaceId: string,
  limit: number,
): Promise<{ at: Date; name: string | null; what: string }[]> {
  return lines(db, workspaceId).select(['a.at', 'm.name', 'a.what']).limit(limit).execute();
}

/** Newest first, each with the member who made it. */
function lines(db: Db, workspaceId: string) {
  return db
    .selectFrom('audit as a')
    .leftJoin('members as m', (join) =>
      join.onRef('m.workspace_id', '=', 'a.workspace_id').onRef('m.admin', '=', 'a.admin'),
    )
    .where('a.workspace_id', '=', workspaceId)
    .orderBy('a.id', 'desc');
}
