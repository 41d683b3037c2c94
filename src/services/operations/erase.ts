// Erases a workspace that uninstalled the app and did not come back in time.
import { eraseWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { type Fetching, type Storing, type Timed, transact } from '../context.ts';
import { removeFilesOf } from '../media/expire.ts';

/** False where it was uninstalled later than that, or came back. */
export async function erase(
  ctx: Storing & Pick<Timed, 'clock'> & Pick<Fetching, 'media'>,
  workspaceId: string,
  uninstalledBefore: Date,
): Promise<boolean> {
  await removeFilesOf(ctx, ctx.database.owner, workspaceId, uninstalledBefore);
  return transact({ ...ctx, db: ctx.database.owner }, ({ trx, changed }) => {
    changed(workspaceId);
    return eraseWorkspace(trx, workspaceId, uninstalledBefore);
  });
}
