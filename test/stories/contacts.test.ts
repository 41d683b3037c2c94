// Whose number it is: the contact that has it is found in any spelling and after any change; no second one is made.

import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../support/story.ts';

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
  ])('belongs to a user rather than a lead, and to who was seen last (%s)', async (_, announce) => {
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
    await closeFor(world, theo, 6 * DAY);
    maya.texts('As a user');
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
    expect(theo.conversation().source.author).toMatchObject({ type: 'user', id: lead.id });

    deaf(world, CONTACT_TOPICS);
    world.workspace.updateContact(lead.id, { role: 'lead' });
    await closeFor(world, theo, 6 * DAY);
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

    deaf(world, /./);
    for (const { id } of theo.conversations()) world.workspace.deleteConversation(id);
    maya.texts('Once more');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Once more']);
    expect(world.workspace.contacts()).toHaveLength(1);
  });

  test('a contact that somebody else made a moment ago is known from its webhook', async () => {
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
    deaf(world, CONTACT_TOPICS);
    world.workspace.archiveContact(old.id);
    maya.texts('Hi');
    await world.settle();
    expect(theo.conversation().contactIds).toEqual([old.id]);
    expect(old.archived).toBe(false);
  });
});

describe('a contact that was merged', () => {
  test.each([
    ['the webhook tells', true],
    ['no webhook tells', false],
  ])('is followed: its conversation goes on, and the next one is the user’s (%s)', async (_, told) => {
    const { world, maya, theo } = await stage();
    const lead = world.workspace.addContact({ role: 'lead', phone: maya.number });
    const user = world.workspace.addContact({ role: 'user', externalId: 'maya', phone: '+14155550188' });
    maya.texts('Who am I?');
    await world.settle();
    if (!told) deaf(world, CONTACT_TOPICS);
    world.workspace.mergeContacts(lead.id, user.id);
    await world.settle();

    maya.texts('Still me');
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees()).toEqual(['customer: Who am I?', 'customer: Still me']);
    expect(theo.conversation().parts.at(-1)?.author.id).toBe(user.id);

    theo.replies('Welcome back');
    await world.settle();
    expect(maya.sees()).toEqual(['Welcome back']);

    await closeFor(world, theo, 6 * DAY);
    maya.texts('A week later');
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
    expect(theo.conversation().contactIds).toEqual([user.id]);
    expect(world.workspace.contacts()).toHaveLength(2);
  });

  test('while its conversation was closed is followed too', async () => {
    const { world, maya, theo } = await stage();
    const lead = world.workspace.addContact({ role: 'lead', phone: maya.number });
    const user = world.workspace.addContact({ role: 'user', externalId: 'maya', phone: '+14155550188' });
    maya.texts('Who am I?');
    await world.settle();
    deaf(world, CONTACT_TOPICS);
    await closeFor(world, theo, 6 * DAY);
    world.workspace.mergeContacts(lead.id, user.id);
    maya.texts('A week later');
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
    expect(theo.conversation().contactIds).toEqual([user.id]);
    expect(world.workspace.contacts()).toHaveLength(2);
  });
});

describe('Intercom answers 410 and says where a contact went', () => {
  const moved = (link: string) => ({
    kind: 'status' as const,
    status: 410,
    headers: { link },
    body: { type: 'error.list', errors: [{ code: 'contact_merged', message: 'This contact was merged' }] },
    times: 1,
  });
  /** Those that the doctor makes, for nobody's number, left out. */
  const searches = ({ traffic }: World) =>
    traffic.exchanges.filter(
      ({ path, requestBody }) => path === '/contacts/search' && !requestBody?.includes('+19995550100'),
    ).length;

  test.each([
    ['a path', (id: string) => `</contacts/${id}>; rel="canonical"`],
    ['a URL without quotation marks', (id: string) => `<https://api.intercom.io/contacts/${id}>; rel=canonical`],
    ['a relative path', (id: string) => `<contacts/${id}>; rel=canonical`],
    ['a path that ends in a slash', (id: string) => `</contacts/${id}/>; REL='Canonical'`],
    [
      'a URL with a query',
      (id: string) => `<https://api.eu.intercom.io/contacts/${id}?a=b>; rel="alternate canonical"`,
    ],
    [
      'a title with a comma',
      (id: string) => `</contacts/x>; rel="self", </contacts/${id}>; title="a, b"; rel="canonical"`,
    ],
    ['one link of several', (id: string) => `</contacts>; rel="up", </contacts/${id}>; title="x"; rel="canonical"`],
  ])('a text follows it without a search, in an open conversation and a new one (%s)', async (_, write) => {
    const { world, maya, theo } = await stage();
    const lead = world.workspace.addContact({ role: 'lead', phone: maya.number });
    const user = world.workspace.addContact({ role: 'user', externalId: 'maya', phone: '+14155550188' });
    maya.texts('Who am I?');
    await world.settle();
    deaf(world, CONTACT_TOPICS);
    world.workspace.mergeContacts(lead.id, user.id);
    world.traffic.clear();
    world.intercom.faults.add({ method: 'POST', path: /reply$/, ...moved(write(user.id)) });
    maya.texts('Still me');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Who am I?', 'customer: Still me']);
    expect(theo.conversation().parts.at(-1)?.author.id).toBe(user.id);
    expect(searches(world)).toBe(0);

    await closeFor(world, theo, 6 * DAY);
    const second = world.workspace.addContact({ role: 'user', externalId: 'maya-2', announce: false });
    world.intercom.faults.add({ method: 'POST', path: '/conversations', ...moved(write(second.id)) });
    maya.texts('A week later');
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
    expect(theo.conversation().contactIds).toEqual([second.id]);
    // Before the call, as for each new conversation of a number that no contact has.
    expect(searches(world)).toBe(1);
    expect(world.workspace.contacts()).toHaveLength(3);
  });

  test('a chain is followed to its end, and one that turns back ends as gone', async () => {
    const { world, maya, theo } = await stage();
    const [first, second, third] = ['a', 'b', 'c'].map((name) =>
      world.workspace.addContact({ role: 'user', externalId: name, ...(name === 'a' ? { phone: maya.number } : {}) }),
    );
    if (!first || !second || !third) throw new Error('There are three.');
    maya.texts('Hi');
    await world.settle();
    deaf(world, /./);
    world.workspace.deleteConversation(theo.conversation().id);
    const link = (id: string) => moved(`</contacts/${id}>; rel="canonical"`);
    world.intercom.faults.add({ method: 'POST', path: '/conversations', ...link(second.id) });
    world.intercom.faults.add({ path: `/contacts/${second.id}`, ...link(third.id) });
    maya.texts('Where am I?');
    await world.settle();
    expect(theo.conversation().contactIds).toEqual([third.id]);

    world.workspace.deleteConversation(theo.conversation().id);
    world.workspace.deleteContact(first.id);
    world.workspace.deleteContact(third.id);
    world.intercom.faults.add({ method: 'POST', path: '/conversations', ...link(second.id) });
    world.intercom.faults.add({ path: `/contacts/${second.id}`, ...link(third.id), times: 9 });
    world.intercom.faults.add({ path: `/contacts/${third.id}`, ...link(second.id), times: 9 });
    maya.texts('Lost?');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Lost?']);
    expect(world.workspace.contacts().filter((one) => !one.deleted)).toHaveLength(2);
  });

  test('its attributes and its tag go where it went', async () => {
    const { world, maya, theo } = await stage();
    const lead = world.workspace.addContact({ role: 'lead', phone: maya.number });
    const user = world.workspace.addContact({ role: 'user', externalId: 'maya', phone: '+14155550188' });
    const away = world.intercom.faults.add({ method: 'POST', path: '/tags', kind: 'status', status: 503 });
    maya.texts('Hi');
    await world.settle();
    deaf(world, CONTACT_TOPICS);
    world.workspace.mergeContacts(lead.id, user.id);
    away();
    theo.replies('Hello');
    await world.pass(10 * MINUTE);
    expect(user.customAttributes).toMatchObject({ sms_last_status: 'delivered' });
    expect(user.tags.map((tag) => tag.name)).toEqual(['sms-channel']);
    maya.texts('Thanks');
    await world.settle();
    expect(theo.conversation().parts.at(-1)?.author.id).toBe(user.id);
  });
});

describe('a contact that was deleted', () => {
  test.each([
    ['the webhook tells', true],
    ['no webhook tells', false],
  ])('is made anew, and its number has that one from then on (%s)', async (_, told) => {
    const { world, maya, theo } = await stage({ searchLagMs: 10 * MINUTE });
    maya.texts('Forget me');
    await world.settle();
    const [first] = world.workspace.contacts();
    if (!told) deaf(world, CONTACT_TOPICS);
    world.workspace.deleteContact(first?.id ?? '');
    await world.settle();
    maya.texts('Hello again');
    await world.settle();
    maya.texts('And again');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Hello again', 'customer: And again']);
    expect(theo.conversations()).toHaveLength(2);
    expect(world.workspace.contacts().filter((contact) => !contact.deleted)).toMatchObject([{ phone: maya.number }]);
    theo.replies('Hello');
    await world.settle();
    expect(maya.sees()).toEqual(['Hello']);
  });
});

describe('a contact that was archived', () => {
  test.each([
    ['made by us, the webhook tells', true, true],
    ['made by us, no webhook tells', true, false],
    ['a lead of somebody else’s, the webhook tells', false, true],
    ['a lead of somebody else’s, no webhook tells', false, false],
  ])('comes back with its next text, which joins the open conversation (%s)', async (_, ours, told) => {
    const { world, maya, theo } = await stage();
    if (!ours) world.workspace.addContact({ role: 'lead', phone: '415 555 0132', announce: false });
    maya.texts('Hi');
    await world.settle();
    const [contact] = world.workspace.contacts();
    if (!told) deaf(world, CONTACT_TOPICS);
    world.workspace.archiveContact(contact?.id ?? '');
    await world.settle();
    maya.texts('I am back');
    await world.settle();
    maya.texts('For good');
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees()).toEqual(['customer: Hi', 'customer: I am back', 'customer: For good']);
    expect(world.workspace.contacts()).toMatchObject([{ archived: false }]);

    world.workspace.archiveContact(contact?.id ?? '');
    await closeFor(world, theo, 6 * DAY);
    maya.texts('A week later');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: A week later']);
    expect(world.workspace.contacts()).toMatchObject([{ archived: false }]);
  });
});

/** How many conversations the contact with this phone is in. */
function conversationsOf(world: World, stored: string): number {
  const contact = world.workspace.contacts().find((one) => one.phone === stored);
  return world.workspace.conversations().filter((one) => one.contactIds.includes(contact?.id ?? '')).length;
}

/** From now on no webhook tells of these topics. */
function deaf(world: World, topics: RegExp): void {
  world.intercom.subscribedTopics = world.intercom.subscribedTopics.filter((topic) => topic.search(topics) < 0);
}

async function closeFor(world: World, theo: Cast['theo'], ms: number): Promise<void> {
  world.workspace.close(theo.conversation().id);
  await world.pass(ms);
}
