// Counts refused requests: at once for the metrics, and a second later for the workspace that they name.
import { addRefusals, type RefusalCount } from '../../store/evidence/refusals.ts';
import type { Context, Storing, Timed, Watched } from '../context.ts';

/** A flood must not become a flood of writes. */
const FLUSH_MS = 1_000;
const MOST_ENTRIES = 1_000;

export interface Refused {
  route: string;
  reason: string;
  /** More of the reason, for the workspace alone. */
  detail?: string;
  /** The workspace in the URL, which may be unknown here. */
  workspaceId?: string;
}

export type RefusedCounter = ReturnType<typeof createRefusedCounter>;

type CounterContext = Storing & Timed & Watched & Pick<Context, 'background'>;

export function createRefusedCounter(ctx: CounterContext) {
  const counts = new Map<string, RefusalCount>();

  async function flush(): Promise<void> {
    const taken = [...counts.values()];
    counts.clear();
    try {
      for (const [workspaceId, own] of Map.groupBy(taken, (count) => count.workspaceId))
        await addRefusals(ctx.database.within(workspaceId), own);
    } catch (error) {
      ctx.log.warn({ err: error, counts: taken.length }, 'refusals could not be kept');
    }
  }

  return {
    count({ route, reason: kind, detail, workspaceId }: Refused): void {
      ctx.metrics.refusals.inc({ route, reason: kind });
      const reason = detail === undefined ? kind : `${kind} ${detail}`;
      if (workspaceId === undefined || counts.size >= MOST_ENTRIES) return;
      const minute = new Date(Math.floor(ctx.clock.now() / 60_000) * 60_000);
      const key = JSON.stringify([workspaceId, route, reason, minute]);
      const entry = counts.get(key) ?? { workspaceId, route, reason, minute, times: 0 };
      if (counts.size === 0) ctx.background.keepWithin(FLUSH_MS, flush);
      counts.set(key, { ...entry, times: entry.times + 1 });
    },
  };
}
