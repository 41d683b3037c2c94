// Remembers when each webhook topic last arrived, and what webhooks tell of the vendors' set-up: at most once a minute each, never in the way of an answer.
import type { Sight } from '../../domain/sight.ts';
import { recordSighting } from '../../store/sightings.ts';
import { recordTopicArrival } from '../../store/topic-arrivals.ts';
import { type Context, nowOf } from '../context.ts';

const EVERY_MS = 60_000;
/** Guesses at topics must not fill the memory. */
const MOST_ENTRIES = 50_000;

type LogContext = Pick<Context, 'database' | 'clock' | 'log'>;

export function createTopicLog(ctx: LogContext): (workspaceId: string, topic: string) => void {
  return createLog(ctx, (workspaceId, topic) =>
    recordTopicArrival(ctx.database.within(workspaceId), workspaceId, topic, nowOf(ctx)),
  );
}

export function createSightLog(ctx: LogContext): (workspaceId: string, what: Sight) => void {
  return createLog<Sight>(ctx, (workspaceId, what) =>
    recordSighting(ctx.database.within(workspaceId), workspaceId, what, nowOf(ctx)),
  );
}

function createLog<What extends string>(
  ctx: LogContext,
  record: (workspaceId: string, what: What) => Promise<void>,
): (workspaceId: string, what: What) => void {
  const noted = new Map<string, number>();
  return (workspaceId, what) => {
    const key = `${workspaceId}/${what}`;
    const now = ctx.clock.now();
    if (now - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
    if (noted.size >= MOST_ENTRIES) noted.clear();
    noted.set(key, now);
    record(workspaceId, what).catch((error) => {
      ctx.log.warn({ workspaceId, what, err: error }, 'what a webhook shows could not be noted');
    });
  };
}
