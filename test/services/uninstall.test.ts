// An uninstallation is confirmed while the workspace is being installed again.
import { within } from '../../src/services/context.ts';
import { confirmUninstall } from '../../src/services/workspaces/uninstall.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { installs, secondWorkspace } from '../support/second-workspace.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

describe('an admin', () => {
  test('keeps the new token while an uninstallation is being confirmed', async () => {
    const { world } = await stage();
    const { workspace, visitor, who } = await secondWorkspace(world);
    workspace.revokeToken();
    const ctx = within(world.app.ctx, 'second');
    const outrun: typeof ctx = {
      ...ctx,
      twilio(...asked) {
        const twilio = ctx.twilio(...asked);
        const listNumbers = async () => {
          await installs(world, visitor, who);
          return twilio.listNumbers();
        };
        return { ...twilio, listNumbers };
      },
    };
    await expect(confirmUninstall(outrun, { workspaceId: 'second' })).rejects.toThrow('token-replaced');
    await confirmUninstall(ctx, { workspaceId: 'second' });
    expect((await ctx.workspaces.find('second', 0))?.intercomToken?.reveal()).toBe(workspace.tokens()[0]?.token);
  });
});
