// Asks the media store for the first byte of files, so that its outage is known before a call that needs them begins.
import type { MediaFile } from '../../domain/media/file.ts';
import type { Context } from '../context.ts';
import { inTime } from '../in-time.ts';

/** False where the store does not answer at once, or lacks one of them. */
export async function areReadable(ctx: Pick<Context, 'media' | 'log'>, files: readonly MediaFile[]): Promise<boolean> {
  try {
    for (const file of files) if (file.size !== 0) await inTime(readFirst(ctx, file));
    return true;
  } catch (error) {
    ctx.log.warn({ workspaceId: files[0]?.workspaceId, err: error }, 'files cannot be read');
    return false;
  }
}

async function readFirst(ctx: Pick<Context, 'media'>, { workspaceId, id }: MediaFile): Promise<void> {
  for await (const _ of ctx.media.read({ workspaceId, id }, { start: 0, end: 1 })) return;
}
