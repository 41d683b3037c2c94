// A contact that was merged, moved, deleted or archived: its texts follow it, and no second contact is made.

import type { World } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeFor, closeStages, stage } from '../support/story.ts';
import { muteWebhooks } from '../support/webhooks.ts';

closeStages();

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CONTACT_TOPICS = /^contact\./;

describe('a contact that was merged', () => {
  test.each([
    ['the webhook tells', true],
    ['no webhook tells', false],
  ])('is followed in its conversation and the next one (%s)', async (_, told) => {
    const { world, maya, theo } = await stage();
    const lead = world.workspace.addContact({ role: 'lead', phone: maya.number });
    const user = world.workspace.addContact({ role: 'user', externalId: 'maya', phone: '+14155550188' });
    maya.texts('Who am I?');
    await world.settle();
    if (!told) muteWebhooks(world, CONTACT_TOPICS);
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

    await closeFor({ world, theo }, 6 * DAY);
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
    muteWebhooks(world, CONTACT_TOPICS);
    await closeFor({ world, theo }, 6 * DAY);
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
  /** Searches for people; the doctor's own search is for nobody's number. */
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
  ])('a text follows it without a search (%s)', async (_, write) => {
    const { world, maya, theo } = await stage();
    const lead = world.workspace.addContact({ role: 'lead', phone: maya.number });
    const user = world.workspace.addContact({ role: 'user', externalId: 'maya', phone: '+14155550188' });
    maya.texts('Who am I?');
    await world.settle();
    muteWebhooks(world, CONTACT_TOPICS);
    world.workspace.mergeContacts(lead.id, user.id);
    world.traffic.clear();
    world.intercom.faults.add({ method: 'POST', path: /reply$/, ...moved(write(user.id)) });
    maya.texts('Still me');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Who am I?', 'customer: Still me']);
    expect(theo.conversation().parts.at(-1)?.author.id).toBe(user.id);
    expect(searches(world)).toBe(0);

    await closeFor({ world, theo }, 6 * DAY);
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

  test('a chain is followed to its end, and a circle ends', async () => {
    const { world, maya, theo } = await stage();
    const [first, second, third] = ['a', 'b', 'c'].map((name) =>
      world.workspace.addContact({ role: 'user', externalId: name, ...(name === 'a' ? { phone: maya.number } : {}) }),
    );
    if (!first || !second || !third) throw new Error('There are three.');
    maya.texts('Hi');
    await world.settle();
    muteWebhooks(world, /./);
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
    muteWebhooks(world, CONTACT_TOPICS);
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
  ])('is made anew, and keeps its number from then on (%s)', async (_, told) => {
    const { world, maya, theo } = await stage({ searchLagMs: 10 * MINUTE });
    maya.texts('Forget me');
    await world.settle();
    const [first] = world.workspace.contacts();
    if (!told) muteWebhooks(world, CONTACT_TOPICS);
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
  ])('comes back with its next text, in the open conversation (%s)', async (_, ours, told) => {
    const { world, maya, theo } = await stage();
    if (!ours) world.workspace.addContact({ role: 'lead', phone: '415 555 0132', announce: false });
    maya.texts('Hi');
    await world.settle();
    const [contact] = world.workspace.contacts();
    if (!told) muteWebhooks(world, CONTACT_TOPICS);
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
    await closeFor({ world, theo }, 6 * DAY);
    maya.texts('A week later');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: A week later']);
    expect(world.workspace.contacts()).toMatchObject([{ archived: false }]);
  });
});
