// The files of texts: one row a file. Their bytes are in the media store.
import { type Selectable, sql } from 'kysely';
import type { FileProblem, FileState, MediaFile } from '../../domain/media/file.ts';
import type { Db, Trx } from '../database/database.ts';
import type { FileTable } from '../database/tables/media.ts';

export type NewFile = Pick<
  MediaFile,
  'workspaceId' | 'id' | 'subject' | 'position' | 'direction' | 'messageId' | 'source'
> &
  Pick<MediaFile, 'claimedType' | 'name'>;

/** Adds files whose bytes are still to come. One with the subject and position of another is that other one, and stays. */
export async function addFiles(db: Db, files: readonly NewFile[], now: Date): Promise<void> {
  const rows = files.map((file) => ({
    workspace_id: file.workspaceId,
    id: file.id,
    subject: file.subject,
    position: file.position,
    direction: file.direction,
    message_id: file.messageId,
    source: file.source,
    claimed_type: file.claimedType,
    type: null,
    name: file.name,
    size: null,
    words: null,
    state: 'waiting',
    problem: null,
    state_at: now,
    attempted_at: null,
    part_id: null,
    created_at: now,
  }));
  if (rows.length === 0) return;
  await db
    .insertInto('files')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'subject', 'position']).doNothing())
    .execute();
}

export async function findFile(db: Db, workspaceId: string, id: string): Promise<MediaFile | undefined> {
  const row = await db
    .selectFrom('files')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toFile(row);
}

/** The files of a subject, in their order. */
export async function listFilesOf(db: Db, workspaceId: string, subject: string): Promise<MediaFile[]> {
  const rows = await db
    .selectFrom('files')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('subject', '=', subject)
    .orderBy('position')
    .execute();
  return rows.map(toFile);
}

/** The same, locked until the transaction ends. */
export async function lockFilesOf(trx: Trx, workspaceId: string, subject: string): Promise<MediaFile[]> {
  const rows = await trx
    .selectFrom('files')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('subject', '=', subject)
    .orderBy('position')
    .forUpdate()
    .execute();
  return rows.map(toFile);
}

/** The files of texts, in the order of each. */
export async function listFilesOfTexts(
  db: Db,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<MediaFile[]> {
  if (messageIds.length === 0) return [];
  const rows = await db
    .selectFrom('files')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('message_id', 'in', messageIds)
    .orderBy('message_id')
    .orderBy('position')
    .execute();
  return rows.map(toFile);
}

/** Makes files part of a text of ours that was stored, unless an earlier one has them. */
export async function claimFiles(
  db: Db,
  { workspaceId, id, media = [] }: { workspaceId: string; id: string; media?: readonly { id: string }[] },
): Promise<void> {
  if (media.length === 0) return;
  await db
    .updateTable('files')
    .set({ message_id: id })
    .where('workspace_id', '=', workspaceId)
    .where(
      'id',
      'in',
      media.map((file) => file.id),
    )
    .where('message_id', 'is', null)
    .execute();
}

export interface FileChanges {
  messageId?: string;
  source?: string;
  type?: string;
  name?: string;
  size?: number;
  pixels?: { width: number; height: number };
  words?: string;
  state?: FileState;
  problem?: FileProblem | null;
  stateAt?: Date;
  attemptedAt?: Date | null;
  isTold?: boolean;
  partId?: string;
}

/** Changes these files alike. */
export async function updateFiles(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  changes: FileChanges,
): Promise<void> {
  const { messageId, source, type, name, size, pixels, words, state, problem, stateAt, attemptedAt, isTold, partId } =
    changes;
  if (ids.length === 0) return;
  await db
    .updateTable('files')
    .set({
      ...(messageId === undefined ? {} : { message_id: messageId }),
      ...(source === undefined ? {} : { source }),
      ...(type === undefined ? {} : { type }),
      ...(name === undefined ? {} : { name }),
      ...(size === undefined ? {} : { size }),
      ...(pixels === undefined ? {} : pixels),
      ...(words === undefined ? {} : { words }),
      ...(state === undefined ? {} : { state }),
      ...(problem === undefined ? {} : { problem }),
      ...(stateAt === undefined ? {} : { state_at: stateAt }),
      ...(attemptedAt === undefined ? {} : { attempted_at: attemptedAt }),
      ...(isTold === undefined ? {} : { told: isTold }),
      ...(partId === undefined ? {} : { part_id: partId }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute();
}

/**
 * Marks that a call begins which tells of a subject's files: as here, or as missing. Those that a part shows already keep theirs.
 */
export async function beginTelling(
  db: Db,
  { workspaceId, subject }: { workspaceId: string; subject: string },
  told: readonly string[],
  at: Date,
): Promise<void> {
  await sql`
    UPDATE files SET attempted_at = ${at}, told = id = ANY(${[...told]}::uuid[])
    WHERE workspace_id = ${workspaceId} AND subject = ${subject} AND part_id IS NULL`.execute(db);
}

/** That call is over, and its text has the words of the files that it told of. `shown`: the files that the part shows. */
export async function endTelling(
  db: Db,
  { workspaceId, subject }: { workspaceId: string; subject: string },
  shown: readonly string[],
  partId: string,
): Promise<void> {
  await sql`
    UPDATE files SET attempted_at = NULL, told = false, words = CASE WHEN told THEN NULL ELSE words END,
      part_id = CASE WHEN id = ANY(${[...shown]}::uuid[]) THEN ${partId} ELSE part_id END
    WHERE workspace_id = ${workspaceId} AND subject = ${subject}`.execute(db);
}

function toFile(row: Selectable<FileTable>): MediaFile {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    subject: row.subject,
    position: row.position,
    direction: row.direction === 'in' ? 'in' : 'out',
    messageId: row.message_id,
    source: row.source,
    claimedType: row.claimed_type,
    type: row.type,
    name: row.name,
    size: row.size,
    pixels: row.width === null || row.height === null ? null : { width: row.width, height: row.height },
    words: row.words,
    state: row.state as FileState,
    problem: row.problem as FileProblem | null,
    stateAt: row.state_at,
    attemptedAt: row.attempted_at,
    isTold: row.told,
    partId: row.part_id,
    createdAt: row.created_at,
  };
}
