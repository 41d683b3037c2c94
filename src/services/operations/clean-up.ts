// What was kept for a time only goes when that is over.
import { UNINSTALLED_KEPT_MS } from '../../domain/workspace.ts';
import { deleteOlder, type Expiring, listToErase } from '../../store/evidence/expiry.ts';
import type { Storing, Timed, Watched } from '../context.ts';
import { KEPT_MS as REFUSED_KEPT_MS } from '../refused/quarantine.ts';
import { erase } from './erase.ts';

const HOUR_MS = 3_600_000;

/** Counts of refused requests tell how a set-up fared lately. */
export const COUNTS_KEPT_MS = 30 * 24 * HOUR_MS;

/** How long each is kept beyond the time that stands in its row. */
const kept: Readonly<Record<Expiring, number>> = {
  refusals: COUNTS_KEPT_MS,
  quarantine: REFUSED_KEPT_MS,
  catch_ups: COUNTS_KEPT_MS,
  missed_topics: COUNTS_KEPT_MS,
  sessions: 0,
  oauth_states: 0,
};

/** Few enough that nothing else waits for long; what is left over goes in the next turns. */
const BATCH = 500;
const MOST_BATCHES = 20;
const MOST_WORKSPACES = 5;
/** More than are erased in a turn, so that those that cannot be do not keep the others waiting. */
const LISTED_WORKSPACES = 100;

type CleanUpContext = Storing & Timed & Watched;

/** How many rows went, by table. */
export async function cleanUp(ctx: CleanUpContext): Promise<Partial<Record<Expiring | 'workspaces', number>>> {
  const gone: Partial<Record<Expiring | 'workspaces', number>> = {};
  for (const [table, keptMs] of Object.entries(kept) as [Expiring, number][]) {
    const count = await cleanTable(ctx, table, new Date(ctx.clock.now() - keptMs));
    if (count > 0) gone[table] = count;
  }
  const erased = await eraseForgotten(ctx);
  if (erased > 0) gone.workspaces = erased;
  if (Object.keys(gone).length > 0) ctx.log.info({ gone }, 'what had its time is deleted');
  return gone;
}

async function cleanTable(ctx: CleanUpContext, table: Expiring, before: Date): Promise<number> {
  let total = 0;
  for (let batch = 1; batch <= MOST_BATCHES; batch += 1) {
    const count = await deleteOlder(ctx.database.owner, table, before, BATCH);
    total += count;
    if (count < BATCH) break;
  }
  return total;
}

/** The job that erases a workspace may have been given up: an hour later it is done here. */
async function eraseForgotten(ctx: CleanUpContext): Promise<number> {
  const before = new Date(ctx.clock.now() - UNINSTALLED_KEPT_MS - HOUR_MS);
  let erased = 0;
  for (const workspaceId of await listToErase(ctx.database.owner, before, LISTED_WORKSPACES)) {
    try {
      if (await erase(ctx, workspaceId, before)) erased += 1;
    } catch (error) {
      // Others are not to wait for it; the next turn tries it again.
      ctx.log.error({ workspaceId, err: error }, 'a workspace could not be erased');
    }
    if (erased === MOST_WORKSPACES) break;
  }
  return erased;
}
