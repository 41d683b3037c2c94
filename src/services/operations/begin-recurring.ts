// Begins recurring work once among all processes, for the service or for each workspace whose hour has come.
import { newJob } from '../../domain/jobs/jobs.ts';
import { nextTurn, type Recurring } from '../../domain/jobs/recurring.ts';
import { lockTurn, takeTurn } from '../../store/queue/recurring-turns.ts';
import { listInstalled } from '../../store/workspaces/workspaces.ts';
import { nowOf, type Storing, type Timed, transact } from '../context.ts';

/**
 * True where this process is to do the service's work now. A workspace's work is enqueued, so that another process takes over
 * where this one dies.
 */
export async function beginRecurring(
  ctx: Storing & Timed,
  name: string,
  { schedule, of }: Recurring,
): Promise<boolean> {
  const now = nowOf(ctx);
  return transact({ ...ctx, db: ctx.database.owner }, async ({ trx, enqueue }) => {
    const last = await lockTurn(trx, name, now);
    const isDue = (zone: string) => nextTurn(schedule, last, zone) <= now;
    if (of === 'service') {
      if (!isDue('UTC')) return false;
      await takeTurn(trx, name, now);
      return true;
    }
    const due = (await listInstalled(trx)).filter(({ timezone }) => isDue(timezone));
    if (due.length === 0) return false;
    await takeTurn(trx, name, now);
    await enqueue(due.map(({ id: workspaceId }) => newJob('recurring-work', { workspaceId, name })));
    return false;
  });
}
