// Anybody may send the news of an uninstallation: forged ones cost little, and the true one is heard.

import type { World } from '../../../src/simulator/world.ts';
import { knock } from '../../support/door.ts';
import { expect, test } from '../../support/jest-globals.ts';
import { secondWorkspace } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

const hears = (world: World, workspaceId: string) =>
  knock(world.serviceUrl, {
    path: '/webhooks/intercom/uninstalled',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: workspaceId }),
  });

const questionsIn = (world: World) => world.traffic.count('intercom', 'GET', /^\/me$/);

test('a hundred forged ones cost only a few questions', async () => {
  const { world } = await stage();
  const { visitor } = await secondWorkspace(world);
  const before = questionsIn(world);
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(Array.from({ length: 5 }, () => hears(world, 'second')));
    await hears(world, 'nobody');
    await world.settle();
  }
  expect(questionsIn(world) - before).toBeLessThanOrEqual(3);
  await world.pass(10 * 60_000);
  expect(questionsIn(world) - before).toBeLessThanOrEqual(4);
  expect((await visitor.goes('/')).page.status).toBe(200);
});

test('the true one is heard behind forged ones, later', async () => {
  const { world } = await stage();
  const { visitor } = await secondWorkspace(world);
  for (let round = 0; round < 5; round += 1) {
    await hears(world, 'second');
    await world.settle();
  }
  world.intercom.workspace('second').uninstall();
  await world.pass(11 * 60_000);
  expect((await visitor.goes('/settings')).page.status).toBe(401);
});
