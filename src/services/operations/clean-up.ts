// Deletes rows whose retention period has ended.
import { UNINSTALLED_KEPT_MS } from '../../domain/workspace.ts';
import { deleteOlder, type Expiring, listToErase } from '../../store/evidence/expiry.ts';
import type { Fetching, Storing, Timed, Watched } from '../context.ts';
import { expireOverdue } from '../media/expire.ts';
import { KEPT_MS as REFUSED_KEPT_MS } from '../refused/quarantine.ts';
import { erase } from './erase.ts';

const HOUR_MS = 3_600_000;

/** Counts of refused requests, which show the set-up's recent past. */
export const COUNTS_KEPT_MS = 30 * 24 * HOUR_MS;

/** Prices of a country that nobody texts any more, and the registration of a number that the account no longer has. */
export const UNUSED_KEPT_MS = 90 * 24 * HOUR_MS;

/** The outcome of an import; the evidence that it brought stays. */
const IMPORTS_KEPT_MS = 90 * 24 * HOUR_MS;

/** Milliseconds for which a row is kept beyond the time that stands in it. */
const kept: Readonly<Record<Expiring, number>> = {
  automatic_texts: 0,
  refusals: COUNTS_KEPT_MS,
  quarantine: REFUSED_KEPT_MS,
  catch_ups: COUNTS_KEPT_MS,
  missed_topics: COUNTS_KEPT_MS,
  country_prices: UNUSED_KEPT_MS,
  number_registrations: UNUSED_KEPT_MS,
  consent_imports: IMPORTS_KEPT_MS,
  spend_days: UNUSED_KEPT_MS,
  rule_runs: 0,
  told_events: 0,
  api_answers: 0,
  api_calls: 0,
  endpoint_events: 0,
  customer_runs: 0,
  customer_changes: 0,
  customer_conflicts: 0,
  sessions: 0,
  oauth_states: 0,
};

/** Rows a statement, few enough that nothing else waits for long; the rest goes the next times. */
const BATCH = 500;
const MOST_BATCHES = 20;
const MOST_WORKSPACES = 5;
/** More workspaces than are erased at a time, so that those that fail do not delay the others. */
const LISTED_WORKSPACES = 100;

type CleanUpContext = Storing & Timed & Watched & Pick<Fetching, 'media'>;
type Deleted = Partial<Record<Expiring | 'files' | 'workspaces', number>>;

/** The number of deleted rows, by table. */
export async function cleanUp(ctx: CleanUpContext): Promise<Deleted> {
  const gone: Deleted = {};
  for (const [table, keptMs] of Object.entries(kept) as [Expiring, number][]) {
    const count = await cleanTable(ctx, table, new Date(ctx.clock.now() - keptMs));
    if (count > 0) gone[table] = count;
  }
  const files = await removeOldFiles(ctx);
  if (files > 0) gone.files = files;
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

async function removeOldFiles(ctx: CleanUpContext): Promise<number> {
  try {
    return await expireOverdue(ctx, ctx.database.owner);
  } catch (error) {
    // Other rows do not wait for the place where the files are; the next time tries it again.
    ctx.log.warn({ err: error }, 'old files could not be removed');
    return 0;
  }
}

/** Erases a workspace an hour late, where its job was given up. */
async function eraseForgotten(ctx: CleanUpContext): Promise<number> {
  const before = new Date(ctx.clock.now() - UNINSTALLED_KEPT_MS - HOUR_MS);
  let erased = 0;
  for (const workspaceId of await listToErase(ctx.database.owner, before, LISTED_WORKSPACES)) {
    try {
      if (await erase(ctx, workspaceId, before)) erased += 1;
    } catch (error) {
      // Others do not wait for it; the next time tries it again.
      ctx.log.error({ workspaceId, err: error }, 'a workspace could not be erased');
    }
    if (erased === MOST_WORKSPACES) break;
  }
  return erased;
}
