// A number that is written in two ways is one person: one contact, one thread, one wish, in either form.

import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, notesOf, stage } from '../support/story.ts';

closeStages();

const forms = [
  ['Mexico', '+525512345678', '+5215512345678', '+521 55 1234 5678'],
  ['Brazil', '+5511987654321', '+551187654321', '+55 (11) 8765-4321'],
  ['Benin', '+2290197123456', '+22997123456', '+229 97 12 34 56'],
  ['Côte d’Ivoire', '+2250707123456', '+22507123456', '00225 07 12 34 56'],
  ['Vietnam', '+84701234567', '+841201234567', '+84 120 123 4567'],
  ['Egypt', '+201001234567', '+20101234567', '+20 10 123 4567'],
] as const;

const recipients = (world: World) =>
  world.twilio.messages().flatMap((text) => (text.direction === 'inbound' ? [] : [text.to]));

describe.each(forms)('%s', (_, now, before, stored) => {
  test.each([
    ['found by search', false],
    ['known from webhooks', true],
  ])('the contact is stored by the plan before (%s)', async (__, announce) => {
    const { world, theo } = await stage();
    const contact = world.workspace.addContact({ role: 'user', phone: stored, announce });
    await world.settle();
    const maya = new Customer(world, now);
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi Maya');
    await world.settle();
    expect(theo.conversation().contactIds).toEqual([contact.id]);
    expect(world.workspace.contacts()).toHaveLength(1);
    expect(maya.sees()).toEqual(['Hi Maya']);
  });

  test('both forms write to one contact in one conversation', async () => {
    const { world, theo } = await stage();
    const contact = world.workspace.addContact({ role: 'user', phone: now, announce: false });
    new Customer(world, before).texts('From an old network');
    await world.settle();
    theo.replies('One');
    await world.settle();
    new Customer(world, now).texts('From a new one');
    await world.settle();
    theo.replies('Two');
    await world.settle();
    expect(world.workspace.contacts()).toHaveLength(1);
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.conversation().contactIds).toEqual([contact.id]);
    expect(recipients(world)).toEqual([before, now]);
    expect(notesOf({ theo })).toEqual([]);
  });
});

test('an opt-out from one form holds for the other', async () => {
  const { world, theo } = await stage();
  const [now, before] = [new Customer(world, '+525512345678'), new Customer(world, '+5215512345678')];
  now.texts('Hello');
  await world.settle();
  before.texts('STOP');
  await world.settle();
  theo.replies('Still there?');
  await world.settle();
  expect(recipients(world)).toEqual([]);
  expect(notesOf({ theo }).at(-1)).toMatch(/opted out.*not texted/);
  now.texts('START');
  await world.settle();
  theo.replies('Welcome back');
  await world.settle();
  expect(recipients(world)).toEqual(['+525512345678']);
});

test('of two contacts, the one that has texted before is meant', async () => {
  const second = '+14155550177';
  const { world, theo } = await stage({ ourNumbers: ['+14155550100', second] });
  const maya = new Customer(world, '+525512345678');
  maya.texts('Hello');
  await world.settle();
  const [first] = world.workspace.contacts();
  world.workspace.addContact({
    role: 'user',
    externalId: 'crm-1',
    phone: '+5215512345678',
    lastSeenAt: Math.floor(world.now() / 1000),
  });
  await world.settle();
  maya.texts('To your other number', { to: second });
  await world.settle();
  expect(theo.conversations().map(({ contactIds }) => contactIds)).toEqual([[first?.id], [first?.id]]);
});

test('a landline that looks alike is somebody else', async () => {
  const { world, theo } = await stage();
  const landline = world.workspace.addContact({ role: 'user', phone: '+54 11 2345 6789' });
  const radio = world.workspace.addContact({ role: 'user', phone: '+55 11 3265 4321' });
  new Customer(world, '+5491123456789').texts('From a mobile phone');
  new Customer(world, '+5511932654321').texts('From another');
  await world.settle();
  const met = theo.conversations().flatMap(({ contactIds }) => contactIds);
  expect(met).toHaveLength(2);
  expect(met).not.toContain(landline.id);
  expect(met).not.toContain(radio.id);
});
