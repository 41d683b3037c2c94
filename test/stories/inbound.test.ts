// A customer's text comes in: who may bring it, what it may hold, and that it joins a conversation once.

import { Secret } from '../../src/lib/sealed.ts';
import { Customer } from '../../src/simulator/people.ts';
import { signatureOf } from '../../src/simulator/twilio/signing.ts';
import { ACCOUNT_SID, AUTH_TOKEN, WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { findThreadOfConversation } from '../../src/store/conversations/conversations.ts';
import { listThreadMessages } from '../../src/store/texts/message-lists.ts';
import { upsertWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../support/story.ts';

closeStages();

const PICTURE = 'image/jpeg';

describe('a text comes in', () => {
  test('a stranger becomes a contact in a tagged conversation, at six calls; the next text costs one', async () => {
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
    const { world, maya, theo } = await stage();
    const form = {
      MessageSid: `SM${'1'.repeat(32)}`,
      AccountSid: ACCOUNT_SID,
      From: maya.number,
      To: world.ourNumber,
      Body: 'Forged',
    };
    const foreign = { ...form, AccountSid: `AC${'9'.repeat(32)}` };
    expect((await post(world, form, { signature: undefined })).status).toBe(401);
    expect((await post(world, form, { token: 'another-token' })).status).toBe(401);
    expect((await post(world, { ...form, Body: 'Changed' }, { signature: sign(world, form) })).status).toBe(401);
    expect((await post(world, foreign)).status).toBe(401);
    expect((await post(world, { ...form, MessageSid: 'SM1' })).status).toBe(400);
    expect((await post(world, form, { workspaceId: 'nobody' })).status).toBe(404);

    const genuine = await post(world, { ...form, Body: 'Genuine' });
    expect(genuine.status).toBe(200);
    expect(genuine.headers.get('content-type')).toMatch(/^text\/xml/);
    expect((await genuine.text()).replace(/<\?xml[^>]*>/, '').trim()).toMatch(
      /^<Response\s*\/>$|^<Response><\/Response>$/,
    );
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

  test('a text whose bytes are no characters comes in with what can be read', async () => {
    const { world, maya, theo } = await stage();
    const form = {
      MessageSid: `SM${'2'.repeat(32)}`,
      AccountSid: ACCOUNT_SID,
      From: maya.number,
      To: world.ourNumber,
      Body: 'a\ufffd\ufffd\ufffdb',
    };
    const raw = new URLSearchParams(form).toString().replace('%EF%BF%BD%EF%BF%BD%EF%BF%BD', '%ED%A0%80');
    expect((await post(world, form, { raw })).status).toBe(200);
    await world.settle();
    expect(theo.sees()).toEqual(['customer: a\ufffd\ufffd\ufffdb']);
  });

  test('a text with files has a line for each, and their ids are kept', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Look', {
      media: [PICTURE, 'video/mp4', 'audio/amr', 'text/x-vcard', 'application/pdf', 'application/zip'],
    });
    await world.settle(0);
    maya.texts('', { media: Array.from({ length: 10 }, () => PICTURE) });
    await world.settle();
    const kinds = ['Picture', 'Video', 'Voice or audio message', 'Contact card', 'PDF', 'File'];
    expect(theo.sees()).toEqual([
      `customer: ${['Look', ...kinds.map((kindOfFile) => `${kindOfFile} received`)].join('\n')}`,
      `customer: ${Array.from({ length: 10 }, () => 'Picture received').join('\n')}`,
    ]);

    const kept = (await storedTexts({ world, maya, theo })).map((text) => text.media.map((file) => file.id));
    const sent = world.twilio.messages().map((text) => text.media.map((file) => file.sid));
    expect(kept).toEqual(sent);
  });

  test('texts that arrive while Intercom is away come in later, in order, and are answered at once', async () => {
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

  test('a text from one is threaded under its own address and marked where it cannot be answered', async () => {
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
  test('a text for one never shows in the other, although their conversations have the same ids', async () => {
    const { world, maya, theo } = await stage();
    const other = await addSecondWorkspace(world);
    maya.texts('For the first');
    maya.texts('For the second', { to: other.number });
    await world.settle();
    maya.texts('First again');
    maya.texts('Second again', { to: other.number });
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
    const other = await addSecondWorkspace(world);
    const form = {
      MessageSid: `SM${'3'.repeat(32)}`,
      AccountSid: ACCOUNT_SID,
      From: maya.number,
      To: world.ourNumber,
      Body: 'Wrong door',
    };
    expect((await post(world, form, { workspaceId: other.id })).status).toBe(401);
    expect((await post(world, form, { workspaceId: other.id, token: other.token })).status).toBe(401);
    maya.texts('Right door', { to: other.number });
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

interface PostOptions {
  token?: string;
  signature?: string | undefined;
  workspaceId?: string;
  raw?: string;
}

function inboundUrl(world: World, workspaceId = WORKSPACE_ID): string {
  return `${world.serviceUrl}/webhooks/twilio/${workspaceId}/messages`;
}

function sign(world: World, form: Record<string, string>, token = AUTH_TOKEN, workspaceId = WORKSPACE_ID): string {
  return signatureOf(token, inboundUrl(world, workspaceId), form);
}

/** Posts a form as Twilio would, or not quite. */
function post(world: World, form: Record<string, string>, options: PostOptions = {}): Promise<Response> {
  const signature = 'signature' in options ? options.signature : sign(world, form, options.token, options.workspaceId);
  return fetch(inboundUrl(world, options.workspaceId), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
    },
    body: options.raw ?? new URLSearchParams(form).toString(),
  });
}

async function storedTexts({ world, theo }: Cast) {
  const { owner: db } = world.app.ctx.database;
  const found = await findThreadOfConversation(db, WORKSPACE_ID, theo.conversation().id);
  const page = { limit: 100, olderThan: null };
  const listed = await listThreadMessages(db, WORKSPACE_ID, [found?.thread.id ?? ''], page);
  return listed.map(({ message }) => message).reverse();
}

async function addSecondWorkspace(world: World) {
  const id = 'second99';
  const number = '+14155550190';
  const token = 'the-second-auth-token';
  const accountSid = `AC${'2'.repeat(32)}`;
  const workspace = world.intercom.addWorkspace({ id, name: 'Second Company', token: 'the-second-token' });
  world.twilio.addAccount({ sid: accountSid, authToken: token });
  const smsUrl = inboundUrl(world, id);
  world.twilio.addNumber({ accountSid, phoneNumber: number, smsUrl });
  const { sealer, database } = world.app.ctx;
  const db = database.owner;
  await db.transaction().execute((trx) =>
    upsertWorkspace(
      trx,
      {
        id,
        name: 'Second Company',
        region: 'US',
        timezone: 'UTC',
        source: 'install',
        actingAdminId: workspace.admins[0]?.id ?? '',
        sealedIntercomToken: sealer.seal(new Secret('the-second-token'), id),
        sealedTwilioAuthToken: sealer.seal(new Secret(token), id),
        twilioAccountSid: accountSid,
        senders: [number],
      },
      new Date(world.now()),
    ),
  );
  return { id, number, token, workspace };
}
