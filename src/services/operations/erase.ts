// Everything of a workspace goes that took the app out and did not come back in time.
import { eraseWorkspace } from '../../store/workspaces/workspaces.ts';
import type { Context } from '../context.ts';

/** False where it was not uninstalled before that time, or came back. */
export async function erase(
  { database, workspaces }: Pick<Context, 'database' | 'workspaces'>,
  workspaceId: string,
  uninstalledBefore: Date,
): Promise<boolean> {
  const isGone = await database.owner
    .transaction()
    .execute((trx) => eraseWorkspace(trx, workspaceId, uninstalledBefore));
  workspaces.forget(workspaceId);
  return isGone;
}
