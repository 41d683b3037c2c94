// A permission that a workspace has not given switches off its feature alone: nothing fails, and it works again once given.
import type { World } from '../../src/simulator/world.ts';
import { storedJobs } from '../support/database/stored.ts';
import { assignNumber } from '../support/database/tampering.ts';
import { troublesOf } from '../support/findings.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { NUMBER, secondWorkspace } from '../support/second-workspace.ts';
import { begin, closeStages, lettersOf, stage } from '../support/story.ts';

closeStages();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const titles = async (world: World) => (await troublesOf(world)).map(({ title }) => title);

describe.each([
  ['Write tags', 'tag-conversation'],
  ['Write data attributes', 'update-contact'],
] as const)('without the permission %s', (permission, queue) => {
  test('texts go both ways, no job fails, one finding tells of it', async () => {
    const { world, maya, theo } = await stage();
    world.workspace.withdrawPermission(permission);
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.pass(2 * 60_000);
    maya.texts('Thanks');
    await world.pass(2 * 60_000);
    expect(theo.sees()).toEqual(['customer: Hello', 'admin: Hi', 'customer: Thanks']);
    expect(maya.sees()).toEqual(['Hi']);
    expect(await titles(world)).toEqual([`Intercom does not allow: ${permission}`]);
    const { values } = await world.app.ctx.metrics.jobs.get();
    const bad = values.filter(({ labels }) => labels.queue === queue && labels.outcome !== 'done');
    expect(bad).toEqual([]);
    await world.pass(2 * DAY);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('it works again with the next text once it is allowed', async () => {
    const { world, maya, theo } = await stage();
    world.workspace.withdrawPermission(permission);
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.pass(2 * 60_000);
    world.workspace.restorePermission(permission);
    maya.texts('Thanks');
    await world.settle();
    theo.replies('Bye');
    await world.pass(2 * 60_000);
    expect(theo.conversation().tags).toHaveLength(1);
    const [contact] = world.workspace.contacts();
    expect(contact?.customAttributes).toMatchObject({ sms_last_status: 'delivered' });
    expect(await titles(world)).toEqual([]);
    expect(await storedJobs(world)).toEqual([]);
  });
});

test('a conversation that may not be tagged is still assigned, once', async () => {
  const { world, maya, theo } = await stage();
  const [team] = world.workspace.teams;
  await assignNumber(world, team?.id ?? '');
  world.workspace.withdrawPermission('Write tags');
  maya.texts('Hello');
  await world.settle();
  expect(theo.conversation().teamAssigneeId).toBe(team?.id);
  world.workspace.assign(theo.conversation().id, { to: theo.id });
  maya.texts('Hello again');
  await world.settle();
  const assignments = world.workspace.parts(theo.conversation().id).filter(({ partType }) => partType === 'assignment');
  expect(assignments).toHaveLength(2);
});

test('the finding leads to where the workspace allows the app again', async () => {
  const { world } = await begin();
  const { workspace, customer, visitor } = await secondWorkspace(world);
  workspace.withdrawPermission('Write tags');
  customer.texts('Hello', { to: NUMBER });
  await world.settle();
  await visitor.goes('/');
  visitor.says('Intercom does not allow: Write tags').says('Allow again');
});
