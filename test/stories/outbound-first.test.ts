// A conversation that an agent starts with a contact who has a phone is texted only where the workspace wants it.

import type { World } from '../../src/simulator/world.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';
import { unannounced } from '../support/webhooks.ts';

closeStages();

const sentBy = (world: World) => world.twilio.messages().filter((text) => text.direction !== 'inbound');

describe('an agent writes first', () => {
  test('nothing is texted before the workspace wants it', async () => {
    const { world, maya, theo } = await stage();
    const contact = world.workspace.addContact({ role: 'user', phone: '(415) 555-0132' });
    const { conversationId } = world.workspace.startConversation(contact.id, { html: '<p>An offer.</p>' });
    theo.replies('Are you there?');
    await world.settle();
    expect(sentBy(world)).toEqual([]);
    expect(theo.sees()).toEqual(['admin: An offer.', 'admin: Are you there?']);

    await chooseSettings(world, { outboundFirst: true });
    await world.pass(10_000);
    theo.replies('Your parcel is here.', { in: conversationId });
    await world.settle();
    theo.replies('Come soon.', { in: conversationId });
    await world.settle();
    expect(maya.sees()).toEqual(['Your parcel is here.', 'Come soon.']);
  });

  test('the opening message is texted, and the answer joins its conversation', async () => {
    const { world, maya, theo } = await stage();
    await chooseSettings(world, { outboundFirst: true });
    const contact = world.workspace.addContact({ role: 'lead', phone: '415-555-0132' });
    world.workspace.startConversation(contact.id, { html: '<p>Your parcel is here.</p>' });
    theo.replies('Come soon.');
    await world.settle();
    expect(maya.sees()).toEqual(['Your parcel is here.', 'Come soon.']);
    expect(sentBy(world).map((text) => text.from)).toEqual([world.ourNumber, world.ourNumber]);

    maya.texts('On my way');
    await world.settle();
    theo.replies('Great.');
    await world.settle();
    expect(theo.sees()).toEqual([
      'admin: Your parcel is here.',
      'admin: Come soon.',
      'customer: On my way',
      'admin: Great.',
    ]);
    expect(maya.sees().at(-1)).toBe('Great.');
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.conversation().tags.map((applied) => applied.tag.name)).toEqual(['sms-channel']);
    expect(world.workspace.contacts().map((one) => one.tags.map((tag) => tag.name))).toEqual([['sms-channel']]);
  });

  test('the customer’s latest text decides which of our numbers speaks', async () => {
    const [first, second] = ['+14155550100', '+14155550177'] as const;
    const { world, maya, theo } = await stage({ ourNumbers: [first, second] });
    maya.texts('Hello', { to: second });
    await world.settle();
    const [contact] = world.workspace.contacts();
    world.workspace.startConversation(contact?.id ?? '', { html: '<p>Not for a phone.</p>' });
    await world.settle();
    await chooseSettings(world, { outboundFirst: true });
    world.workspace.startConversation(contact?.id ?? '', { html: '<p>One more thing.</p>' });
    await world.settle();
    expect(sentBy(world).map(({ from, body }) => [from, body])).toEqual([[second, 'One more thing.']]);
    maya.texts('Which?', { to: second });
    await world.settle();
    expect(theo.sees()).toEqual(['admin: One more thing.', 'customer: Which?']);
  });

  test.each([
    ['plain', false],
    ['html', true],
  ] as const)(
    'a notification without the opening message is read (%s, without it: %s)',
    async (webhookBodies, stripped) => {
      const { world, maya, theo } = await stage({ webhookBodies });
      await chooseSettings(world, { outboundFirst: true });
      const contact = world.workspace.addContact({ role: 'user', phone: maya.number });
      const html = '<ul><li>See <a href="https://example.com/a">this</a></li></ul>';
      const writes = () => world.workspace.startConversation(contact.id, { html });
      const topic = 'conversation.admin.single.created';
      if (stripped) world.workspace.postWebhook(topic, { ...unannounced(world, writes, topic), source: null });
      else writes();
      await world.settle();
      theo.replies('Seen it?');
      await world.settle();
      expect(maya.sees()).toEqual(['- See this (https://example.com/a)', 'Seen it?']);
    },
  );

  test('a note tells of each message that nobody can be texted', async () => {
    const { world, maya, theo } = await stage();
    await chooseSettings(world, { outboundFirst: true });
    maya.texts('STOP');
    await world.settle();
    const [texter] = world.workspace.contacts();
    const nobody = world.workspace.addContact({ role: 'user', email: 'nobody@example.com' });
    const odd = world.workspace.addContact({ role: 'user', phone: 'ask my assistant' });
    const chatter = world.workspace.addContact({ role: 'user', phone: '+14155550199' });
    const chat = world.workspace.customerWritesInMessenger(null, chatter.id, 'Hi');
    theo.replies('Hi in the chat.', { in: chat });
    const started = [nobody, odd, texter].map(
      (one) => world.workspace.startConversation(one?.id ?? '', { html: '<p>An offer.</p>' }).conversationId,
    );
    await world.settle();
    expect(sentBy(world).map((text) => text.body)).toEqual([]);
    const notes = [chat, ...started].map((id) => theo.sees(id).filter((line) => line.startsWith('note: ')));
    expect(notes).toEqual([
      [],
      [],
      [expect.stringMatching(/is not a phone number.*not texted/)],
      [expect.stringMatching(/opted out.*not texted/)],
    ]);
    const willing = world.workspace.addContact({ role: 'user', phone: '+14155550155' });
    world.workspace.startConversation(willing.id, { html: '<p>An offer.</p>' });
    await world.settle();
    expect(sentBy(world).map((text) => text.to)).toEqual(['+14155550155']);
  });

  test('texts keep their order while Intercom cannot be read', async () => {
    const { world, maya, theo } = await stage();
    await chooseSettings(world, { outboundFirst: true });
    const contact = world.workspace.addContact({ role: 'user', phone: maya.number });
    const repair = world.intercom.faults.add({ method: 'GET', kind: 'status', status: 503 });
    world.workspace.startConversation(contact.id, { html: '<p>One.</p>' });
    theo.replies('Two.');
    await world.pass(60_000);
    repair();
    theo.replies('Three.');
    await world.pass(2 * 60_000);
    expect(maya.sees()).toEqual(['One.', 'Two.', 'Three.']);
  });

  test.each([
    '415.555.0132 (mobile)',
    'cell 4155550132',
    'tel:+1-415-555-0132',
    '+1 (415) 555-0132 ext. 5',
    '1.4155550132E10',
    '4155550132.0',
    'Maya: 415 555 0132, after 5pm',
  ])('the one number in the phone field %j is texted', async (phone) => {
    const { world, maya, theo } = await stage();
    await chooseSettings(world, { outboundFirst: true });
    const contact = world.workspace.addContact({ role: 'user', phone });
    world.workspace.startConversation(contact.id, { html: '<p>Your parcel is here.</p>' });
    await world.settle();
    maya.texts('On my way');
    await world.settle();
    expect(maya.sees()).toEqual(['Your parcel is here.']);
    expect(theo.sees()).toEqual(['admin: Your parcel is here.', 'customer: On my way']);
    expect(world.workspace.contacts()).toHaveLength(1);
  });

  test.each([
    ['415-555-0132 / 415-555-0133', /more than one number.*SMS panel/],
    ['ask my assistant', /is not a phone number.*\+1 415 555 0100.*SMS panel/],
    ['1.41556E+10', /is not a phone number/],
    [null, /no phone number.*SMS panel/],
  ])('the phone field %j names nobody, as one note says', async (phone, words) => {
    const { world, maya, theo } = await stage();
    await chooseSettings(world, { outboundFirst: true });
    const contact = world.workspace.addContact({ role: 'user', externalId: 'maya', phone });
    world.workspace.startConversation(contact.id, { html: '<p>Your parcel is here.</p>' });
    await world.settle();
    theo.replies('Come soon.');
    await world.settle();
    const notes = theo.sees().filter((line) => line.startsWith('note: '));
    expect(notes).toEqual([expect.stringMatching(words)]);
    expect(sentBy(world)).toEqual([]);
    const isTagged = () => theo.conversation().tags.some(({ tag }) => tag.name === 'sms-failed');
    expect(isTagged()).toBe(true);
    world.workspace.updateContact(contact.id, { phone: maya.number });
    theo.replies('Now?');
    await world.settle();
    expect(maya.sees()).toEqual(['Now?']);
    expect(isTagged()).toBe(false);
  });

  test('nothing is said in a workspace that does not text first', async () => {
    const { world, theo } = await stage();
    const contact = world.workspace.addContact({ role: 'user', externalId: 'maya', phone: 'ask my assistant' });
    world.workspace.startConversation(contact.id, { html: '<p>An offer.</p>' });
    await world.settle();
    expect(theo.sees()).toEqual(['admin: An offer.']);
  });

  test('the panel explains a wrong phone field, and texts its number', async () => {
    const { world, theo } = await stage();
    const shown = async (phone: string) => {
      const contact = world.workspace.addContact({ role: 'user', externalId: phone, phone });
      const { conversationId } = world.workspace.startConversation(contact.id, { html: '<p>An offer.</p>' });
      await world.settle();
      return JSON.stringify((await theo.opensPanel({ in: conversationId })).components);
    };
    expect(await shown('415-555-0132 / 415-555-0133')).toMatch(/more than one number/);
    expect(await shown('ask my assistant')).toMatch(/is not a phone number/);
    expect(await shown('415.555.0132 (mobile)')).toMatch(/\(415\) 555-0132/);
  });
});
