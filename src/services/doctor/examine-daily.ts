// The doctor looks without being asked, and its findings are kept for the panel. Nobody waits: replies go first.
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
