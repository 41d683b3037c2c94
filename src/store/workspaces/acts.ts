// Clicks on the page of a text, from the lines of the history.
import { sql } from 'kysely';
import type { TextAct } from '../../domain/texts-page.ts';
import type { Db } from '../database/database.ts';

const acts: Readonly<Record<string, TextAct>> = {
  'text-sent-again': 'again',
  'text-cancelled': 'cancel',
  'text-arrived': 'arrived',
  'text-released': 'release',
  'automatic-resumed': 'resume-automatic',
};

/** Oldest first. `who`: null for a member who is gone. */
export async function listActs(
  db: Db,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<{ at: Date; who: string | null; act: TextAct }[]> {
  const { rows } = await sql<{ at: Date; name: string | null; kind: string }>`
    SELECT a.at, m.name, a.entry->>'kind' AS kind FROM audit a
    LEFT JOIN members m ON m.workspace_id = ${workspaceId} AND m.admin = a.admin
    WHERE a.workspace_id = ${workspaceId} AND a.entry->>'text' = ANY(${[...messageIds]})
    ORDER BY a.id`.execute(db);
  return rows.flatMap(({ at, name: who, kind }) => {
    const act = acts[kind];
    return act === undefined ? [] : [{ at, who, act }];
  });
}
