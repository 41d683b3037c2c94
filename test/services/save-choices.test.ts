// Choices of a section are saved by an admin whose page is older than the stored values.
import { defaultSettings } from '../../src/domain/settings/settings.ts';
import type { Editor } from '../../src/services/changes/change.ts';
import { within } from '../../src/services/context.ts';
import { saveChoices } from '../../src/services/settings/save-choices.ts';
import type { World } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const settingsOf = async (world: World) => (await world.app.ctx.workspaces.find(world.workspace.id, 0))?.settings;

describe('a section that is saved', () => {
  test('undoes nothing that another section saved since its form was sent', async () => {
    const { world } = await stage();
    const { ctx } = world.app;
    const workspace = await ctx.workspaces.get(world.workspace.id);
    const early: Editor = { workspace, adminId: world.workspace.admins[0]?.id ?? '', role: 'owner' };
    const visitor = await signIn(world);
    await visitor.sends('/settings/pause', { do: 'pause' });
    const choices = { reopenDays: 9, holdAfterHours: 7 };
    const saved = await saveChoices(within(ctx, workspace.id), early, { do: 'save-choices', choices });
    expect(saved).toMatchObject({ ok: true });
    expect(await settingsOf(world)).toMatchObject({ isPaused: true, reopenDays: 9, holdAfterHours: 7 });
  });

  test('is refused where another save was faster than its check', async () => {
    const { world } = await stage();
    const { ctx } = world.app;
    const workspace = await ctx.workspaces.get(world.workspace.id);
    const seen = { form: 'threading', facts: [['reopenDays', '4']] as const };
    const editor: Editor = { workspace, adminId: world.workspace.admins[0]?.id ?? '', role: 'owner', sent: seen };
    const choices = { reopenDays: 9, holdAfterHours: 7 };
    const saving = saveChoices(within(ctx, workspace.id), editor, { do: 'save-choices', choices });
    await expect(saving).rejects.toMatchObject({
      changes: expect.arrayContaining([{ name: 'reopenDays', before: '4', now: '5' }]),
    });
    expect(await settingsOf(world)).toMatchObject({ reopenDays: 5, holdAfterHours: 4 });
  });

  test('with another rule of sharing says since when, which is no setting', async () => {
    const { world } = await stage();
    const visitor = await signIn(world);
    await visitor.sends('/settings/threading', { thread_per: 'contact', do: 'save' });
    const since = async () => (await world.app.ctx.workspaces.find(world.workspace.id, 0))?.threadPerSince;
    const changedAt = await since();
    expect(changedAt).toMatch(/^2026-01-08T/);
    expect(await settingsOf(world)).toEqual({ ...defaultSettings, threadPer: 'contact' });
    await world.pass(60_000);
    await visitor.sends('/settings/threading', { reopen_days: '9', do: 'save' });
    expect(await since()).toBe(changedAt);
  });
});
