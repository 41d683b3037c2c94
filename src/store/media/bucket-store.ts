// Keeps files in a bucket, an object a piece: one piece at a time is in memory, and a try that broke off leaves nothing open.
import type { Bucket } from './bucket.ts';
import { type MediaStore, MissingBytes, type StoredFile } from './media-store.ts';
import { inPieces, piecesOf } from './pieces.ts';

/** Most files are one object. */
export const PIECE_BYTES = 2_097_152;

/** Given at a time: whoever takes it makes copies of that size. */
const READ_BYTES = 65_536;

/** A file may have so many, which is more than the largest one has. */
const MOST_PIECES = 16;

/** Files that `earlier` has kept stay there until they are removed. */
export function createBucketStore(bucket: Bucket, earlier: MediaStore): MediaStore {
  return {
    mostBytes: 20_000_000_000,
    async write(file, bytes) {
      let no = 0;
      for await (const piece of inPieces(bytes, PIECE_BYTES)) {
        if (no === MOST_PIECES) throw new RangeError(`more-pieces-than=${MOST_PIECES}`);
        await bucket.put(keyOf(file, no), piece);
        no += 1;
      }
    },
    async *read(file, range) {
      let at = range.start;
      try {
        for (const { no, start, end } of piecesOf(range, PIECE_BYTES)) {
          let bytes = await bucket.get(keyOf(file, no), { start, end });
          if (bytes === null || bytes.length !== end - start) throw new MissingBytes(`missing-bytes piece=${no}`);
          for (; bytes.length > 0; bytes = bytes.subarray(READ_BYTES)) yield bytes.subarray(0, READ_BYTES);
          at += end - start;
        }
      } catch (error) {
        if (!(error instanceof MissingBytes) || at > range.start) throw error;
        yield* earlier.read(file, range);
      }
    },
    async remove(files) {
      const numbers = Array.from({ length: MOST_PIECES }, (_, no) => no);
      await bucket.remove(files.flatMap((file) => numbers.map((no) => keyOf(file, no))));
      await earlier.remove(files);
    },
  };
}

/** Without folders: some stores that keep objects as files trip over folders that become empty. */
function keyOf({ workspaceId, id }: StoredFile, no: number): string {
  return `${workspaceId}.${id}.${no}`;
}
