// Where the bytes of files are kept: the database, unless the operator names another place.

/** Names the bytes of one file. */
export interface StoredFile {
  workspaceId: string;
  id: string;
}

/** Every method rejects where the place does not answer. */
export interface MediaStore {
  /** One workspace's files together. */
  readonly mostBytes: number;
  /**
   * Keeps the bytes as they come, instead of those that an earlier try kept. Rejects with what `bytes` throws; its caller
   * says in the file's row once they are all there.
   */
  write(file: StoredFile, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** The bytes from `start` to before `end`, a piece at a time. Throws where some are missing. */
  read(file: StoredFile, range: { start: number; end: number }): AsyncIterable<Uint8Array>;
  /** Files that are not there count as removed. */
  remove(files: readonly StoredFile[]): Promise<void>;
}

/** The row says that these bytes are kept, and they are not. */
export class MissingBytes extends Error {
  override name = 'MissingBytes';
}
