// Asks for a catch-up before the webhook that ends a long silence is taken.
import { silenceSince } from '../../domain/doctor/outage.ts';
import { nowOf, type Storing, type Timed, within } from '../context.ts';
import { askIfSilent } from './ask-to-catch-up.ts';

/** Guesses at workspaces must not fill the memory. */
const MOST_ENTRIES = 10_000;

export function createSilenceWatch(ctx: Storing & Timed): (workspaceId: string) => Promise<void> {
  const heard = new Map<string, Date>();
  const looking = new Map<string, Promise<void>>();

  async function look(workspaceId: string, now: Date): Promise<void> {
    if (!(await ctx.workspaces.find(workspaceId))) return;
    await askIfSilent(within(ctx, workspaceId), workspaceId, true);
    if (heard.size >= MOST_ENTRIES) heard.clear();
    heard.set(workspaceId, now);
  }

  return async (workspaceId) => {
    const last = heard.get(workspaceId);
    const now = nowOf(ctx);
    if (last !== undefined && silenceSince(last, now) === null) {
      heard.set(workspaceId, now);
      return;
    }
    // Webhooks that come meanwhile share one look, and go on in their order.
    const under = looking.get(workspaceId) ?? look(workspaceId, now).finally(() => looking.delete(workspaceId));
    looking.set(workspaceId, under);
    await under;
  };
}
