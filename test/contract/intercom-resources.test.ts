// Features ask for Intercom's resources with the token, the pace and the watch of the workspace's other calls.
import type { Attempt } from '../../src/domain/errors.ts';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

test('a feature reads resources, and its calls count with all others', async () => {
  const { world } = await stage();
  const { ctx } = world.app;
  const { id } = world.workspace.addContact({ role: 'user', externalId: 'own-1', name: 'Maya' });
  const workspace = await ctx.workspaces.get(WORKSPACE_ID);
  const intercom = await ctx.intercomResources(workspace, { rank: 'bulk' });
  const found: string[] = [];
  for await (const contact of intercom.contacts.list({})) found.push(contact.id);
  expect(found).toContain(id);
  const { left, limit } = ctx.intercomLeft(workspace) ?? { left: 0, limit: 0 };
  expect(left).toBeLessThan(limit);
});

test('a call that the rate limit holds fails with its wait', async () => {
  const { world } = await stage();
  const { ctx } = world.app;
  const intercom = await ctx.intercomResources(await ctx.workspaces.get(WORKSPACE_ID));
  world.intercom.faults.add({ path: '/tags', kind: 'status', status: 429, headers: { 'retry-after': '7' } });
  const asked = intercom.tags.create({ name: 'vip' }, {} as Attempt);
  await expect(asked).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 7_000, retry: 'later' });
});
