// What is kept for a time only goes when that is over, and not before.
import { expect, test } from '@jest/globals';
import { cleanUp } from '../../src/services/operations/clean-up.ts';
import type { World } from '../../src/simulator/world.ts';
import { deleteOlder, type Expiring } from '../../src/store/expiry.ts';
import { addRefusals } from '../../src/store/refusals.ts';
import { onEachDatabase } from '../support/databases.ts';
import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../support/door.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

async function countOf({ app }: World, table: Expiring | 'workspaces' | 'messages'): Promise<number> {
  return (await app.ctx.database.owner.selectFrom(table).selectAll().execute()).length;
}

onEachDatabase('the worker', (kind) => {
  test('forgets sign-ins that are over, and attempts at them', async () => {
    const { world } = await stage(kind);
    await signIn(world);
    await fetch(`${world.serviceUrl}/sign-in`, { redirect: 'manual' });
    await world.pass(9 * MINUTE);
    expect([await countOf(world, 'sessions'), await countOf(world, 'oauth_states')]).toEqual([1, 1]);
    await world.pass(12 * MINUTE);
    expect([await countOf(world, 'sessions'), await countOf(world, 'oauth_states')]).toEqual([1, 0]);
    await world.pass(12 * HOUR);
    expect(await countOf(world, 'sessions')).toBe(0);
  });

  test('forgets refused requests after a day, and how many they were after thirty', async () => {
    const { world, maya } = await stage(kind);
    maya.texts('This stays');
    await knock(
      world.serviceUrl,
      fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(1), 'no token of this account'),
    );
    const minute = new Date(world.now());
    const count = { workspaceId: world.workspace.id, route: '/messages', reason: 'signature', minute, times: 3 };
    await addRefusals(world.app.ctx.database.within(world.workspace.id), [count]);
    await world.pass(23 * HOUR);
    expect(await countOf(world, 'quarantine')).toBe(1);
    await world.pass(HOUR + 11 * MINUTE);
    expect(await countOf(world, 'quarantine')).toBe(0);
    await world.pass(28 * DAY);
    expect(await countOf(world, 'refusals')).toBeGreaterThan(0);
    await world.pass(2 * DAY);
    expect(await countOf(world, 'refusals')).toBe(0);
    expect(await countOf(world, 'messages')).toBe(1);
  });

  test('erases a workspace that was uninstalled, also where the job to do so is gone', async () => {
    const { world } = await stage(kind);
    const { owner } = world.app.ctx.database;
    await owner
      .updateTable('workspaces')
      .set({ uninstalled_at: new Date(world.now()) })
      .execute();
    await world.pass(30 * DAY);
    expect(await countOf(world, 'workspaces')).toBe(1);
    await world.pass(HOUR + 11 * MINUTE);
    expect(await countOf(world, 'workspaces')).toBe(0);
  });

  test('deletes a bounded number in a turn, the rest in the next, and goes on after the database was away', async () => {
    const { world } = await stage(kind);
    const { ctx } = world.app;
    const old = Array.from({ length: 10_200 }, (_, index) => ({
      workspaceId: world.workspace.id,
      route: `/${index}`,
      reason: 'signature',
      minute: new Date(world.now() - 31 * DAY),
      times: 1,
    }));
    await addRefusals(ctx.database.within(world.workspace.id), old);
    expect(await deleteOlder(ctx.database.owner, 'refusals', new Date(world.now() - 30 * DAY), 100)).toBe(100);
    expect(await cleanUp(ctx)).toEqual({ refusals: 10_000 });
    expect(await cleanUp(ctx)).toEqual({ refusals: 100 });
    expect(await cleanUp(ctx)).toEqual({});
  });

  test('tries again at its next turn what failed at the last', async () => {
    const { world } = await stage(kind);
    const { owner } = world.app.ctx.database;
    await fetch(`${world.serviceUrl}/sign-in`, { redirect: 'manual' });
    await owner.schema.alterTable('oauth_states').renameTo('away').execute();
    await world.pass(15 * MINUTE);
    await owner.schema.alterTable('away').renameTo('oauth_states').execute();
    expect(await countOf(world, 'oauth_states')).toBe(1);
    await world.pass(10 * MINUTE);
    expect(await countOf(world, 'oauth_states')).toBe(0);
  });
});
