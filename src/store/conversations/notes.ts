// The notes that we owe a conversation, each once.
import type { Db, Trx } from '../database/database.ts';

export interface NewNote {
  workspaceId: string;
  id: string;
  conversationId: string;
  /** There is one note for each kind and subject. */
  kind: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** The note says that a person's text did not arrive. */
  byPerson: boolean;
}

/** False if there is a note of this kind about this subject already. */
export async function insertNote(trx: Trx, note: NewNote, now: Date): Promise<boolean> {
  const result = await trx
    .insertInto('notes')
    .values({
      workspace_id: note.workspaceId,
      id: note.id,
      conversation_id: note.conversationId,
      kind: note.kind,
      subject: note.subject,
      body: note.body,
      part_id: null,
      attempted_at: null,
      by_person: note.byPerson,
      reopening_at: null,
      shown_at: null,
      tag_id: null,
      answered_at: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** True if there is a note of this kind about this subject. */
export async function hasNote(db: Db, workspaceId: string, kind: string, subject: string): Promise<boolean> {
  const row = await db
    .selectFrom('notes')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row !== undefined;
}

/** The note of this kind about this subject. */
export async function findNoteAbout(
  db: Db,
  workspaceId: string,
  kind: string,
  subject: string,
): Promise<{ id: string; conversationId: string; isPosted: boolean } | undefined> {
  const row = await db
    .selectFrom('notes')
    .select(['id', 'conversation_id', 'part_id'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row && { id: row.id, conversationId: row.conversation_id, isPosted: row.part_id !== null };
}

export async function findNote(db: Db, workspaceId: string, id: string) {
  const row = await db
    .selectFrom('notes')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    conversationId: row.conversation_id,
    body: row.body,
    partId: row.part_id,
    attemptedAt: row.attempted_at,
    createdAt: row.created_at,
  };
}

export async function updateNote(
  db: Db,
  note: { workspaceId: string; id: string },
  changes: { partId?: string; attemptedAt?: Date | null },
): Promise<void> {
  await db
    .updateTable('notes')
    .set({
      ...(changes.partId === undefined ? {} : { part_id: changes.partId }),
      ...(changes.attemptedAt === undefined ? {} : { attempted_at: changes.attemptedAt }),
    })
    .where('workspace_id', '=', note.workspaceId)
    .where('id', '=', note.id)
    .execute();
}

/** Has another conversation get the note; false where it stands in its own already. */
export async function moveNote(
  db: Db,
  note: { workspaceId: string; id: string },
  conversationId: string,
): Promise<boolean> {
  const result = await db
    .updateTable('notes')
    .set({ conversation_id: conversationId, attempted_at: null })
    .where('workspace_id', '=', note.workspaceId)
    .where('id', '=', note.id)
    .where('part_id', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The parts among these that are notes of ours. */
export async function knownNoteParts(db: Db, workspaceId: string, partIds: readonly string[]): Promise<Set<string>> {
  if (partIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('notes')
    .select('part_id')
    .where('workspace_id', '=', workspaceId)
    .where('part_id', 'in', [...partIds])
    .execute();
  return new Set(rows.map((row) => row.part_id ?? ''));
}
