// Reads Intercom's office hours where the workspace keeps them. Few plans let apps do so; then ours count, and the page says why.

import { VendorError } from '../../domain/errors.ts';
import { type NewJob, newJob } from '../../domain/jobs/jobs.ts';
import type { IntercomHours } from '../../domain/times/office-hours.ts';
import { isForbidden, isGone } from '../../intercom/calls/errors.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';

export const readHoursJob = (workspaceId: string): NewJob =>
  newJob('recurring-work', { workspaceId, name: 'read-office-hours' });

export async function readOfficeHours(ctx: Context, { workspaceId }: { workspaceId: string }): Promise<void> {
  const workspace = await ctx.workspaces.find(workspaceId, 0);
  if (workspace?.settings.officeHours !== 'intercom' || workspace.intercomToken === null) return;
  const intercomHours = await askIntercom(ctx, workspace);
  await transact(ctx, async (unit) => {
    unit.changed(workspaceId);
    await updateWorkspace(unit.trx, workspaceId, { state: { intercomHours } });
  });
}

/** Hours that were read before still count while Intercom is away. */
async function askIntercom(ctx: Context, workspace: OpenWorkspace): Promise<IntercomHours> {
  const readAt = nowOf(ctx).toISOString();
  const before = workspace.intercomHours?.schedule ?? null;
  try {
    const schedule = await ctx.intercom(workspace, { rank: 'automation' }).getOfficeHours();
    return { readAt, schedule, problem: schedule === null ? 'no-schedule' : null };
  } catch (error) {
    if (isForbidden(error) || isGone(error)) return { readAt, schedule: null, problem: 'not-enabled' };
    if (!(error instanceof VendorError)) throw error;
    ctx.log.warn({ workspaceId: workspace.id, reason: error.message }, "Intercom's office hours cannot be read");
    return { readAt, schedule: before, problem: 'away' };
  }
}
