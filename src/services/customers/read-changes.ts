// Values that were pulled from Intercom, for the workspace's own system, in their order.
import type { Change } from '../../domain/customers/customer.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { listChanges } from '../../store/customers/changes.ts';
import { markNamesRead } from '../../store/customers/customers.ts';
import { type Context, type OpenWorkspace, transact } from '../context.ts';

/** `after` proves that the changes until there were read, so that a pulled name may be cleared in Intercom. */
export async function readChanges(
  ctx: Context,
  { id: workspaceId }: Pick<OpenWorkspace, 'id'>,
  after: string,
  limit: number,
): Promise<Change[]> {
  if (after !== '0')
    await transact(ctx, async (unit) => {
      const read = await markNamesRead(unit.trx, workspaceId, after);
      await unit.enqueue(
        read.map((externalId) => newJob('sync-customer', { workspaceId, externalId }, { rank: 'bulk' })),
      );
    });
  return listChanges(ctx.db, workspaceId, after, limit);
}
