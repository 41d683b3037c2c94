// Holds the pretend Intercom to the conversations of the real one: bodies, replies, attachments and states.
import fc from 'fast-check';
import { bodyFromMarkup, bodyFromText, textFromBody } from '../../../src/simulator/intercom/text.ts';
import {
  acme,
  call,
  clock,
  conversationOf,
  customer,
  intercom,
  NOON,
  PHONE,
  withIntercomAlone,
} from '../../support/intercom-alone.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';

type Json = Record<string, unknown>;

withIntercomAlone();

describe('bodies', () => {
  test('any text survives the way into paragraphs and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const lines = text.replace(/\r\n?/g, '\n');
        expect(textFromBody(bodyFromText(text))).toBe(lines);
      }),
    );
  });

  test('an admin’s markup keeps links and lists, and loses scripts', () => {
    expect(bodyFromMarkup('<p>See <a href="https://x.example" onclick="run()">x</a></p><script>run()</script>')).toBe(
      '<p>See <a href="https://x.example">x</a></p>',
    );
    expect(bodyFromMarkup('a < b & turn on = 5\n<b>c</b>')).toBe('<p>a &lt; b &amp; turn on = 5</p>\n<p><b>c</b></p>');
    expect(textFromBody('<ul><li>a</li><li>b&#x1F600;&#99999999;</li></ul>')).toBe('a\nb\u{1F600}&#99999999;');
  });
});

describe('conversations', () => {
  test('a contact’s text comes back escaped, one paragraph a line', async () => {
    const text = 'Is 1 < 2 & "3" > 2?\n<b>No</b> markup\n\nBye';
    const id = await conversationOf(customer(), text);
    const html = await call('GET', `/conversations/${id}`);
    expect(html.body.source.body).toBe(
      '<p>Is 1 &lt; 2 &amp; &quot;3&quot; &gt; 2?</p>\n<p>&lt;b&gt;No&lt;/b&gt; markup</p>\n<p></p>\n<p>Bye</p>',
    );
    expect((await call('GET', `/conversations/${id}?display_as=plaintext`)).body.source.body).toBe(text);
  });

  test('creating answers a message whose id is not the conversation’s', async () => {
    const contactId = customer();
    const created = await call('POST', '/conversations', { from: { type: 'user', id: contactId }, body: 'Hi' });
    expect(created.body).toMatchObject({ type: 'user_message', message_type: 'inapp', body: 'Hi' });
    expect(created.body.id).not.toBe(created.body.conversation_id);
    const conversation = await call('GET', `/conversations/${created.body.conversation_id}`);
    expect(conversation.body).toMatchObject({
      state: 'open',
      open: true,
      source: { id: created.body.id, delivered_as: 'customer_initiated', author: { type: 'user', id: contactId } },
      conversation_parts: { total_count: 0 },
    });
  });

  test('creating needs a contact that exists in the named role', async () => {
    const contactId = customer();
    const lead = await call('POST', '/conversations', { from: { type: 'lead', id: contactId }, body: 'Hi' });
    expect(lead).toMatchObject({ status: 404, body: { errors: [{ message: 'User Not Found' }] } });
    acme.deleteContact(contactId);
    const gone = await call('POST', '/conversations', { from: { type: 'user', id: contactId }, body: 'Hi' });
    expect(gone.status).toBe(404);
  });

  test('replies and notes answer the conversation with only the new part', async () => {
    const contactId = customer();
    const id = await conversationOf(contactId);
    const comment = { message_type: 'comment', type: 'user', intercom_user_id: contactId, body: 'Still there?' };
    const byContact = await call('POST', `/conversations/${id}/reply`, comment);
    expect(byContact.body.conversation_parts).toMatchObject({
      total_count: 1,
      conversation_parts: [{ part_type: 'comment', body: '<p>Still there?</p>', author: { id: contactId } }],
    });
    const admin = { type: 'admin', admin_id: acme.admins[0]?.id };
    const answer = { ...admin, message_type: 'comment', body: '<p>Yes</p>', skip_notifications: true };
    const byAdmin = await call('POST', `/conversations/${id}/reply`, answer);
    expect(byAdmin.body.conversation_parts.conversation_parts[0]).toMatchObject({
      body: '<p>Yes</p>',
      author: { type: 'admin', id: acme.admins[0]?.id },
    });
    const note = await call('POST', `/conversations/${id}/reply`, { ...admin, message_type: 'note', body: 'a & b' });
    expect(note.body.conversation_parts.conversation_parts[0]).toMatchObject({
      part_type: 'note',
      body: '<p>a &amp; b</p>',
    });
    expect((await call('GET', `/conversations/${id}`)).body.conversation_parts.total_count).toBe(3);
    expect(acme.parts(id).map((part) => part.partType)).toEqual(['source', 'comment', 'comment', 'note']);
    expect(acme.parts(id)[2]?.skipNotifications).toBe(true);
  });

  test('a contact’s reply reopens a closed conversation with one open part', async () => {
    const contactId = customer();
    const id = await conversationOf(contactId);
    acme.close(id);
    const comment = { message_type: 'comment', type: 'user', intercom_user_id: contactId, body: 'Again' };
    const reopened = await call('POST', `/conversations/${id}/reply`, comment);
    expect(reopened.body).toMatchObject({ state: 'open', open: true });
    expect(reopened.body.conversation_parts.conversation_parts[0]).toMatchObject({
      part_type: 'open',
      body: '<p>Again</p>',
    });
  });

  test('a reply to no conversation, or from nobody, is 404', async () => {
    const contactId = customer();
    const id = await conversationOf(contactId);
    const comment = { message_type: 'comment', type: 'user', intercom_user_id: contactId, body: 'x' };
    const stranger = { ...comment, intercom_user_id: customer('+15555550199') };
    const noAdmin = { message_type: 'note', type: 'admin', admin_id: '1', body: 'x' };
    expect((await call('POST', `/conversations/${id}/reply`, stranger)).status).toBe(404);
    expect((await call('POST', `/conversations/${id}/reply`, noAdmin)).body.errors[0].code).toBe('admin_not_found');
    expect((await call('DELETE', `/conversations/${id}`)).body).toEqual({ id, object: 'conversation', deleted: true });
    expect((await call('POST', `/conversations/${id}/reply`, comment)).status).toBe(404);
  });

  test('attachments keep their link; files get an address that expires', async () => {
    const contactId = customer();
    const id = await conversationOf(contactId);
    const png = Buffer.from('not really a png');
    const reply = await call('POST', `/conversations/${id}/reply`, {
      message_type: 'comment',
      type: 'user',
      intercom_user_id: contactId,
      body: 'Two pictures',
      attachment_urls: ['https://pictures.example/a.jpg'],
      attachment_files: [{ content_type: 'image/png', name: 'b c.png', data: png.toString('base64') }],
    });
    const [link, file] = reply.body.conversation_parts.conversation_parts[0].attachments;
    expect(link).toMatchObject({ type: 'upload', name: 'a.jpg', url: 'https://pictures.example/a.jpg' });
    expect(file).toMatchObject({ name: 'b c.png', content_type: 'image/png', filesize: png.length });
    const download = await fetch(file.url);
    expect(download.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await download.arrayBuffer())).toEqual(png);
    clock.advance(25 * 60 * 60_000);
    expect((await fetch(file.url)).status).toBe(403);
  });

  test('parts close, open, snooze and assign', async () => {
    const id = await conversationOf(customer());
    const admin_id = String(acme.admins[0]?.id);
    const part = async (body: Json): Promise<Json> =>
      (await call('POST', `/conversations/${id}/parts`, { admin_id, ...body })).body;
    const until = NOON / 1000 + 3600;
    expect(await part({ message_type: 'close', type: 'admin', body: 'Bye' })).toMatchObject({ state: 'closed' });
    expect(await part({ message_type: 'open' })).toMatchObject({ state: 'open' });
    const snoozed = await part({ message_type: 'snoozed', snoozed_until: until });
    expect(snoozed).toMatchObject({ state: 'snoozed', snoozed_until: until });
    const team = acme.teams[0];
    const assigned = await part({ message_type: 'assignment', type: 'team', assignee_id: team?.id });
    expect(assigned.team_assignee_id).toBe(Number(team?.id));
    const nobody = await part({ message_type: 'assignment', type: 'team', assignee_id: '0' });
    expect(nobody.team_assignee_id).toBeNull();
    expect(await part({ message_type: 'assignment', type: 'admin', assignee_id: '9' })).toMatchObject({
      errors: [{ code: 'assignee_not_found' }],
    });
    expect((await call('GET', '/teams')).body.teams[0]).toMatchObject({ id: team?.id, name: team?.name });
  });

  test('a conversation is tagged, and its title and attributes change', async () => {
    const id = await conversationOf(customer());
    const admin_id = String(acme.admins[0]?.id);
    const tag = (await call('POST', '/tags', { name: 'sms-channel' })).body;
    const tagged = await call('POST', `/conversations/${id}/tags`, { id: tag.id, admin_id });
    expect(tagged.body).toMatchObject({ name: 'sms-channel', applied_by: { type: 'admin', id: admin_id } });
    expect(acme.conversation(id).tags.map((one) => one.tag.name)).toEqual(['sms-channel']);
    expect((await call('DELETE', `/conversations/${id}/tags/${tag.id}`, { admin_id })).status).toBe(200);
    const changed = await call('PUT', `/conversations/${id}`, { title: 'SMS', custom_attributes: { number: PHONE } });
    expect(changed.body).toMatchObject({ title: 'SMS', custom_attributes: { number: PHONE }, tags: { tags: [] } });
  });

  test('ids repeat across workspaces and one workspace cannot see another’s conversation', async () => {
    const other = intercom.addWorkspace({ id: 'umbra02', name: 'Umbra', token: 'token-umbra' });
    const here = acme.customerWritesInMessenger(null, customer(), 'Here');
    const there = other.customerWritesInMessenger(null, other.addContact({ role: 'lead' }).id, 'There');
    expect(there).toBe(here);
    expect((await call('GET', `/conversations/${here}`)).body.source.body).toBe('<p>Here</p>');
    acme.deleteConversation(here);
    expect((await call('GET', `/conversations/${here}`)).status).toBe(404);
    expect(other.conversation(there).source.body).toBe('<p>There</p>');
  });
});
