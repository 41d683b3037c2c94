// Takes notifications that a workspace has uninstalled the app. Anybody may send one, so only a few lead to a question to Intercom.
import { newJob } from '../../domain/jobs/jobs.ts';
import { type Storing, type Timed, transact, within } from '../context.ts';

/** The most questions to Intercom about one workspace in this span, for each process; the next one waits. */
const MOST_QUESTIONS = 3;
const SPAN_MS = 10 * 60_000;

/** The most workspaces to remember lately asked questions of. */
const MOST_ENTRIES = 10_000;

/** Stores a question for a notification, unless one waits already. A workspace that is not here needs none. */
export function createUninstallListener(ctx: Storing & Timed): (workspaceId: string) => Promise<void> {
  const asked = new Map<string, number[]>();
  /** A notification that arrives while the question of its workspace is being stored needs no other one. */
  const storing = new Set<string>();

  /** Milliseconds from now before which the next question may not be asked. */
  function delayFor(workspaceId: string): number {
    const now = ctx.clock.now();
    const lately = (asked.get(workspaceId) ?? []).filter((at) => at > now - SPAN_MS);
    const oldest = lately.at(-MOST_QUESTIONS);
    const at = oldest === undefined ? now : oldest + SPAN_MS;
    if (asked.size >= MOST_ENTRIES) asked.clear();
    asked.set(workspaceId, [...lately, at]);
    return at - now;
  }

  return async (workspaceId) => {
    if (storing.has(workspaceId)) return;
    storing.add(workspaceId);
    try {
      const own = within(ctx, workspaceId);
      const { queue, key } = newJob('confirm-uninstall', { workspaceId });
      if (!(await ctx.workspaces.find(workspaceId, 0)) || (await ctx.jobs.isWaiting(queue, key))) return;
      const job = newJob('confirm-uninstall', { workspaceId }, { delayMs: delayFor(workspaceId) });
      await transact(own, ({ enqueue }) => enqueue([job]));
    } finally {
      storing.delete(workspaceId);
    }
  };
}
