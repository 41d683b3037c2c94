// Looks whether Intercom has gone silent in a workspace, and once a day asks for a catch-up.

import { dailyGap, isDailyDue } from '../../domain/doctor/outage.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { findCatchUp, listCatchUps } from '../../store/evidence/catch-ups.ts';
import { type Context, nowOf, transact } from '../context.ts';
import { askIfSilent, askToCatchUp } from './ask-to-catch-up.ts';

const HOUR_MS = 3_600_000;
/** A daily catch-up that found nothing is kept for this long. */
const KNOWN_MS = 48 * HOUR_MS;

export async function lookAround(ctx: Context, { workspaceId }: { workspaceId: string }): Promise<void> {
  const now = nowOf(ctx);
  const pending = await findCatchUp(ctx.db, workspaceId);
  if (pending) {
    if (now.getTime() - pending.resumeAt.getTime() > HOUR_MS) await restoreJob(ctx, workspaceId);
    return;
  }
  await askIfSilent(ctx, workspaceId, false);
  const lately = await listCatchUps(ctx.db, workspaceId, new Date(now.getTime() - KNOWN_MS));
  const last = lately.find(({ reason }) => reason === 'daily')?.until ?? null;
  if (!isDailyDue(workspaceId, last, now) || lately.some(({ endedAt }) => endedAt === null)) return;
  await transact(ctx, (unit) => askToCatchUp(unit, dailyGap(last, now), 'daily', workspaceId));
}

/** Enqueues the catch-up's job again where it was lost; one that waits or rests is enough. */
async function restoreJob(ctx: Context, workspaceId: string): Promise<void> {
  const job = newJob('catch-up', { workspaceId });
  if (!(await ctx.jobs.isWaiting('catch-up', job.key))) await transact(ctx, ({ enqueue }) => enqueue([job]));
}
