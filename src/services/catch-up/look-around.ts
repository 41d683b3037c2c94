// A workspace's turn to look whether Intercom has gone silent, and once a day to read what it may not have told of.

import { newJob } from '../../domain/jobs.ts';
import { isDailySlot } from '../../domain/outage.ts';
import { findCatchUp, listCatchUps } from '../../store/evidence/catch-ups.ts';
import { type Context, nowOf, transact } from '../context.ts';
import { askIfSilent, askToCatchUp } from './ask-to-catch-up.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export async function lookAround(ctx: Context, { workspaceId }: { workspaceId: string }): Promise<void> {
  const now = nowOf(ctx);
  const pending = await findCatchUp(ctx.db, workspaceId);
  if (pending) {
    // Its job may have been dropped.
    if (now.getTime() - pending.resumeAt.getTime() > HOUR_MS)
      await transact(ctx, ({ enqueue }) => enqueue([newJob('catch-up', { workspaceId })]));
    return;
  }
  await askIfSilent(ctx, workspaceId, false);
  const last = (await listCatchUps(ctx.db, workspaceId, new Date(now.getTime() - 3 * DAY_MS))).find(
    ({ reason }) => reason === 'daily',
  );
  const lastAt = last?.until.getTime() ?? Number.NEGATIVE_INFINITY;
  const isDue = isDailySlot(workspaceId, now) ? now.getTime() - lastAt > DAY_MS / 2 : false;
  if (!isDue || (await findCatchUp(ctx.db, workspaceId))) return;
  const since = new Date(Math.max(lastAt, now.getTime() - DAY_MS));
  await transact(ctx, (unit) => askToCatchUp(unit, { since, until: now }, 'daily', workspaceId));
}
