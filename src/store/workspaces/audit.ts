// The history of a workspace's settings: who changed what, and when.
import type { HistoryEntry, HistoryLine } from '../../domain/settings/history.ts';
import type { Db } from '../database/database.ts';

export async function insertAudit(
  db: Db,
  line: {
    workspaceId: string;
    id: string;
    adminId: string | null;
    entry: HistoryEntry;
    form?: string;
    /** The click that made the change. */
    click?: string | null;
    at: Date;
  },
): Promise<void> {
  const { workspaceId, id, adminId, entry, form = null, click = null, at } = line;
  await db
    .insertInto('audit')
    .values({ workspace_id: workspaceId, id, admin: adminId, entry: JSON.stringify(entry), form, click, at })
    .execute();
}

/** The line that this click made; undefined where it made none. */
export async function findClick(db: Db, workspaceId: string, click: string): Promise<HistoryLine | undefined> {
  const line = await db
    .selectFrom('audit')
    .select(['what', 'entry'])
    .where('workspace_id', '=', workspaceId)
    .where('click', '=', click)
    .executeTakeFirst();
  return line && lineOf(line);
}

/** The last change that was made with that form; undefined where there was none since then. */
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

/** `before`: the id of a line, to list the older ones. `by`: the lines of one admin, null for the service itself. */
export interface AuditPage {
  limit: number;
  before?: string;
  by?: string | null;
}

/** The newest first. `name`: null for the service itself, and for a member who is gone. */
export async function listAudit(
  db: Db,
  workspaceId: string,
  { limit, before, by }: AuditPage,
): Promise<{ id: string; at: Date; name: string | null; line: HistoryLine }[]> {
  let found = lines(db, workspaceId).select(['a.id', 'a.at', 'm.name', 'a.what', 'a.entry']);
  if (before !== undefined) found = found.where('a.id', '<', before);
  if (by !== undefined) found = found.where('a.admin', by === null ? 'is' : '=', by);
  const rows = await found.limit(limit).execute();
  return rows.map((row) => ({ id: row.id, at: row.at, name: row.name, line: lineOf(row) }));
}

/** Rows of earlier versions have a sentence and no entry. */
function lineOf({ what, entry }: { what: string; entry: HistoryEntry | null }): HistoryLine {
  return entry ?? { kind: 'told', words: what };
}

/** The lines, newest first, each with the member who made it. */
function lines(db: Db, workspaceId: string) {
  return db
    .selectFrom('audit as a')
    .leftJoin('members as m', (join) =>
      join.onRef('m.workspace_id', '=', 'a.workspace_id').onRef('m.admin', '=', 'a.admin'),
    )
    .where('a.workspace_id', '=', workspaceId)
    .orderBy('a.id', 'desc');
}
