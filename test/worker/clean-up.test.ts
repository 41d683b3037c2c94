// Rows go when their retention period has ended, and not before.
import { sql } from 'kysely';
import { cleanUp } from '../../src/services/operations/clean-up.ts';
import { erase } from '../../src/services/operations/erase.ts';
import type { World } from '../../src/simulator/world.ts';
import { deleteOlder, type Expiring } from '../../src/store/evidence/expiry.ts';
import { insertQuarantined, listQuarantined } from '../../src/store/evidence/quarantine.ts';
import { addRefusals } from '../../src/store/evidence/refusals.ts';
import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { installSecond } from '../support/second-workspace.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

async function countOf({ app }: World, table: Expiring | 'workspaces' | 'messages'): Promise<number> {
  return (await app.ctx.database.owner.selectFrom(table).selectAll().execute()).length;
}

describe('the worker', () => {
  test('forgets sign-ins that are over, and attempts at them', async () => {
    const { world } = await stage();
    await signIn(world);
    await fetch(`${world.serviceUrl}/sign-in`, { redirect: 'manual' });
    await world.pass(9 * MINUTE);
    // The one that signed in is kept as used, so that a second click on it is told so.
    expect([await countOf(world, 'sessions'), await countOf(world, 'oauth_states')]).toEqual([1, 2]);
    await world.pass(12 * MINUTE);
    expect([await countOf(world, 'sessions'), await countOf(world, 'oauth_states')]).toEqual([1, 0]);
    await world.pass(12 * HOUR);
    expect(await countOf(world, 'sessions')).toBe(0);
  });

  test('forgets refused requests after a day, their number after thirty', async () => {
    const { world, maya } = await stage();
    maya.texts('This stays');
    await knock(
      world.serviceUrl,
      fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(1), 'no token of this account'),
    );
    const minute = new Date(world.now());
    const count = { workspaceId: world.workspace.id, route: '/messages', reason: 'signature', minute, times: 3 };
    await addRefusals(world.app.ctx.database.within(world.workspace.id), [count]);
    await world.pass(23 * HOUR);
    expect([await countOf(world, 'quarantine'), await countOf(world, 'refusals')]).toEqual([1, 2]);
    // The worker looks every minute, and cleans up every ten.
    await world.pass(HOUR + 21 * MINUTE);
    expect(await countOf(world, 'quarantine')).toBe(0);
    await world.pass(28 * DAY);
    expect(await countOf(world, 'refusals')).toBe(2);
    await world.pass(2 * DAY);
    expect(await countOf(world, 'refusals')).toBe(0);
    expect(await countOf(world, 'messages')).toBe(1);
  });

  test('keeps a request refused again after its day', async () => {
    const { world } = await stage();
    const { id: workspaceId } = world.workspace;
    const { ctx } = world.app;
    const keep = async (digest: string, hours: number) => {
      const at = new Date(world.now() + hours * HOUR);
      const request = { workspaceId, id: ctx.newId(), sealed: '', digest, at };
      await insertQuarantined(ctx.database.within(workspaceId), request, {
        since: new Date(at.getTime() - DAY),
        most: 1,
      });
      return (await listQuarantined(ctx.database.within(workspaceId), workspaceId, at)).length;
    };
    expect(await keep('one', 0)).toBe(1);
    expect([await keep('one', 1), await keep('two', 2)]).toEqual([0, 0]);
    expect(await keep('one', 25)).toBe(1);
    expect(await keep('two', 50)).toBe(1);
    expect(await countOf(world, 'quarantine')).toBe(2);
  });

  test('keeps a thousand refused requests for each workspace', async () => {
    const { world } = await stage();
    const { id: workspaceId } = world.workspace;
    const { database, newId } = world.app.ctx;
    await database.owner
      .insertInto('quarantine')
      .values(
        Array.from({ length: 999 }, (_, index) => ({
          workspace_id: workspaceId,
          id: newId(),
          sealed: '',
          digest: `${index}`,
          at: new Date(world.now()),
        })),
      )
      .execute();
    for (const index of [1, 2])
      await knock(
        world.serviceUrl,
        fromTwilio(world.serviceUrl, MESSAGES_PATH, textFields(index), 'no token of this account'),
      );
    expect(await countOf(world, 'quarantine')).toBe(1_000);
    await installSecond(world);
    const request = { workspaceId: 'second', id: newId(), sealed: '', digest: '1', at: new Date(world.now()) };
    await insertQuarantined(database.within('second'), request, { since: new Date(world.now() - DAY), most: 1_000 });
    expect(await countOf(world, 'quarantine')).toBe(1_001);
  });

  test('erases uninstalled workspaces, without their job and past a failure', async () => {
    const { world } = await stage();
    const { owner } = world.app.ctx.database;
    await installSecond(world);
    const at = new Date(world.now());
    await owner.updateTable('workspaces').set({ uninstalled_at: at }).execute();
    await sql`CREATE TABLE holds AS SELECT id AS workspace_id FROM workspaces WHERE id = 'second'`.execute(owner);
    await sql`ALTER TABLE holds ADD FOREIGN KEY (workspace_id) REFERENCES workspaces`.execute(owner);
    await owner
      .updateTable('workspaces')
      .set({ uninstalled_at: new Date(at.getTime() - MINUTE) })
      .where('id', '=', 'second')
      .execute();
    await world.pass(30 * DAY);
    expect(await countOf(world, 'workspaces')).toBe(2);
    // The worker looks every minute, and cleans up every ten.
    await world.pass(HOUR + 21 * MINUTE);
    expect(await owner.selectFrom('workspaces').select('id').execute()).toEqual([{ id: 'second' }]);
    await sql`DROP TABLE holds`.execute(owner);
    expect(await cleanUp(world.app.ctx)).toEqual({ workspaces: 1 });
  });

  test('erases with a workspace the jobs that it had, done or not', async () => {
    const { world, maya } = await stage();
    const { ctx } = world.app;
    const { owner } = ctx.database;
    maya.texts('Hello');
    await world.settle();
    const now = new Date(world.now());
    await owner.updateTable('workspaces').set({ uninstalled_at: now }).execute();
    const jobs = async () =>
      (await sql`SELECT FROM pgboss.job WHERE data->>'workspaceId' = ${world.workspace.id}`.execute(owner)).rows.length;
    expect(await jobs()).toBeGreaterThan(0);
    expect(await erase(ctx, world.workspace.id, now)).toBe(true);
    expect(await jobs()).toBe(0);
  });

  test('deletes a bounded number a turn, and survives an outage', async () => {
    const { world } = await stage();
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
    const { world } = await stage();
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
