// Remembers when each webhook topic last arrived, at most once a minute each, and never in the way of its answer.
import { recordTopicArrival } from '../../store/topic-arrivals.ts';
import { type Context, nowOf } from '../context.ts';

const EVERY_MS = 60_000;
/** Guesses at topics must not fill the memory. */
const MOST_ENTRIES = 50_000;

export function createTopicLog(
  ctx: Pick<Context, 'database' | 'clock' | 'log'>,
): (workspaceId: string, topic: string) => void {
  const noted = new Map<string, number>();
  return (workspaceId, topic) => {
    const key = `${workspaceId}/${topic}`;
    const now = ctx.clock.now();
    if (now - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
    if (noted.size >= MOST_ENTRIES) noted.clear();
    noted.set(key, now);
    recordTopicArrival(ctx.database.within(workspaceId), workspaceId, topic, nowOf(ctx)).catch((error) => {
      ctx.log.warn({ workspaceId, topic, err: error }, 'the arrival of a topic could not be noted');
    });
  };
}
