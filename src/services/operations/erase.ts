// Erases a workspace that uninstalled the app and did not come back in time.
import { eraseWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { type Storing, transact } from '../context.ts';

/** False where it was uninstalled later than that, or came back. */
export async function erase(ctx: Storing, workspaceId: string, uninstalledBefore: Date): Promise<boolean> {
  return transact({ ...ctx, db: ctx.database.owner }, ({ trx, changed }) => {
    changed(workspaceId);
    return eraseWorkspace(trx, workspaceId, uninstalledBefore);
  });
}
