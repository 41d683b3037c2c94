// Two admins at the settings at the same time: neither undoes what the other saved, and each sees what the other changed.

import type { World } from '../../src/simulator/world.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStages, stage } from '../support/story.ts';
import { Visitor } from '../support/visitor.ts';

closeStages();

/** The values in a section as anybody sees it who opens it now. */
async function shown(visitor: Visitor, section = 'threading'): Promise<Record<string, string>> {
  const opened = await visitor.tab().goes(new URL(`/settings/${section}`, visitor.page.url).href);
  return opened.fieldsOf(`/settings/${section}`);
}

describe('a section that is saved', () => {
  test('undoes nothing that another section saves at the same time', async () => {
    const { world } = await stage();
    const [first, second] = await twoEditors(world);
    await Promise.all([
      first.sends('/settings/pause', { do: 'pause' }),
      second.sends('/settings/threading', { reopen_days: '9', hold_after_hours: '7', do: 'save' }),
    ]);
    expect(await shown(first)).toMatchObject({ reopen_days: '9', hold_after_hours: '7' });
    (await first.goes('/')).says('Sending is paused');
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
    expect(second.fieldsOf('/settings/threading')).toMatchObject({ reopen_days: '2', hold_after_hours: '6' });
    expect(await shown(second)).toMatchObject({ reopen_days: '9', hold_after_hours: '4' });

    await second.sends('/settings/threading', { do: 'save' });
    second.says('Saved.');
    expect(await shown(second)).toMatchObject({ reopen_days: '2', hold_after_hours: '6' });
    await first.sends('/settings/threading', { reopen_days: '3', do: 'save' });
    first.says(`${nameOf(world, 1)} changed this`);

    await world.pass(60_000);
    await second.goes('/settings/threading');
    await chooseSettings(world, { reopenDays: 30 });
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
    expect(await shown(second)).toMatchObject({ reopen_days: '9' });
  });

  test('is saved where only other sections, or unseen things, changed', async () => {
    const { world } = await stage();
    const [first, second] = await twoEditors(world);
    await first.sends('/settings/replies', { bot_replies: 'always', do: 'save' });
    await second.sends('/settings/threading', { reopen_days: '2', do: 'save' });
    second.says('Saved.');
    expect(await shown(second, 'replies')).toMatchObject({ bot_replies: 'always' });
    expect(await shown(second)).toMatchObject({ reopen_days: '2' });
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
    expect(await shown(second)).toMatchObject({ reopen_days: winner === first ? '9' : '2' });
  });

  test('is no conflict for another template; an archived one returns', async () => {
    const { world } = await stage();
    const [first, second] = await twoEditors(world);
    for (const name of ['Hours', 'Place'])
      await first.sends('/settings/templates', { id: '', seen: '', name, body: name, do: 'save' });
    const [hours, place] = [await templateForm(second, 'Hours'), await templateForm(second, 'Place')];
    const own = await templateForm(first, 'Hours');
    await first.posts(`${world.serviceUrl}/settings/templates`, { ...own, body: 'We open at nine', do: 'save' });
    await second.posts(`${world.serviceUrl}/settings/templates`, { ...place, body: '5 Main Street', do: 'save' });
    second.says('Saved.');
    const now = await templateForm(first, 'Hours');
    await first.posts(`${world.serviceUrl}/settings/templates`, { ...now, do: 'archive' });
    await second.posts(`${world.serviceUrl}/settings/templates`, { ...hours, body: 'We open at ten', do: 'save' });
    expect(second.page.status).toBe(409);
    second.says('removed');
    expect(second.fieldsOf('/settings/templates', 'We open at ten')).toMatchObject({ id: '', name: 'Hours' });
  });

  test('keeps every secret to itself, even one that was typed', async () => {
    const { world } = await stage();
    const owner = world.intercom.addWorkspace({ id: 'second', name: 'Second Company' });
    const visitor = await new Visitor().goes(`${world.serviceUrl}/install`);
    await visitor.sends('/oauth', { who: `second/${owner.admins[0]?.id}`, decision: 'allow' });
    const sid = `AC${'7'.repeat(32)}`;
    world.twilio.addAccount({ sid, authToken: 'a-token-that-is-right' });
    await visitor.goes('/settings/twilio');
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
  await first.goes(`${world.serviceUrl}/`);
  await first.sends('/settings/members', { admin: world.workspace.admins[1]?.id ?? '', role: 'editor', do: 'save' });
  const both = [await signIn(world, 0), await signIn(world, 1)] as [Visitor, Visitor];
  for (const one of both) await one.goes('/settings/threading');
  return both;
}

function nameOf(world: World, admin: number): string {
  return world.workspace.admins[admin]?.name ?? '';
}

/** Opens the page of the template, and reads its form. */
async function templateForm(visitor: Visitor, name: string): Promise<Record<string, string>> {
  await visitor.opensTemplate(name);
  return visitor.fieldsOf('/settings/templates');
}
