// Asks for a catch-up after an outage: stores it with the jobs that read.

import { type CatchUpReason, type Gap, outlastsTwilio, silenceSince } from '../../domain/doctor/outage.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { askCatchUp, listCatchUps } from '../../store/evidence/catch-ups.ts';
import { lastHeard } from '../../store/evidence/topic-arrivals.ts';
import { nowOf, type Storing, type Timed, transact, type Unit } from '../context.ts';

/** `workspaceId` absent: for every workspace. */
export async function askToCatchUp(unit: Unit, gap: Gap, reason: CatchUpReason, workspaceId?: string): Promise<number> {
  const asked = await askCatchUp(unit.trx, gap, reason, workspaceId);
  await unit.enqueue(asked.map((id) => newJob('catch-up', { workspaceId: id })));
  const since = gap.since.toISOString();
  if (reason === 'outage' && outlastsTwilio(gap))
    await unit.enqueue(asked.map((id) => newJob('catch-up-texts', { workspaceId: id, since })));
  return asked.length;
}

/** Asks for it where Intercom has sent a workspace nothing for longer than usual. `isOver`: Intercom sends again. */
export async function askIfSilent(ctx: Storing & Timed, workspaceId: string, isOver: boolean): Promise<void> {
  const now = nowOf(ctx);
  const silence = silenceSince(await lastHeard(ctx.db, workspaceId), now);
  if (silence === null) return;
  const [last] = await listCatchUps(ctx.db, workspaceId, silence.since);
  const since = last && last.until > silence.since ? last.until : silence.since;
  if (!isOver && silenceSince(since, now) === null) return;
  await transact(ctx, (unit) => askToCatchUp(unit, { since, until: now }, 'silence', workspaceId));
}

/** Asks for it after an install: Intercom sent nothing while we were out. */
export async function askAfterInstall(ctx: Timed, unit: Unit, workspaceId: string): Promise<void> {
  const heardAt = await lastHeard(unit.trx, workspaceId);
  if (heardAt !== null) await askToCatchUp(unit, { since: heardAt, until: nowOf(ctx) }, 'install', workspaceId);
}
