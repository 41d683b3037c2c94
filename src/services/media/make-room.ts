// Erases a workspace's oldest files where a new one would not fit.
import { MOST_BYTES } from '../../domain/media/file.ts';
import { expireFiles, oldestKept, sumKept } from '../../store/media/kept-files.ts';
import type { MediaStore } from '../../store/media/media-store.ts';
import { nowOf, type Storing, type Timed } from '../context.ts';

export type Keeping = Pick<Storing, 'db'> & Pick<Timed, 'clock'> & { media: MediaStore };

/** A new file may be as large as any. Texts of a customer go on arriving, so the oldest files go before the newest. */
export async function makeRoom(ctx: Keeping, workspaceId: string): Promise<void> {
  const { db, media } = ctx;
  let over = (await sumKept(db, workspaceId)) + MOST_BYTES - media.mostBytes;
  while (over > 0) {
    const files = await oldestKept(db, workspaceId, over);
    if (files.length === 0) return;
    await media.remove(files);
    await expireFiles(db, files, 'no-room', nowOf(ctx));
    over -= files.reduce((sum, { size }) => sum + size, 0);
  }
}
