// Notices that a workspace took the app out: anybody may send one, so that few of them are asked about, and none is lost.
import { newJob } from '../../domain/jobs/jobs.ts';
import { type Storing, type Timed, transact, within } from '../context.ts';

/** So many questions to Intercom for one workspace in so much time, of each process; the next waits for its turn. */
const MOST_QUESTIONS = 3;
const SPAN_MS = 10 * 60_000;

/** Workspaces that were asked about lately. */
const MOST_ENTRIES = 10_000;

/** Takes a notice: a question is stored, unless one waits already. A workspace that is not here costs none. */
export function createUninstallNotices(ctx: Storing & Timed): (workspaceId: string) => Promise<void> {
  const asked = new Map<string, number[]>();
  /** The question that these store comes after a notice that arrives meanwhile, and is its question too. */
  const storing = new Set<string>();

  /** When the next question may be asked, from now on. */
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
