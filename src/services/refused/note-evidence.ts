// Remembers each topic's last webhook and requests' evidence of the set-up, at most once a minute each and never before an answer.
import type { SetUpEvidence } from '../../domain/doctor/set-up-evidence.ts';
import { recordSighting } from '../../store/evidence/sightings.ts';
import { recordTopicArrival } from '../../store/evidence/topic-arrivals.ts';
import { type Context, nowOf, type Storing, type Timed, type Watched } from '../context.ts';

const EVERY_MS = 60_000;
/** Evidence that stays true once it was seen, and comes with every opened conversation. */
const RARELY_MS = 86_400_000;
/** Guesses at topics must not fill the memory. */
const MOST_ENTRIES = 50_000;

type LogContext = Storing & Timed & Watched & Pick<Context, 'background'>;

export function createTopicLog(ctx: LogContext): (workspaceId: string, topic: string) => void {
  return createLog(ctx, (workspaceId, topic) =>
    recordTopicArrival(ctx.database.within(workspaceId), workspaceId, topic, nowOf(ctx)),
  );
}

export function createEvidenceLog(ctx: LogContext): (workspaceId: string, what: SetUpEvidence) => void {
  return createLog<SetUpEvidence>(
    ctx,
    (workspaceId, what) => recordSighting(ctx.database.within(workspaceId), workspaceId, what, nowOf(ctx)),
    (what) => (what === 'panel-opened' ? RARELY_MS : EVERY_MS),
  );
}

function createLog<What extends string>(
  ctx: LogContext,
  record: (workspaceId: string, what: What) => Promise<void>,
  everyMs: (what: What) => number = () => EVERY_MS,
): (workspaceId: string, what: What) => void {
  const noted = new Map<string, number>();
  return (workspaceId, what) => {
    const key = `${workspaceId}/${what}`;
    const now = ctx.clock.now();
    if (now - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < everyMs(what)) return;
    if (noted.size >= MOST_ENTRIES) noted.clear();
    noted.set(key, now);
    const recording = record(workspaceId, what).catch((error) => {
      noted.delete(key);
      ctx.log.warn({ workspaceId, what, err: error }, 'what a request shows could not be noted');
    });
    void ctx.background.keep(recording);
  };
}
