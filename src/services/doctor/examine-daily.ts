// Examines a workspace once a day without being asked, and keeps the findings for the panel. Nobody waits, so replies go first.
import type { Context } from '../context.ts';
import { diagnose } from './diagnose.ts';

export async function examineDaily(ctx: Context, { workspaceId }: { workspaceId: string }): Promise<void> {
  const workspace = await ctx.workspaces.find(workspaceId);
  if (!workspace) return;
  const unhurried: Context = {
    ...ctx,
    intercom: (whose, options) => ctx.intercom(whose, { ...options, rank: 'bulk' }),
  };
  await diagnose(unhurried, workspace);
}
