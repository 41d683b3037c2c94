// Keeps files in the database, in pieces: one piece at a time is in memory.
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { type MediaStore, MissingBytes, type StoredFile } from './media-store.ts';
import { inPieces, piecesOf } from './pieces.ts';

/** A statement carries one, and PostgreSQL's text form of it is twice as long. */
export const PIECE_BYTES = 262_144;

/** Read at a time: longer strings outlive many short collections of garbage, and add up to the file's size several times. */
const READ_BYTES = 65_536;

export function createDatabaseStore(database: Pick<Database, 'within'>): MediaStore {
  return {
    mostBytes: 2_000_000_000,
    async write(file, bytes) {
      let no = 0;
      for await (const piece of inPieces(bytes, PIECE_BYTES)) {
        await writePiece(database, file, no, piece);
        no += 1;
      }
      // An earlier try may have had more of them.
      await removePieces(database, file.workspaceId, [file.id], no);
    },
    read: (file, range) => readPieces(database, file, range),
    async remove(files) {
      const workspaceIds = new Set(files.map(({ workspaceId }) => workspaceId));
      for (const workspaceId of workspaceIds) {
        const ids = files.filter((file) => file.workspaceId === workspaceId).map(({ id }) => id);
        await removePieces(database, workspaceId, ids, 0);
      }
    },
  };
}

async function writePiece(
  database: Pick<Database, 'within'>,
  { workspaceId, id }: StoredFile,
  no: number,
  bytes: Buffer,
): Promise<void> {
  await database
    .within(workspaceId)
    .insertInto('file_pieces')
    .values({ workspace_id: workspaceId, file_id: id, no, bytes })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'file_id', 'no']).doUpdateSet({ bytes }))
    .execute();
}

async function removePieces(
  database: Pick<Database, 'within'>,
  workspaceId: string,
  ids: readonly string[],
  from: number,
): Promise<void> {
  await database
    .within(workspaceId)
    .deleteFrom('file_pieces')
    .where('workspace_id', '=', workspaceId)
    .where('file_id', 'in', ids)
    .where('no', '>=', from)
    .execute();
}

async function* readPieces(
  database: Pick<Database, 'within'>,
  { workspaceId, id }: StoredFile,
  range: { start: number; end: number },
): AsyncIterable<Uint8Array> {
  const db = database.within(workspaceId);
  for (const { no: step, start: from, end: to } of piecesOf(range, READ_BYTES)) {
    const no = Math.floor((step * READ_BYTES) / PIECE_BYTES);
    const before = step * READ_BYTES - no * PIECE_BYTES;
    const [start, end] = [before + from, before + to];
    // Base64 is a third shorter than the form in which PostgreSQL gives bytes.
    const { rows } = await sql<{ encoded: string }>`
      SELECT encode(substring(bytes FROM ${start + 1}::integer FOR ${end - start}::integer), 'base64') AS encoded
      FROM file_pieces
      WHERE workspace_id = ${workspaceId} AND file_id = ${id}::uuid AND no = ${no}`.execute(db);
    const bytes = rows[0] && Buffer.from(rows[0].encoded, 'base64');
    if (bytes?.length !== end - start) throw new MissingBytes(`missing-bytes piece=${no}`);
    yield bytes;
  }
}
