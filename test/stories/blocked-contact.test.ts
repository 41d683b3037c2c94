// A contact whom an agent blocked, and one who was archived: what they write is kept out of the inbox, or goes on.

import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { storedStates } from '../support/database/stored.ts';
import { findingsOf } from '../support/findings.ts';
import { refusedWith } from '../support/intercom-refusals.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, lettersOf, stage } from '../support/story.ts';
import { muteWebhooks } from '../support/webhooks.ts';

closeStages();

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const create = { method: 'POST', path: /^\/conversations$/ } as const;
const reply = { method: 'POST', path: /\/reply$/ } as const;

const contactOf = (world: World, phone: string) =>
  world.workspace.contacts().find((one) => one.phone === phone && !one.deleted && one.mergedInto === null)?.id ?? '';

/** Sorted: two texts at once come in either order. */
const customerTexts = async (world: World) => (await storedStates(world, 'in')).sort();

async function redFindings(world: World): Promise<string[]> {
  const found = await findingsOf(world);
  return found.filter(({ severity }) => severity === 'broken').map(({ title }) => title);
}

describe('a contact whom an agent blocked', () => {
  test('writes into no conversation and holds up nobody', async () => {
    const { world, maya, theo } = await begin();
    world.workspace.blockContact(contactOf(world, maya.number));
    maya.texts('You never answer!');
    maya.texts('Hello?!');
    const leo = new Customer(world, '+14155550144');
    leo.texts('Do you open on Sunday?');
    await world.settle();
    expect(await customerTexts(world)).toEqual(['blocked', 'blocked', 'threaded', 'threaded']);
    const [first, second] = theo.conversations().map(({ id }) => theo.sees(id));
    expect([first, second]).toEqual([['customer: Is my order out?'], ['customer: Do you open on Sunday?']]);
    await world.pass(DAY);
    expect(await lettersOf(world)).toEqual([]);
    expect(await redFindings(world)).toEqual([]);
    expect(theo.conversations()).toHaveLength(2);
  });

  test('is threaded again once unblocked; earlier texts stay in the panel', async () => {
    const { world, maya, theo } = await begin();
    world.workspace.blockContact(contactOf(world, maya.number));
    maya.texts('You never answer!');
    await world.settle();
    const panel = await theo.readsPanel();
    expect(panel).toContain('You never answer!');
    expect(panel).toContain('Only here: contact blocked');
    world.workspace.unblockContact(contactOf(world, maya.number));
    maya.texts('Sorry about that.');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Is my order out?', 'customer: Sorry about that.']);
    expect(await theo.readsPanel()).toContain('You never answer!');
  });

  test.each(['user', 'lead'] as const)('starts no conversation and gets no second contact (%s)', async (role) => {
    const { world, maya, theo } = await stage();
    const { id } = world.workspace.addContact({ role, phone: maya.number });
    world.workspace.blockContact(id);
    maya.texts('You never answer!');
    await world.settle();
    expect(theo.conversations()).toEqual([]);
    expect(world.workspace.contacts()).toHaveLength(1);
    expect([await customerTexts(world), await lettersOf(world)]).toEqual([['blocked'], []]);
    world.workspace.unblockContact(id);
    maya.texts('Sorry about that.');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Sorry about that.']);
    expect(theo.conversation().contactIds).toEqual([id]);
  });

  const shapes = [
    [400, 'bad_request', 'User has been blocked and is not restorable'],
    [400, 'not_restorable', 'User is not restorable'],
    [403, 'action_forbidden', 'This contact has been blocked'],
    [403, 'blocked', 'Forbidden'],
    [404, 'not_found', 'The lead was blocked by a teammate'],
    [409, 'contact_blocked', 'Conflict'],
    [422, 'parameter_invalid', 'User is blocked'],
  ] as const;
  test.each(shapes)('is told by %s %s', async (status, code, message) => {
    const { world, maya, theo } = await begin();
    const leo = new Customer(world, '+14155550144');
    world.intercom.faults.add({ ...reply, ...refusedWith(status, code, message) });
    world.intercom.faults.add({ ...create, ...refusedWith(status, code, message) });
    maya.texts('You never answer!');
    leo.texts('Neither to me!');
    await world.pass(60 * MINUTE);
    expect(await customerTexts(world)).toEqual(['blocked', 'blocked', 'threaded']);
    expect([await lettersOf(world), await redFindings(world)]).toEqual([[], []]);
    expect(theo.conversations()).toHaveLength(1);
  });

  test('is answered by text all the same, where an agent does', async () => {
    const { world, maya, theo } = await begin();
    world.workspace.blockContact(contactOf(world, maya.number));
    theo.replies('We refund you.');
    await world.settle();
    expect(maya.sees()).toEqual(['We refund you.']);
    world.intercom.faults.add({ ...reply, ...refusedWith(...shapes[0]) });
    world.intercom.faults.add({ method: 'PUT', path: /^\/contacts\//, ...refusedWith(...shapes[0]) });
    world.intercom.faults.add({ method: 'POST', path: /\/tags$/, ...refusedWith(...shapes[0]) });
    theo.replies('It is on its way.');
    await world.pass(DAY);
    expect(maya.sees()).toEqual(['We refund you.', 'It is on its way.']);
    expect([await lettersOf(world), await redFindings(world)]).toEqual([[], []]);
  });

  test('may still ask for no more texts', async () => {
    const { world, maya, theo } = await begin();
    world.workspace.blockContact(contactOf(world, maya.number));
    maya.texts('STOP', { optOutType: 'STOP' });
    await world.settle();
    theo.replies('Are you there?');
    await world.settle();
    expect(maya.sees()).not.toContain('Are you there?');
    expect(await lettersOf(world)).toEqual([]);
  });
});

test('a missing permission blocks nobody: the text comes in later', async () => {
  const { world, maya, theo } = await begin();
  const repair = world.intercom.faults.add({
    ...reply,
    ...refusedWith(403, 'api_plan_restricted', 'Active subscription needed.'),
  });
  maya.texts('Hello?');
  await world.pass(5 * MINUTE);
  expect(await customerTexts(world)).toEqual(['received', 'threaded']);
  expect(await redFindings(world)).not.toEqual([]);
  repair();
  await world.pass(DAY);
  expect(theo.sees()).toEqual(['customer: Is my order out?', 'customer: Hello?']);
});

describe('a contact that was archived', () => {
  const archived = refusedWith(400, 'bad_request', 'User has been archived');

  test('is unarchived by a reply, whose thread goes on', async () => {
    const { world, maya, theo } = await begin();
    world.intercom.faults.add({ ...reply, ...archived, times: 1 });
    maya.texts('And my refund?');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Is my order out?', 'customer: And my refund?']);
    expect(world.traffic.count('intercom', 'POST', /\/unarchive$/)).toBe(1);
    expect(world.workspace.contacts()).toHaveLength(1);
  });

  test('is unarchived by a text that begins a conversation', async () => {
    const { world, maya, theo } = await stage();
    const { id } = world.workspace.addContact({ role: 'user', phone: maya.number });
    await world.settle();
    world.intercom.faults.add({ ...create, ...archived, times: 1 });
    maya.texts('Hello');
    await world.settle();
    expect(theo.conversation().contactIds).toEqual([id]);
    expect(world.traffic.count('intercom', 'POST', /\/unarchive$/)).toBe(1);
  });

  test.each([404, 400])('and cannot be unarchived (%i), has a successor', async (status) => {
    const { world, maya, theo } = await begin();
    const id = contactOf(world, maya.number);
    muteWebhooks(world, /^contact\./);
    world.workspace.archiveContact(id);
    world.intercom.faults.add({ ...reply, ...archived, times: 1 });
    const path = /\/unarchive$/;
    const message = 'User has been merged and is not restorable';
    world.intercom.faults.add({ method: 'POST', path, ...refusedWith(status, 'not_found', message) });
    maya.texts('And my refund?');
    await world.settle();
    expect(theo.sees(theo.conversations().at(-1)?.id)).toContain('customer: And my refund?');
    expect(world.workspace.contacts()).toHaveLength(2);
    expect([await customerTexts(world), await lettersOf(world)]).toEqual([['threaded', 'threaded'], []]);
    maya.texts('Hello?');
    await world.settle();
    expect(world.workspace.contacts()).toHaveLength(2);
  });

  test('and blocked, is not unarchived, and nothing is lost', async () => {
    const { world, maya } = await begin();
    const id = contactOf(world, maya.number);
    world.workspace.blockContact(id);
    world.workspace.archiveContact(id);
    maya.texts('You never answer!');
    await world.settle();
    expect(world.workspace.contacts()).toHaveLength(1);
    expect([await customerTexts(world), await lettersOf(world)]).toEqual([['blocked', 'threaded'], []]);
  });
});
