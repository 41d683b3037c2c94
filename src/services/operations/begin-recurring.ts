// Begins recurring work once among all processes, for the service or for each workspace whose hour has come.
import { newJob } from '../../domain/jobs/jobs.ts';
import { nextTurn, type Recurring } from '../../domain/jobs/recurring.ts';
import { lockTurn, takeTurn } from '../../store/queue/recurring-turns.ts';
import { listInstalled } from '../../store/workspaces/workspaces.ts';
import { nowOf, type Storing, type Timed, transact } from '../context.ts';

/** A workspace that is installed meanwhile may have an earlier hour than the others: all are looked at this often. */
const LOOKED_AT_MS = 15 * 60_000;

export interface Turn {
  /** This process is to do the service's work now. */
  isOurs: boolean;
  /** No turn comes before. */
  next: Date;
}

/** A workspace's work is enqueued, so that another process takes over where this one dies. */
export async function beginRecurring(ctx: Storing & Timed, name: string, { schedule, of }: Recurring): Promise<Turn> {
  const now = nowOf(ctx);
  return transact({ ...ctx, db: ctx.database.owner }, async ({ trx, enqueue }) => {
    const last = await lockTurn(trx, name, now);
    const turnIn = (zone: string) => nextTurn(schedule, last, zone);
    if (of === 'service') {
      const turn = turnIn('UTC');
      if (turn > now) return { isOurs: false, next: turn };
      await takeTurn(trx, name, now);
      return { isOurs: true, next: nextTurn(schedule, now, 'UTC') };
    }
    const installed = await listInstalled(trx);
    const due = installed.filter(({ timezone }) => turnIn(timezone) <= now);
    if (due.length > 0) {
      await takeTurn(trx, name, now);
      await enqueue(due.map(({ id: workspaceId }) => newJob('recurring-work', { workspaceId, name })));
    }
    return { isOurs: false, next: new Date(now.getTime() + LOOKED_AT_MS) };
  });
}
