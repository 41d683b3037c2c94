// Two admins at the settings at the same time: neither undoes what the other saved, and each sees what the other changed.

import { defaultSettings } from '../../src/domain/settings/settings.ts';
import type { Editor } from '../../src/services/changes/change.ts';
import { within } from '../../src/services/context.ts';
import { saveChoices } from '../../src/services/settings/save-choices.ts';
import type { World } from '../../src/simulator/world.ts';
import { updateWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStages, stage } from '../support/story.ts';
import { Visitor } from '../support/visitor.ts';

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

  test('is refused where somebody else saved it in between', async () => {
    const { world } = await stage();
    const [first, second] = await twoEditors(world);
    await first.sends('/settings/threading', { reopen_days: '9', do: 'save' });
    await world.pass(60_000);
    await second.sends('/settings/threading', { reopen_days: '2', hold_after_hours: '6', do: 'save' });
    expect(second.page.status).toBe(409);
    second.says(
      new RegExp(`Not saved. ${nameOf(world, 0)} changed this on Jan 8, 2026 at [\\d:]+AM, while your form was open`),
    );
    second.says('A text reopens a closed conversation for : was 5 days now 9 days');
    expect(second.words()).not.toContain('A late reply is not sent after');
    expect(typedIn(second, '/settings/threading')).toMatchObject({ reopen_days: '2', hold_after_hours: '6' });
    expect(await settingsOf(world)).toMatchObject({ reopenDays: 9, holdAfterHours: 4 });

    await second.sends('/settings/threading', { do: 'save' });
    second.says('Saved.');
    expect(await settingsOf(world)).toMatchObject({ reopenDays: 2, holdAfterHours: 6 });
    await first.sends('/settings/threading', { reopen_days: '3', do: 'save' });
    first.says(`${nameOf(world, 1)} changed this`);

    await world.pass(60_000);
    await second.goes(`${world.serviceUrl}/settings`);
    const { db } = within(world.app.ctx, world.workspace.id);
    await updateWorkspace(db, world.workspace.id, { settings: { reopenDays: 30 } });
    await second.sends('/settings/threading', { reopen_days: '1', do: 'save' });
    second.says('Not saved. Somebody changed this while your form was open').says('was 2 days now 30 days');
  });

  test('is refused for what changed before it is for its values', async () => {
    const { world } = await stage();
    const [first, second] = await twoEditors(world);
    await first.sends('/settings/threading', { reopen_days: '9', do: 'save' });
    await second.sends('/settings/threading', { reopen_days: '366', do: 'save' });
    expect(second.page.status).toBe(409);
    second.says('was 5 days now 9 days');
    await second.sends('/settings/threading', { reopen_days: '366', do: 'save' });
    expect(second.page.status).toBe(422);
    second.says('Write a whole number of days from 0 to 365.');
    expect(await settingsOf(world)).toMatchObject({ reopenDays: 9 });
  });

  test('is saved where only other sections, or unseen things, changed', async () => {
    const { world } = await stage();
    const [first, second] = await twoEditors(world);
    await first.sends('/settings/replies', { bot_replies: 'always', do: 'save' });
    await second.sends('/settings/threading', { reopen_days: '2', do: 'save' });
    second.says('Saved.');
    expect(await settingsOf(world)).toMatchObject({ botReplies: 'always', reopenDays: 2 });
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

  test('is saved for one of two that arrive at once', async () => {
    const { world } = await stage();
    const [first, second] = await twoEditors(world);
    await Promise.all([
      first.sends('/settings/threading', { reopen_days: '9', do: 'save' }),
      second.sends('/settings/threading', { reopen_days: '2', do: 'save' }),
    ]);
    const [loser, winner] = first.page.status === 409 ? [first, second] : [second, first];
    expect([loser.page.status, winner.page.status]).toEqual([409, 200]);
    expect(await settingsOf(world)).toMatchObject({ reopenDays: winner === first ? 9 : 2 });
  });

  test('is no conflict for another template; an archived one returns', async () => {
    const { world } = await stage();
    const [first, second] = await twoEditors(world);
    for (const name of ['Hours', 'Place'])
      await first.sends('/settings/templates', { id: '', seen: '', name, body: name, do: 'save' });
    await second.goes(`${world.serviceUrl}/settings`);
    const [hours, place] = ['Hours', 'Place'].map((name) => templateForm(second, name));
    const own = templateForm(first, 'Hours');
    await first.posts(`${world.serviceUrl}/settings/templates`, { ...own, body: 'We open at nine', do: 'save' });
    await second.posts(`${world.serviceUrl}/settings/templates`, { ...place, body: '5 Main Street', do: 'save' });
    second.says('Saved.');
    await first.goes(`${world.serviceUrl}/settings`);
    await first.posts(`${world.serviceUrl}/settings/templates`, { ...templateForm(first, 'Hours'), do: 'archive' });
    await second.posts(`${world.serviceUrl}/settings/templates`, { ...hours, body: 'We open at ten', do: 'save' });
    expect(second.page.status).toBe(409);
    second.says('removed');
    expect(typedIn(second, '/settings/templates', 'We open at ten')).toMatchObject({ id: '', name: 'Hours' });
  });

  test('keeps every secret to itself, even one that was typed', async () => {
    const { world } = await stage();
    const owner = world.intercom.addWorkspace({ id: 'second', name: 'Second Company' });
    const visitor = await new Visitor().goes(`${world.serviceUrl}/install`);
    await visitor.sends('/oauth', { who: `second/${owner.admins[0]?.id}`, decision: 'allow' });
    const sid = `AC${'7'.repeat(32)}`;
    world.twilio.addAccount({ sid, authToken: 'a-token-that-is-right' });
    const stale = visitor.forms().find(({ action }) => action.startsWith('/settings/twilio'));
    await visitor.sends('/settings/twilio', { account_sid: sid, auth_token: 'a-token-that-is-right', do: 'save' });
    visitor.says('Connected');
    const fields = { ...Object.fromEntries(stale?.fields ?? []), account_sid: sid, auth_token: 'a-token-of-mine' };
    await visitor.posts(`${world.serviceUrl}/settings/twilio`, { ...fields, do: 'save' });
    expect(visitor.page.status).toBe(409);
    visitor.says('You changed this in another window on');
    visitor.says('Auth Token : was not set now set, ends in ight');
    expect(visitor.page.html).not.toContain('a-token-');
  });
});

async function twoEditors(world: World): Promise<[Visitor, Visitor]> {
  const first = await signIn(world, 0);
  await signIn(world, 1);
  await first.goes(`${world.serviceUrl}/settings`);
  await first.sends('/settings/members', { admin: world.workspace.admins[1]?.id ?? '', role: 'editor', do: 'save' });
  return [await signIn(world, 0), await signIn(world, 1)];
}

function nameOf(world: World, admin: number): string {
  return world.workspace.admins[admin]?.name ?? '';
}

/** The fields of a form; where several have this action, of the one with this field. */
function typedIn(visitor: Visitor, action: string, words = ''): Record<string, string> {
  const forms = visitor.forms().filter((one) => one.action.startsWith(action));
  const found = forms.find(({ fields }) => words === '' || fields.some(([, value]) => value.includes(words)));
  return Object.fromEntries(found?.fields ?? []);
}

function templateForm(visitor: Visitor, name: string): Record<string, string> {
  const forms = visitor.forms().filter((one) => one.action.startsWith('/settings/templates'));
  const found = forms.find(({ fields }) => fields.some(([own, value]) => own === 'name' && value === name));
  return Object.fromEntries(found?.fields ?? []);
}
