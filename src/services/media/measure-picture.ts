// Measures a picture whose bytes are kept, for the places that show it.
import type { MediaFile } from '../../domain/media/file.ts';
import { MEASURED_BYTES, type PictureSize, readPictureSize } from '../../lib/picture-size.ts';
import type { Context } from '../context.ts';

/** Null for every other file. */
export async function measurePicture(
  ctx: Pick<Context, 'media'>,
  file: Pick<MediaFile, 'workspaceId' | 'id'> & { type: string; size: number },
): Promise<PictureSize | null> {
  if (!file.type.startsWith('image/') || file.type === 'image/svg+xml') return null;
  const chunks: Uint8Array[] = [];
  const range = { start: 0, end: Math.min(file.size, MEASURED_BYTES) };
  for await (const chunk of ctx.media.read(file, range)) chunks.push(chunk);
  return readPictureSize(Buffer.concat(chunks));
}
