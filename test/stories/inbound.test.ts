// A customer's text comes in: the signatures that let it in, the words and files it may hold, and that it is there once.

import { Customer } from '../../src/simulator/people.ts';
import { AUTH_TOKEN, WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { storedFileIds } from '../support/database/stored.ts';
import { type Fields, fromTwilio, knock, MESSAGES_PATH, textFields } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { ACCOUNT_TOKEN, NUMBER, secondWorkspace } from '../support/second-workspace.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const PICTURE = 'image/jpeg';

describe('a text comes in', () => {
  test('a stranger becomes a contact in a tagged conversation', async () => {
    const { world, maya, theo } = await stage();
    world.traffic.clear();

    maya.texts('Hello?');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Hello?']);
    expect(world.workspace.contacts()).toMatchObject([
      { role: 'user', phone: maya.number, externalId: `sms:${maya.number}`, tags: [{ name: 'sms-channel' }] },
    ]);
    expect(theo.conversation().tags).toMatchObject([{ tag: { name: 'sms-channel' } }]);
    expect(world.traffic.count('intercom')).toBeLessThanOrEqual(6);

    world.traffic.clear();
    maya.texts('Anybody there?');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Hello?', 'customer: Anybody there?']);
    expect(world.traffic.count('intercom')).toBe(1);

    new Customer(world, '+14155550133').texts('Me too');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Me too']);
    expect(theo.conversation().tags).toMatchObject([{ tag: { name: 'sms-channel' } }]);
    expect(world.workspace.tags()).toHaveLength(1);
    expect(world.traffic.count('intercom', 'POST', /^\/tags$/)).toBe(0);
  });

  test('a tag that somebody deleted is made again', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('First');
    await world.settle();
    // Deleting a tag takes it off everything that has it.
    theo.conversation().tags.splice(0);
    for (const contact of world.workspace.contacts()) contact.tags.splice(0);
    const [gone] = world.workspace.tags();
    Object.assign(gone ?? {}, { id: '1', name: 'something else' });

    new Customer(world, '+14155550133').texts('Second');
    await world.settle();
    await world.pass(60_000);
    expect(theo.conversation().tags).toMatchObject([{ tag: { name: 'sms-channel' } }]);
    expect(world.workspace.contacts().at(-1)?.tags).toMatchObject([{ name: 'sms-channel' }]);
  });

  test('the same text delivered again and again is there once', async () => {
    const { world, maya, theo } = await stage();
    world.twilio.postOffice.duplicate(3);
    const sid = maya.texts('Once');
    await world.settle();
    world.twilio.repeat(sid);
    await world.settle();
    world.twilio.postOffice.duplicate(1);
    maya.texts('Once');
    maya.texts('Twice');
    await world.settle();
    maya.texts('Thrice');
    world.twilio.repeat(sid);
    maya.texts('Four times');
    await world.settle();
    const words = ['Once', 'Once', 'Twice', 'Thrice', 'Four times'];
    expect(theo.sees()).toEqual(words.map((one) => `customer: ${one}`));
    expect(theo.conversations()).toHaveLength(1);
  });

  test('only what this workspace’s Twilio account signed comes in', async () => {
    const { world, theo } = await stage();
    const fields = textFields(1, { Body: 'Forged' });
    const request = fromTwilio(world.serviceUrl, MESSAGES_PATH, fields);
    const unsigned = { ...request, headers: { 'content-type': request.headers?.['content-type'] ?? '' } };
    const changed = { ...request, body: String(request.body).replace('Forged', 'Changed') };
    expect((await knock(world.serviceUrl, unsigned)).status).toBe(401);
    expect((await knock(world.serviceUrl, changed)).status).toBe(401);
    expect((await post(world, fields, { token: 'another-token' })).status).toBe(401);
    expect((await post(world, textFields(1, { AccountSid: `AC${'9'.repeat(32)}` }))).status).toBe(401);
    expect((await post(world, textFields(1, { MessageSid: 'SM1' }))).status).toBe(400);
    expect((await post(world, fields, { workspaceId: 'nobody' })).status).toBe(404);

    const genuine = await post(world, textFields(1, { Body: 'Genuine' }));
    expect([genuine.status, genuine.type]).toEqual([200, expect.stringMatching(/^text\/xml/)]);
    expect(genuine.text.replace(/<\?xml[^>]*>/, '').trim()).toMatch(/^<Response\s*\/>$|^<Response><\/Response>$/);
    await world.settle();
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees()).toEqual(['customer: Genuine']);
  });

  test('whatever the words are, they are in the conversation', async () => {
    const { world, maya, theo } = await stage();
    const long = 'All work and no play. '.repeat(80).slice(0, 1_600).trimEnd().padEnd(1_600, '!');
    const bodies: [string, string][] = [
      ['NUL\0 inside', 'NUL inside'],
      ['half a 🙂 face: \ud83d', 'half a 🙂 face: \ufffd'],
      ['👩‍👩‍👧‍👦 👍🏽 Grüße, 你好, שלום', '👩‍👩‍👧‍👦 👍🏽 Grüße, 你好, שלום'],
      ['<b>bold</b> & "quoted" {{name}}', '<b>bold</b> & "quoted" {{name}}'],
      ['two\nlines', 'two\nlines'],
      [long, long],
      ['', '(an empty text)'],
      ['  \n ', '(an empty text)'],
      ['\u200b\u2060', '(an empty text)'],
      ['\0', '(an empty text)'],
    ];
    for (const [body] of bodies) {
      maya.texts(body);
      await world.settle(0);
    }
    expect(theo.sees()).toEqual(bodies.map(([, shown]) => `customer: ${shown}`));
  });

  test('a text with broken bytes comes in as far as it reads', async () => {
    const { world, theo } = await stage();
    const fields = textFields(2, { Body: 'a\ufffd\ufffd\ufffdb' });
    const request = fromTwilio(world.serviceUrl, MESSAGES_PATH, fields);
    const body = String(request.body).replace('%EF%BF%BD%EF%BF%BD%EF%BF%BD', '%ED%A0%80');
    expect((await knock(world.serviceUrl, { ...request, body })).status).toBe(200);
    await world.settle();
    expect(theo.sees()).toEqual(['customer: a\ufffd\ufffd\ufffdb']);
  });

  test('a text keeps Twilio’s ids of its files', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Look', {
      media: [PICTURE, 'video/mp4', 'audio/amr', 'text/x-vcard', 'application/pdf', 'application/zip'],
    });
    await world.settle(0);
    maya.texts('', { media: Array.from({ length: 10 }, () => PICTURE) });
    await world.settle();
    expect(theo.sees()[0]).toBe('customer: Look');
    expect(theo.sees().at(-1)).toBe(`customer: ${Array.from({ length: 10 }, () => 'Picture received').join('\n')}`);

    const sent = world.twilio.messages().map((text) => text.media.map((file) => file.sid));
    expect(await storedFileIds(world)).toEqual(sent);
  });

  test('texts that arrive while Intercom is away come in later', async () => {
    const { world, maya, theo } = await stage();
    const repair = world.intercom.faults.add({ kind: 'hang-up-before' });
    for (const body of ['one', 'two', 'three']) {
      maya.texts(body);
      await world.settle(10);
    }
    expect(world.twilio.alerts()).toEqual([]);
    expect(world.twilio.postOffice.log.map((entry) => entry.status)).toEqual([200, 200, 200]);
    expect(theo.conversations()).toEqual([]);

    repair();
    await world.pass(15 * 60_000);
    expect(theo.conversations()).toHaveLength(1);
    expect(theo.sees()).toEqual(['customer: one', 'customer: two', 'customer: three']);
  });
});

describe('a sender that is no phone number', () => {
  const senders: [string, string, 'answerable' | 'not answerable'][] = [
    ['a short code', '24273', 'not answerable'],
    ['a sender name', 'A&B <Post>', 'not answerable'],
    ['a sender name with digits', 'Shop24', 'not answerable'],
    ['something nobody has heard of', 'tel;ext=é', 'not answerable'],
    ['a WhatsApp number', 'whatsapp:+14155550177', 'answerable'],
    ['an RCS agent', 'rcs:brand_agent', 'answerable'],
  ];

  test('its text is threaded, with a note where nobody can answer', async () => {
    const { world, theo } = await stage();
    for (const [, address] of senders) {
      const sender = new Customer(world, address);
      sender.texts('Your code is 1234');
      await world.settle();
      sender.texts('It expires soon');
      await world.settle();
    }
    expect(theo.conversations()).toHaveLength(senders.length);
    const shown = theo.conversations().map((conversation) => theo.sees(conversation.id));
    for (const [index, [name, address, answerable]] of senders.entries()) {
      const texts = shown[index]?.filter((line) => line.startsWith('customer: '));
      expect([name, texts]).toEqual([name, ['customer: Your code is 1234', 'customer: It expires soon']]);
      const notes = shown[index]?.filter((line) => line.startsWith('note: ')) ?? [];
      expect([name, notes.length]).toEqual([name, answerable === 'answerable' ? 0 : 1]);
      if (notes[0]) expect(notes[0]).toContain(address);
    }
    expect(world.workspace.contacts()).toHaveLength(senders.length);

    const first = theo.conversations()[0]?.id ?? '';
    theo.replies('Thanks', { in: first });
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
    expect(theo.sees(first).at(-1)).toMatch(/^note: Threadwire: .*This reply was not texted/);
  });
});

describe('two workspaces', () => {
  test('a text for one never shows in the other', async () => {
    const { world, maya, theo } = await stage();
    const other = await secondWorkspace(world);
    maya.texts('For the first');
    maya.texts('For the second', { to: NUMBER });
    await world.settle();
    maya.texts('First again');
    maya.texts('Second again', { to: NUMBER });
    await world.settle();
    const [conversation] = other.workspace.conversations();
    expect(conversation?.id).toBe(theo.conversation().id);
    expect(theo.sees()).toEqual(['customer: For the first', 'customer: First again']);
    const shown = other.workspace.parts(conversation?.id ?? '').map((part) => part.body);
    expect(shown).toEqual(['<p>For the second</p>', '<p>Second again</p>']);

    maya.texts('STOP');
    await world.settle();
    other.workspace.reply(conversation?.id ?? '', { html: '<p>From the second</p>' });
    theo.replies('From the first');
    await world.settle();
    expect(maya.sees()).toContain('From the second');
    expect(maya.sees()).not.toContain('From the first');
  });

  test('one workspace’s signature opens no other', async () => {
    const { world, maya } = await stage();
    const other = await secondWorkspace(world);
    const fields = textFields(3, { Body: 'Wrong door' });
    const door = { workspaceId: other.workspace.id };
    expect((await post(world, fields, door)).status).toBe(401);
    expect((await post(world, fields, { ...door, token: ACCOUNT_TOKEN })).status).toBe(401);
    maya.texts('Right door', { to: NUMBER });
    await world.settle();
    expect(other.workspace.conversations().map((one) => one.source.body)).toEqual(['<p>Right door</p>']);
  });
});

describe('a workspace that is not here', () => {
  test('its webhooks are accepted and nothing comes of them', async () => {
    const { world, theo, maya } = await stage();
    const stranger = world.intercom.addWorkspace({ id: 'elsewhere', name: 'Elsewhere', token: 'elsewhere' });
    const contact = stranger.addContact({ role: 'user', phone: maya.number });
    const { conversationId } = stranger.startConversation(contact.id, { html: '<p>Not ours</p>' });
    stranger.reply(conversationId, { html: '<p>Nor this</p>' });
    await world.settle();
    expect(stranger.webhookLog().map((entry) => entry.fate)).toEqual(['delivered', 'delivered', 'delivered']);
    maya.texts('Ours');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Ours']);
    expect(maya.sees()).toEqual([]);
  });
});

/** Posts a text to the door of a workspace, signed with a token. */
function post({ serviceUrl }: World, fields: Fields, { workspaceId = WORKSPACE_ID, token = AUTH_TOKEN } = {}) {
  return knock(serviceUrl, fromTwilio(serviceUrl, `/webhooks/twilio/${workspaceId}/messages`, fields, token));
}
