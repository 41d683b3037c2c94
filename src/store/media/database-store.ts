// Keeps files in the database, in pieces: one piece at a time is in memory.
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { type MediaStore, MissingBytes, type StoredFile } from './media-store.ts';

/** A statement carries one, and PostgreSQL's text form of it is twice as long. */
export const PIECE_BYTES = 262_144;

export function createDatabaseStore(database: Pick<Database, 'within'>): MediaStore {
  return {
    async write(file, bytes) {
      let no = 0;
      for await (const piece of inPieces(bytes)) {
        await writePiece(database, file, no, piece);
        no += 1;
      }
      // An earlier try may have had more of them.
      await removePieces(database, file, no);
    },
    read: (file, range) => readPieces(database, file, range),
    async remove(files) {
      for (const file of files) await removePieces(database, file, 0);
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
  { workspaceId, id }: StoredFile,
  from: number,
): Promise<void> {
  await database
    .within(workspaceId)
    .deleteFrom('file_pieces')
    .where('workspace_id', '=', workspaceId)
    .where('file_id', '=', id)
    .where('no', '>=', from)
    .execute();
}

async function* readPieces(
  database: Pick<Database, 'within'>,
  { workspaceId, id }: StoredFile,
  { start, end }: { start: number; end: number },
): AsyncIterable<Uint8Array> {
  const db = database.within(workspaceId);
  for (let at = start; at < end; ) {
    const no = Math.floor(at / PIECE_BYTES);
    const from = at - no * PIECE_BYTES;
    const length = Math.min(end - at, PIECE_BYTES - from);
    const { rows } = await sql<{ bytes: Buffer }>`
      SELECT substring(bytes FROM ${from + 1}::integer FOR ${length}::integer) AS bytes FROM file_pieces
      WHERE workspace_id = ${workspaceId} AND file_id = ${id}::uuid AND no = ${no}`.execute(db);
    const bytes = rows[0]?.bytes;
    if (bytes?.length !== length) throw new MissingBytes(`missing-bytes piece=${no}`);
    yield bytes;
    at += length;
  }
}

/** Pieces of the same length, but for the last. An empty file has none. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let gathered: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    let rest = chunk;
    while (length + rest.length >= PIECE_BYTES) {
      const taken = rest.subarray(0, PIECE_BYTES - length);
      yield Buffer.concat([...gathered, taken], PIECE_BYTES);
      rest = rest.subarray(taken.length);
      gathered = [];
      length = 0;
    }
    if (rest.length > 0) gathered.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(gathered, length);
}
