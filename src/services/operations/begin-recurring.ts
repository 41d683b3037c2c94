// Recurring work begins: once among all processes, for the service or for each workspace whose hour has come.
import { newJob } from '../../domain/jobs/jobs.ts';
import { nextTurn, type Recurring } from '../../domain/jobs/recurring.ts';
import { lockTurn, takeTurn } from '../../store/queue/recurring-turns.ts';
import { listInstalled } from '../../store/workspaces/workspaces.ts';
import { nowOf, type Storing, type Timed, transact } from '../context.ts';

/**
 * Whether the service's work is to be done now, by this process. A workspace's is enqueued, so that a process that dies
 * leaves it to another.
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
