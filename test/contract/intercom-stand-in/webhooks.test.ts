// Holds the pretend Intercom to the webhooks of the real one: topics, bodies, signatures and retries.
import { createHmac } from 'node:crypto';
import {
  acme,
  call,
  clock,
  conversationOf,
  customer,
  intercom,
  NOON,
  PHONE,
  SECRET,
  service,
  settled,
  withIntercomAlone,
} from '../../support/intercom-alone.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';

withIntercomAlone();

describe('webhooks', () => {
  test('an admin’s reply is posted signed, with only the new part', async () => {
    const id = acme.customerWritesInMessenger(null, customer(), 'Hi');
    const first = acme.reply(id, { html: '<p class="no-margin">One</p>' });
    const second = acme.reply(id, { html: '<p class="no-margin">Two &amp; three</p>' });
    const posted = await settled();
    expect(posted.map(({ body }) => body.topic)).toEqual([
      'conversation.user.created',
      'conversation.admin.replied',
      'conversation.admin.replied',
    ]);
    expect(posted[0]?.body.data.item).toMatchObject({
      source: { body: '<p>Hi</p>' },
      conversation_parts: { total_count: 0 },
    });
    const last = posted[2];
    expect(last?.body).toMatchObject({
      type: 'notification_event',
      app_id: 'acme01',
      links: {},
      delivery_status: 'pending',
      delivery_attempts: 1,
      delivered_at: 0,
      self: null,
      created_at: NOON / 1000,
      data: { type: 'notification_event_data', item: { type: 'conversation', id } },
    });
    expect(last?.body.id).toMatch(/^notif_[0-9a-f-]{36}$/);
    expect(last?.body.data.item.conversation_parts).toMatchObject({
      total_count: 1,
      conversation_parts: [{ id: second, body: '<p class="no-margin">Two &amp; three</p>', app_package_code: null }],
    });
    expect(first).not.toBe(second);
    expect(last?.headers['x-hub-signature']).toBe(
      `sha1=${createHmac('sha1', SECRET)
        .update(last?.raw ?? '')
        .digest('hex')}`,
    );
  });

  test('the app’s own changes come back with its package code', async () => {
    const contactId = customer();
    const id = await conversationOf(contactId);
    const reply = { message_type: 'comment', type: 'admin', admin_id: acme.admins[0]?.id, body: 'Echo' };
    const made = await call('POST', `/conversations/${id}/reply`, reply);
    await call('PUT', `/contacts/${contactId}`, { name: 'Joan' });
    const posted = await settled();
    expect(posted.map(({ body }) => body.topic)).toEqual([
      'conversation.user.created',
      'conversation.admin.replied',
      'contact.user.updated',
    ]);
    const [part] = posted[1]?.body.data.item.conversation_parts.conversation_parts ?? [];
    expect(part.id).toBe(made.body.conversation_parts.conversation_parts[0].id);
    expect(part.app_package_code).toEqual(expect.any(String));
  });

  test('an app of version 2.15 or later gets plain text', async () => {
    intercom.webhookBodies = 'plain';
    const id = acme.customerWritesInMessenger(null, customer(), 'a < b');
    acme.reply(id, { html: '<p>See <a href="https://x.example">here</a><br>now</p>' });
    const [created, replied] = await settled();
    expect(created?.body.data.item.source.body).toBe('a < b');
    expect(replied?.body.data.item.conversation_parts.conversation_parts[0].body).toBe(
      'See here (https://x.example)\nnow',
    );
  });

  test('each act in the inbox has its topic', async () => {
    const contactId = customer();
    const id = acme.customerWritesInMessenger(null, contactId, 'Hi');
    acme.customerWritesInMessenger(id, contactId, 'Hello?');
    acme.note(id, { html: '<p>n</p>' });
    acme.close(id, { html: '<p>Bye</p>' });
    acme.open(id);
    acme.snooze(id);
    acme.assign(id, { to: String(acme.admins[1]?.id) });
    acme.assign(id, { to: '0', topic: 'conversation.admin.open.assigned' });
    acme.botReply(id, { html: '<p>I am a bot</p>' });
    acme.startConversation(contactId, { html: '<p>News</p>' });
    acme.deleteConversation(id);
    const lead = acme.addContact({ role: 'lead', phone: PHONE });
    acme.updateContact(lead.id, { phone: '+15555550124' });
    acme.mergeContacts(lead.id, contactId);
    acme.archiveContact(contactId);
    acme.unarchiveContact(contactId);
    acme.deleteContact(contactId);
    const posted = await settled();
    expect(posted.map(({ body }) => body.topic)).toEqual([
      'conversation.user.created',
      'conversation.user.replied',
      'conversation.admin.noted',
      'conversation.admin.closed',
      'conversation.admin.opened',
      'conversation.admin.snoozed',
      'conversation.admin.assigned',
      'conversation.admin.open.assigned',
      'conversation.operator.replied',
      'conversation.admin.replied',
      'conversation.admin.single.created',
      'conversation.deleted',
      'contact.lead.created',
      'contact.lead.updated',
      'contact.merged',
      'contact.archived',
      'contact.unarchive',
      'contact.deleted',
    ]);
    const [bot] = posted[9]?.body.data.item.conversation_parts.conversation_parts ?? [];
    expect(bot.author.type).toBe('bot');
    expect(posted[14]?.body.data.item).toMatchObject({ id: contactId, merged_from: { id: lead.id } });
  });

  test.each([500, 404, 'hang-up'] as const)('an answer of %s is retried once, a minute later', async (failure) => {
    service.answer('/webhooks', failure === 'hang-up' ? { hangUp: true } : { status: failure });
    acme.addContact({ role: 'user' });
    expect(await settled()).toHaveLength(1);
    clock.advance(59_999);
    expect(await settled()).toHaveLength(0);
    clock.advance(1);
    expect(await settled()).toHaveLength(1);
    clock.advance(3_600_000);
    expect(await settled()).toHaveLength(0);
    const status = failure === 'hang-up' ? null : failure;
    expect(acme.webhookLog()).toMatchObject([{ answers: [status, status], fate: 'failed' }]);
  });

  test('410 ends the subscription until the URL is saved again', async () => {
    service.answer('/webhooks', { status: 410 }, {});
    acme.addContact({ role: 'user' });
    await settled();
    acme.addContact({ role: 'user' });
    expect(await settled()).toHaveLength(0);
    expect(acme.webhookLog().map(({ fate }) => fate)).toEqual(['failed', 'subscription disabled']);
    intercom.configure({ webhookUrl: String(intercom.webhooks.url) });
    acme.addContact({ role: 'user' });
    expect(await settled()).toHaveLength(1);
  });

  test('429 holds every notification back for a minute', async () => {
    service.answer('/webhooks', { status: 429 }, {});
    acme.addContact({ role: 'user' });
    await settled();
    acme.addContact({ role: 'user' });
    clock.advance(59_999);
    expect(await settled()).toHaveLength(0);
    clock.advance(1);
    expect(await settled()).toHaveLength(2);
    expect(acme.webhookLog().map(({ fate }) => fate)).toEqual(['delivered', 'delivered']);
  });

  test('only subscribed topics are posted, and odd payloads and pings as given', async () => {
    intercom.subscribedTopics = ['conversation.admin.replied'];
    acme.addContact({ role: 'user' });
    acme.postWebhook('conversation.admin.replied', { type: 'conversation', id: '1' });
    acme.postWebhook('ping', { type: 'ping', message: 'something' }, { id: null, delivery_status: null });
    const posted = await settled();
    expect(posted.map(({ body }) => [body.topic, body.id === null])).toEqual([
      ['conversation.admin.replied', false],
      ['ping', true],
    ]);
    expect(await intercom.webhooks.checkUrl()).toBe(200);
  });

  test('listeners hear of every change', async () => {
    const heard: string[] = [];
    const stop = intercom.on(({ kind, conversationId }) => heard.push(`${kind} ${conversationId ?? ''}`.trim()));
    const id = acme.customerWritesInMessenger(null, customer(), 'Hi');
    acme.reply(id, { html: '<p>x</p>' });
    stop();
    acme.reply(id, { html: '<p>y</p>' });
    expect(heard).toEqual([`conversation.user.created ${id}`, `conversation.admin.replied ${id}`]);
  });
});
