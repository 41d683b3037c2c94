// The news of a reply says too little, comes too early, or belongs to a chat: the reply is still texted once, or not at all.
import { Customer } from '../../src/simulator/people.ts';
import { storedConversation } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, stage } from '../support/story.ts';
import { repliedTopic, unannounced } from '../support/webhooks.ts';

closeStages();

describe('a notification that does not hold the reply', () => {
  test('plain text has the conversation read until Intercom lets us', async () => {
    const cast = await begin({ webhookBodies: 'plain' });
    const { world, maya, theo } = cast;
    theo.replies('<ul><li>See <a href="https://example.com/a">this</a></li><li>and that</li></ul>');
    theo.replies('5 < 6');
    const data = Buffer.from('BEGIN:VCARD\nVERSION:3.0\nFN:Theo\nEND:VCARD\n');
    const url = world.intercom.upload({ name: 'theo.vcf', contentType: 'text/vcard', data });
    const card = { name: 'theo.vcf', content_type: 'text/vcard', url };
    theo.replies(`<div class="intercom-container"><img src="${url.replace('&', '&amp;')}"></div>`);
    world.workspace.reply(theo.conversation().id, { html: '', attachments: [card] });
    await world.settle();
    const [list, smaller, ...files] = world.twilio.messages().filter(({ direction }) => direction !== 'inbound');
    expect([list?.body, smaller?.body]).toEqual(['- See this (https://example.com/a)\n- and that', '5 < 6']);
    expect(files.map(({ body, media }) => [body, ...media.map(({ contentType }) => contentType)])).toEqual([
      ['', 'text/vcard'],
      ['', 'text/vcard'],
    ]);
    const repair = world.intercom.faults.add({
      method: 'GET',
      path: /^\/conversations\//,
      kind: 'status',
      status: 503,
    });
    theo.replies('Tomorrow.');
    await world.pass(10 * 60_000);
    expect(maya.sees()).toHaveLength(4);
    repair();
    await world.pass(6 * 60_000);
    expect(maya.sees().slice(4)).toEqual(['Tomorrow.']);
  });

  test('one without parts has every reply read and texted in order', async () => {
    const { world, maya, theo } = await begin();
    const expected: string[] = [];
    for (const conversation_parts of [undefined, null, { conversation_parts: [] }]) {
      const words = [1, 2].map((count) => `Reply ${expected.length + count}`);
      const item = unannounced(world, () => {
        for (const one of words) theo.replies(one);
        theo.notes('A note.');
      });
      expected.push(...words);
      world.workspace.postWebhook(repliedTopic, { ...item, conversation_parts });
      world.workspace.postWebhook(repliedTopic, { ...item, conversation_parts });
      await world.settle();
      world.workspace.postWebhook(repliedTopic, item);
      expect(maya.sees()).toEqual(expected);
    }
    theo.replies('The last.');
    await world.settle();
    expect(maya.sees()).toEqual([...expected, 'The last.']);
  });
});

describe('a reply in a conversation that we do not know yet', () => {
  const lost = { method: 'POST', path: '/conversations', kind: 'hang-up-after', times: 1 } as const;

  test('it is faster than the answer that made its conversation', async () => {
    const { world, maya, theo } = await stage();
    world.intercom.faults.add({ ...lost, kind: 'delay', ms: 150 });
    const made = new Promise<void>((resolve) => {
      world.intercom.on(() => theo.conversations().length > 0 && resolve());
    });
    maya.texts('Is my order out?');
    const settled = world.settle();
    await made;
    theo.replies('Tomorrow.');
    theo.replies('At noon.');
    await world.intercom.postOffice.deliverDue();
    expect(world.workspace.webhookLog().at(-1)).toMatchObject({ topic: repliedTopic, fate: 'delivered' });
    await settled;
    await world.settle();
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
  });

  test.each([
    ['whole', false],
    ['without their parts', true],
  ])('replies arrive in order though the answer is lost (notifications %s)', async (_what, stripped) => {
    const { world, maya, theo } = await stage({ searchLagMs: 60_000 });
    world.intercom.faults.add(lost);
    const reply = (words: string) => {
      if (!stripped) return theo.replies(words);
      const item = unannounced(world, () => theo.replies(words));
      return world.workspace.postWebhook(repliedTopic, { ...item, conversation_parts: undefined });
    };
    maya.texts('Is my order out?');
    await world.settle(0);
    reply('One.');
    await world.settle(0);
    await world.pass(20_000);
    reply('Two.');
    await world.settle(0);
    expect(maya.sees()).toEqual([]);
    await world.pass(42_000);
    // Our own conversation has been found, and the replies still wait for their next try.
    expect(await storedConversation(world, theo.conversation().id)).toMatchObject({ state: 'open' });
    expect(maya.sees()).toEqual([]);
    reply('Three.');
    await world.pass(5 * 60_000);
    expect(maya.sees()).toEqual(['One.', 'Two.', 'Three.']);
    expect(theo.conversations()).toHaveLength(1);
  });

  test('the reply waits as long as Intercom is away', async () => {
    const { world, maya, theo } = await stage();
    world.intercom.faults.add(lost);
    maya.texts('Is my order out?');
    await world.settle(0);
    const repair = world.intercom.faults.add({ kind: 'status', status: 503 });
    theo.replies('Tomorrow.');
    await world.pass(30 * 60_000);
    repair();
    await world.pass(10 * 60_000);
    expect(maya.sees()).toEqual(['Tomorrow.']);
    expect(theo.conversations()).toHaveLength(1);
  });
});

describe('a reply in an ordinary chat', () => {
  test('is texted to nobody, whether or not the contact has a thread', async () => {
    const { world, maya, theo } = await begin();
    const [contact] = world.workspace.contacts();
    const stranger = world.workspace.addContact({ role: 'user', phone: '+14155550199' });
    const chats = [stranger.id, contact?.id ?? ''].map((id) =>
      world.workspace.customerWritesInMessenger(null, id, 'A chat'),
    );
    for (const chat of chats) {
      theo.replies('Not for a phone.', { in: chat });
      const item = unannounced(world, () => theo.replies('Nor this.', { in: chat }));
      world.workspace.postWebhook(repliedTopic, { ...item, conversation_parts: undefined });
    }
    await world.settle();
    theo.replies('For the phone.', { in: theo.conversation(0).id });
    await world.settle();
    expect(maya.sees()).toEqual(['For the phone.']);
    expect(new Customer(world, '+14155550199').sees()).toEqual([]);
    expect(world.twilio.messages().filter((text) => text.direction !== 'inbound')).toHaveLength(1);
    expect(chats.flatMap((chat) => theo.sees(chat)).filter((line) => line.startsWith('note'))).toEqual([]);
  });

  test('it waits while another conversation is being made, and is not texted', async () => {
    const { world, maya, theo } = await begin({ searchLagMs: 60_000 });
    const [contact] = world.workspace.contacts();
    world.workspace.close(theo.conversation().id);
    await world.pass(10 * 86_400_000);
    const chat = world.workspace.customerWritesInMessenger(null, contact?.id ?? '', 'A chat');
    world.intercom.faults.add({ method: 'POST', path: '/conversations', kind: 'hang-up-after', times: 1 });
    maya.texts('Another order');
    await world.settle(0);
    theo.replies('Not for a phone.', { in: chat });
    theo.replies('For the phone.', { in: theo.conversation().id });
    await world.pass(10 * 60_000);
    expect(maya.sees()).toEqual(['For the phone.']);
  });
});
