// Before a webhook is taken that ends a long silence: what Intercom did not tell of in between comes first.
import { silenceSince } from '../../domain/outage.ts';
import { nowOf, type Storing, type Timed, within } from '../context.ts';
import { askIfSilent } from './ask-to-catch-up.ts';

/** Guesses at workspaces must not fill the memory. */
const MOST_ENTRIES = 10_000;

export function createSilenceWatch(ctx: Storing & Timed): (workspaceId: string) => Promise<void> {
  const heard = new Map<string, Date>();
  return async (workspaceId) => {
    const last = heard.get(workspaceId);
    const now = nowOf(ctx);
    if (last === undefined || silenceSince(last, now) !== null)
      await askIfSilent(within(ctx, workspaceId), workspaceId, true);
    if (heard.size >= MOST_ENTRIES) heard.clear();
    heard.set(workspaceId, now);
  };
}
