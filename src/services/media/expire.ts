// Removes the bytes of files that had their time, and of a workspace that is to be erased.
import { rows } from '../../domain/settings/rows.ts';
import type { Db } from '../../store/database/database.ts';
import { expireFiles, listOverdue, listToRemove } from '../../store/media/kept-files.ts';
import type { MediaStore, StoredFile } from '../../store/media/media-store.ts';
import { nowOf, type Timed } from '../context.ts';

type Removing = Pick<Timed, 'clock'> & { media: MediaStore };

/** A turn removes so many times a batch; the rest goes the next time. */
const MOST_BATCHES = 20;

/** Removes a bounded number of every workspace's, and returns it. */
export async function expireOverdue(ctx: Removing, owner: Db): Promise<number> {
  let total = 0;
  for (let batch = 1; batch <= MOST_BATCHES; batch += 1) {
    const files = await listOverdue(owner, nowOf(ctx), rows.keepFilesDays.default);
    if (files.length === 0) break;
    await remove(ctx, owner, files);
    total += files.length;
  }
  return total;
}

/** The database forgets the rows with the workspace; another store has to be told. Its bytes go first, so that none is left. */
export async function removeFilesOf(
  ctx: Removing,
  owner: Db,
  workspaceId: string,
  uninstalledBefore: Date,
): Promise<void> {
  for (;;) {
    const files = await listToRemove(owner, workspaceId, uninstalledBefore);
    if (files.length === 0) return;
    await remove(ctx, owner, files);
  }
}

async function remove(ctx: Removing, owner: Db, files: readonly StoredFile[]): Promise<void> {
  await ctx.media.remove(files);
  await expireFiles(owner, files, null, nowOf(ctx));
}
