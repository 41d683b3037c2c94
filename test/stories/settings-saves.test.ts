// Two admins at the settings at the same time: neither undoes what the other saved, and each sees what the other changed.
import { expect, test } from '@jest/globals';
import { within } from '../../src/services/context.ts';
import type { Editor } from '../../src/services/settings/change.ts';
import { sectionSaves } from '../../src/services/settings/save-section.ts';
import type { World } from '../../src/simulator/world.ts';
import { onEachDatabase } from '../support/databases.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const settingsOf = async (world: World) => (await world.app.ctx.workspaces.find(world.workspace.id, 0))?.settings;

onEachDatabase('a section that is saved', (kind) => {
  test('undoes nothing that was saved in another one since its form was sent', async () => {
    const { world } = await stage(kind);
    const { ctx } = world.app;
    const workspace = await ctx.workspaces.get(world.workspace.id);
    const early: Editor = { workspace, adminId: world.workspace.admins[0]?.id ?? '' };
    const visitor = await signIn(world);
    await visitor.sends('/settings/pause', { do: 'pause' });
    const form = { reopen_days: ['9'], hold_after_hours: ['7'] };
    expect(await sectionSaves.threading?.(within(ctx, workspace.id), early, form)).toMatchObject({ ok: true });
    expect(await settingsOf(world)).toMatchObject({ isPaused: true, reopenDays: 9, holdAfterHours: 7 });
  });
});
