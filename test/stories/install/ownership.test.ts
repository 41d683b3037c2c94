// There is one owner: the ownership is handed on, and goes to the admin who installs again where the owner has left Intercom.

import type { World } from '../../../src/simulator/world.ts';
import { storedRoles } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { installs } from '../../support/second-workspace.ts';
import { signIn } from '../../support/sign-in.ts';
import { closeStages, stage } from '../../support/story.ts';
import { Visitor } from '../../support/visitor.ts';

closeStages();

const idsOf = (world: World) => world.workspace.admins.map(({ id }) => id) as [string, string];

describe('an owner', () => {
  test('hands the ownership on, and is an editor then', async () => {
    const { world } = await stage();
    const [theo, ines] = idsOf(world);
    await signIn(world, 0);
    const second = await signIn(world, 1);
    const owner = await signIn(world, 0);
    await owner.sends('/settings/members', { admin: ines, do: 'make-owner' });
    owner.says(`${world.workspace.admins[1]?.name} is the owner now, and you are an editor.`);
    await owner.goes('/settings/history');
    owner.says(`Made ${world.workspace.admins[1]?.name} the owner.`);
    expect(await storedRoles(world)).toEqual({ [theo]: 'editor', [ines]: 'owner' });
    await owner.goes(`/settings/members/${ines}`);
    expect(owner.forms().some(({ action }) => action.startsWith('/settings/members'))).toBe(false);
    await second.goes(`${world.serviceUrl}/`);
    await second.sends('/settings/members', { admin: theo, role: 'viewer', do: 'save' });
    second.says('Saved.');
    expect(await storedRoles(world)).toEqual({ [theo]: 'viewer', [ines]: 'owner' });
  });

  test('hands it on once, to one of two', async () => {
    const { world } = await stage();
    await signIn(world, 0);
    for (const admin of [1, 2]) if (world.workspace.admins[admin]) await signIn(world, admin);
    const [first, second] = [await signIn(world, 0), await signIn(world, 0)];
    const members = Object.keys(await storedRoles(world)).filter((id) => id !== idsOf(world)[0]);
    const to = (index: number) => members[index % members.length] ?? '';
    // Both have the form before either sends it.
    await first.goes(`/settings/members/${to(0)}`);
    await second.goes(`/settings/members/${to(1)}`);
    await Promise.all([
      first.sends('/settings/members', { admin: to(0), do: 'make-owner' }),
      second.sends('/settings/members', { admin: to(1), do: 'make-owner' }),
    ]);
    expect(Object.values(await storedRoles(world)).filter((role) => role === 'owner')).toHaveLength(1);
    expect([first, second].filter(({ page }) => page.status === 200)).toHaveLength(1);
  });

  test('alone hands it on, and only to members', async () => {
    const { world } = await stage();
    const [theo, ines] = idsOf(world);
    const owner = await signIn(world, 0);
    const other = await signIn(world, 1, { path: '/install' });
    const make = (visitor: Visitor, admin: string) =>
      visitor.posts(`${world.serviceUrl}/settings/members`, { csrf: visitor.formToken(), admin, do: 'make-owner' });
    (await make(owner, 'nobody')).says('This member is the owner, or has left.');
    await owner.goes(`${world.serviceUrl}/`);
    (await make(owner, theo)).says('This member is the owner, or has left.');
    await owner.goes(`${world.serviceUrl}/`);
    await owner.sends('/settings/members', { admin: ines, role: 'editor', do: 'save' });
    await other.goes(`${world.serviceUrl}/`);
    (await make(other, ines)).says('Only the owner can change roles.');
    expect(await storedRoles(world)).toEqual({ [theo]: 'owner', [ines]: 'editor' });
  });

  test('that has left is followed by an admin who may install', async () => {
    const { world } = await stage();
    const workspace = world.intercom.addWorkspace({ id: 'second', name: 'Second Company' });
    const [theo, ines] = workspace.admins.map(({ id }) => id) as [string, string];
    await installs(world, new Visitor(), `second/${theo}`);
    await installs(world, new Visitor(), `second/${ines}`);
    expect(await storedRoles(world)).toEqual({ [theo]: 'owner', [ines]: 'editor' });
    workspace.adminLeaves(theo);
    await signIn(world, 1, { workspace });
    expect(await storedRoles(world)).toMatchObject({ [theo]: 'owner' });
    const visitor = await installs(world, new Visitor(), `second/${ines}`);
    expect(await storedRoles(world)).toEqual({ [theo]: 'editor', [ines]: 'owner' });
    await visitor.goes('/settings/history');
    visitor.says(/Became the owner: .+ is no longer in Intercom\./);
  });
});
