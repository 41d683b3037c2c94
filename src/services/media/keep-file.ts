// Keeps the bytes of a file as they come: its type is read from the first of them, and they are counted.
import type { MediaFile } from '../../domain/media/file.ts';
import { UNKNOWN_TYPE } from '../../domain/media/file.ts';
import { HEAD_BYTES, readFileType } from '../../lib/file-type.ts';
import { type Keeping, makeRoom } from './make-room.ts';

/** The caller writes it into the file's row, which then is `kept`. Rejects with what `bytes` throws. */
export async function keepFile(
  ctx: Keeping,
  file: Pick<MediaFile, 'workspaceId' | 'id' | 'claimedType'>,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ type: string; size: number }> {
  let size = 0;
  let head = Buffer.alloc(0);
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const chunk of bytes) {
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
      size += chunk.length;
      yield chunk;
    }
  }
  await makeRoom(ctx, file.workspaceId);
  const stored = { workspaceId: file.workspaceId, id: file.id };
  try {
    await ctx.media.write(stored, counted());
  } catch (error) {
    // A store that is away keeps what came so far until another try, or until the workspace is erased.
    await ctx.media.remove([stored]).catch(() => undefined);
    throw error;
  }
  return { type: (await readFileType(head, file.claimedType)) ?? UNKNOWN_TYPE, size };
}
