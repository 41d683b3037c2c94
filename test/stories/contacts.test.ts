// The contact with a number is found in any spelling and after any change; no second one is made.

import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeFor, closeStages, stage } from '../support/story.ts';
import { muteWebhooks } from '../support/webhooks.ts';

closeStages();

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CONTACT_TOPICS = /^contact\./;

describe('a number that a contact has', () => {
  const american = [
    (n: string) => `+1${n}`,
    (n: string) => n,
    (n: string) => `1${n}`,
    (n: string) => `001${n}`,
    (n: string) => `(${n.slice(0, 3)}) ${n.slice(3, 6)}-${n.slice(6)}`,
    (n: string) => `${n.slice(0, 3)}-${n.slice(3, 6)}-${n.slice(6)}`,
    (n: string) => `${n.slice(0, 3)}.${n.slice(3, 6)}.${n.slice(6)}`,
    (n: string) => `${n.slice(0, 3)} ${n.slice(3, 6)} ${n.slice(6)}`,
    (n: string) => `+1 ${n.slice(0, 3)} ${n.slice(3, 6)} ${n.slice(6)}`,
    (n: string) => `+1 (${n.slice(0, 3)}) ${n.slice(3, 6)}-${n.slice(6)}`,
    (n: string) => `+1-${n.slice(0, 3)}-${n.slice(3, 6)}-${n.slice(6)}`,
    (n: string) => `1-${n.slice(0, 3)}-${n.slice(3, 6)}-${n.slice(6)}`,
  ];
  const british = [
    (n: string) => `+44${n}`,
    (n: string) => `0${n}`,
    (n: string) => `0044${n}`,
    (n: string) => `44${n}`,
    (n: string) => `+44 (0)${n.slice(0, 4)} ${n.slice(4)}`,
    (n: string) => `+44 ${n.slice(0, 4)} ${n.slice(4)}`,
    (n: string) => `0${n.slice(0, 4)} ${n.slice(4)}`,
  ];

  test('is found however it is written there', async () => {
    const { world } = await stage();
    const people = [
      ...american.map((write, index) => ({
        number: `+1415555${2100 + index}`,
        stored: write(`415555${2100 + index}`),
      })),
      ...british.map((write, index) => ({
        number: `+4477009001${10 + index}`,
        stored: write(`77009001${10 + index}`),
      })),
    ];
    for (const { stored } of people) world.workspace.addContact({ role: 'user', phone: stored, announce: false });
    for (const { number } of people) new Customer(world, number).texts('Do you know me?');
    await world.settle();
    expect(world.workspace.contacts()).toHaveLength(people.length);
    const found = people.map(({ stored }) => [stored, conversationsOf(world, stored)]);
    expect(found).toEqual(people.map(({ stored }) => [stored, 1]));
  });

  test('is asked for by its E.164 form first', async () => {
    const { world, maya } = await stage();
    maya.texts('Do you know me?');
    await world.settle();
    const search = world.traffic.exchanges.find((exchange) => exchange.path === '/contacts/search');
    const { query } = JSON.parse(search?.requestBody ?? '{}');
    expect(query.value[0]).toEqual({ field: 'formatted_phone', operator: '=', value: maya.number });
    expect(query.value[1]).toEqual({ field: 'phone', operator: '=', value: maya.number });
    expect(query.value).toHaveLength(15);
  });

  test.each([
    ['found by search', false],
    ['known from webhooks', true],
  ])('belongs to a user before a lead, and the last seen (%s)', async (_, announce) => {
    const { world, maya, theo } = await stage();
    const seconds = Math.floor(world.now() / 1000);
    const phone = maya.number;
    world.workspace.addContact({ role: 'lead', phone, lastSeenAt: seconds - 10, announce });
    world.workspace.addContact({ role: 'user', externalId: 'old', phone, lastSeenAt: seconds - 5_000, announce });
    const wanted = world.workspace.addContact({
      role: 'user',
      externalId: 'new',
      phone: '(415) 555-0132',
      lastSeenAt: seconds - 100,
      announce,
    });
    world.workspace.addContact({ role: 'user', externalId: 'never', phone, announce });
    await world.settle();
    maya.texts('Hi');
    await world.settle();
    expect(theo.conversation().contactIds).toEqual([wanted.id]);
    expect(world.workspace.contacts()).toHaveLength(4);
  });

  test('a lead alone is written as, and still after becoming a user', async () => {
    const { world, maya, theo } = await stage();
    const lead = world.workspace.addContact({ role: 'lead', phone: '415-555-0132', announce: false });
    maya.texts('As a lead');
    await world.settle();
    expect(theo.conversation().source.author).toMatchObject({ type: 'lead', id: lead.id });

    world.workspace.updateContact(lead.id, { role: 'user' });
    await closeFor({ world, theo }, 6 * DAY);
    maya.texts('As a user');
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
    expect(theo.conversation().source.author).toMatchObject({ type: 'user', id: lead.id });

    muteWebhooks(world, CONTACT_TOPICS);
    world.workspace.updateContact(lead.id, { role: 'lead' });
    await closeFor({ world, theo }, 6 * DAY);
    maya.texts('As a lead again');
    await world.settle();
    expect(theo.conversation().source.author).toMatchObject({ type: 'lead', id: lead.id });
    expect(world.workspace.contacts()).toHaveLength(1);
  });

  test('is taken over by whoever gets it, as the webhooks tell', async () => {
    const { world, maya, theo } = await stage();
    const contact = world.workspace.addContact({ role: 'user', externalId: 'maya', phone: maya.number });
    maya.texts('From my old phone');
    await world.settle();
    world.intercom.searchLagMs = 60 * MINUTE;
    world.workspace.updateContact(contact.id, { phone: '(415) 555-0188' });
    await world.settle();
    new Customer(world, '+14155550188').texts('From my new phone');
    await world.settle();
    expect(theo.conversation().source.author.id).toBe(contact.id);
    expect(world.workspace.contacts()).toHaveLength(1);
  });
});

describe('Intercom’s search lags ten minutes behind', () => {
  const lag = { searchLagMs: 10 * MINUTE, ourNumbers: ['+14155550100', '+14155550101'] };

  test('a contact of our own making is never made twice', async () => {
    const { world, maya, theo } = await stage(lag);
    maya.texts('To both numbers');
    maya.texts('To both numbers', { to: '+14155550101' });
    await world.settle();
    expect(theo.conversations().map((one) => theo.sees(one.id))).toEqual(Array(2).fill(['customer: To both numbers']));
    expect(world.workspace.contacts()).toHaveLength(1);

    muteWebhooks(world, /./);
    for (const { id } of theo.conversations()) world.workspace.deleteConversation(id);
    maya.texts('Once more');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Once more']);
    expect(world.workspace.contacts()).toHaveLength(1);
  });

  test('a contact made a moment ago is known from its webhook', async () => {
    const { world, maya, theo } = await stage(lag);
    const made = world.workspace.addContact({
      role: 'user',
      externalId: 'crm-17',
      phone: '(415) 555-0132',
      name: 'Maya',
    });
    await world.settle();
    maya.texts('Just signed up');
    await world.settle();
    expect(theo.conversation().contactIds).toEqual([made.id]);
    expect(world.workspace.contacts()).toHaveLength(1);
  });
});

describe('a contact with our external id', () => {
  test('that search cannot find is used by the id in the conflict', async () => {
    const { world, maya, theo } = await stage();
    const hidden = world.workspace.addContact({
      role: 'user',
      externalId: `sms:${maya.number}`,
      phone: null,
      announce: false,
    });
    maya.texts('Hi');
    await world.settle();
    expect(theo.conversation().contactIds).toEqual([hidden.id]);
    expect(world.traffic.exchanges.some((exchange) => exchange.status === 409)).toBe(true);
  });

  test('that was archived before we knew it is unarchived', async () => {
    const { world, maya, theo } = await stage();
    const old = world.workspace.addContact({
      role: 'user',
      externalId: `sms:${maya.number}`,
      phone: maya.number,
      announce: false,
    });
    muteWebhooks(world, CONTACT_TOPICS);
    world.workspace.archiveContact(old.id);
    maya.texts('Hi');
    await world.settle();
    expect(theo.conversation().contactIds).toEqual([old.id]);
    expect(old.archived).toBe(false);
  });
});

/** How many conversations the contact with this phone is in. */
function conversationsOf(world: World, stored: string): number {
  const contact = world.workspace.contacts().find((one) => one.phone === stored);
  return world.workspace.conversations().filter((one) => one.contactIds.includes(contact?.id ?? '')).length;
}
