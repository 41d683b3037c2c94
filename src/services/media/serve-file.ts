// Finds the file that a token opens, for whoever has the token.

import { hashOf } from '../../lib/sealed.ts';
import { findFile } from '../../store/media/files.ts';
import { MissingBytes } from '../../store/media/media-store.ts';
import { type Context, nowOf, within } from '../context.ts';

export interface ServedFile {
  contentType: string;
  name: string | null;
  size: number;
  /** Quoted, as the header has it. */
  etag: string;
  /** The bytes from `start` to before `end`, once the first of them are here; null where they are no longer kept. */
  read(start: number, end: number): Promise<AsyncIterable<Uint8Array> | null>;
}

/** `guessed`: no key of ours made the token. `gone`: its time is over, or the file is no longer kept. */
export async function serveFile(
  ctx: Pick<Context, 'clock' | 'database' | 'db' | 'media' | 'mediaTokens'>,
  token: string,
): Promise<ServedFile | 'guessed' | 'gone'> {
  const read = ctx.mediaTokens.read(token, nowOf(ctx));
  if (read.kind !== 'open') return read.kind === 'guessed' ? 'guessed' : 'gone';
  const { workspaceId, fileId } = read.file;
  const file = await findFile(within(ctx, workspaceId).db, workspaceId, fileId);
  if (file?.state !== 'kept' || file.type === null || file.size === null) return 'gone';
  const { type: contentType, name, size } = file;
  return {
    contentType,
    name,
    size,
    etag: `"${hashOf(`${workspaceId}/${fileId}/${size}`).slice(0, 22)}"`,
    read: (start, end) => begun(ctx.media.read({ workspaceId, id: fileId }, { start, end })),
  };
}

/** An answer that has begun cannot say any more that the store is away. */
async function begun(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array> | null> {
  const pieces = bytes[Symbol.asyncIterator]();
  try {
    const first = await pieces.next();
    return follow(first, pieces);
  } catch (error) {
    if (error instanceof MissingBytes) return null;
    throw error;
  }
}

async function* follow(
  first: IteratorResult<Uint8Array>,
  pieces: AsyncIterator<Uint8Array>,
): AsyncIterable<Uint8Array> {
  for (let next = first; !next.done; next = await pieces.next()) yield next.value;
}
