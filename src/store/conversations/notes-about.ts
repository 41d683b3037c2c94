// The notes about a text that a conversation got, or is owed.
import { storedKinds } from '../../domain/notes/note.ts';
import type { Db } from '../database/database.ts';

export interface NoteAbout {
  at: Date;
  words: string;
  isPosted: boolean;
}

/** With them, the index of kinds and subjects is used. */
const kinds = new Set<string>(Object.values(storedKinds));

/** Oldest first. `subjects`: the reply, the panel text, or the text itself. */
export async function listNotesAbout(db: Db, workspaceId: string, subjects: readonly string[]): Promise<NoteAbout[]> {
  const rows = await db
    .selectFrom('notes')
    .select(['created_at', 'body', 'part_id'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', 'in', [...kinds])
    .where('subject', 'in', [...subjects])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ at: row.created_at, words: row.body, isPosted: row.part_id !== null }));
}
