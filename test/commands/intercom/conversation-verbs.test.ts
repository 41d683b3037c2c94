// Verbs of threadwire intercom for conversations, messages and events, typed as people type them.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  conversation,
  desk,
  INES,
  ids,
  json,
  lead,
  list,
  TEAM,
  THEO,
  user,
  withDesk,
} from '../../support/intercom-verbs.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';

describe('conversations', () => {
  test('are begun, read with their parts, searched and listed', async () => {
    const who = await user('talker', '--email', 'talker@example.com');
    const id = await conversation(who, 'Where is it?');
    expect(await json('conversations', 'find', id, '--plain')).toMatchObject({ source: { body: 'Where is it?' } });
    expect(await ids('conversations', 'list', '--all')).toContain(id);
    expect(await ids('conversations', 'search', '--where', `contact_ids = ${who.id}`)).toEqual([id]);
    expect(await ids('conversations', 'by-contact', who.id, '--unread')).toEqual([id]);
    expect(await ids('conversations', 'by-email', 'talker@example.com', '--state', 'open')).toEqual([id]);
    await json('conversations', 'read', id);
    expect(await ids('conversations', 'by-contact', who.id, '--unread')).toEqual([]);
    await json('conversations', 'update', id, '--title', 'A parcel');
    const parts = await list('conversations', 'parts', id);
    expect(parts).toEqual([expect.objectContaining({ part_type: 'source', subject: '' })]);
  });

  test('are answered by both sides, with attachments, also the last', async () => {
    const who = await user('answered');
    const id = await conversation(who);
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-')), 'map.txt');
    fs.writeFileSync(file, 'left, then right');
    await json('conversations', 'reply-as-admin', id, '--admin', THEO, '--body', 'Here', '--attach-file', file);
    const url = 'https://example.com/a.png';
    await json(
      'conversations',
      'reply-as-contact',
      'last',
      '--contact',
      who.id,
      '--body',
      'Thanks',
      '--attach-url',
      url,
    );
    await json('conversations', 'note', id, '--admin', THEO, '--body', 'Called');
    const bodies = desk.workspace.parts(id).map(({ body, attachments }) => [body, attachments.length]);
    expect(bodies).toEqual([
      ['<p>Hello?</p>', 0],
      ['<p>Here</p>', 1],
      ['<p>Thanks</p>', 1],
      ['<p>Called</p>', 0],
    ]);
    fs.rmSync(path.dirname(file), { recursive: true });
  });

  test('are answered under the id last once the contact is named', async () => {
    const who = await user('last');
    await conversation(who, 'First');
    desk.clock.advance(60_000);
    const id = await conversation(who, 'Second');
    const reply = ['conversations', 'reply-as-admin', 'last', '--admin', THEO, '--body', 'Here'];
    expect(await json(...reply, '--contact', who.id)).toMatchObject({ id });
    const ended = async (...more: string[]) => (await desk.run([...reply, ...more])).code;
    expect(await ended()).toBe(5);
    expect(await ended('--contact', 'nobody')).toBe(4);
    expect(await ended('--contact', (await user('silent')).id)).toBe(4);
  });

  test('get no answer where the assignment beside it cannot be meant', async () => {
    const id = await conversation(await user('aimless'));
    const words = ['conversations', 'reply-and-assign', id, '--admin', THEO, '--body', 'Over'];
    for (const aims of [[], ['--to-admin', INES, '--to-team', TEAM]])
      expect(await desk.run([...words, ...aims])).toMatchObject({
        code: 5,
        notes: 'Not sent: name one of --to-admin, --to-team and --to-nobody.',
      });
    expect(desk.workspace.parts(id)).toHaveLength(1);
  });

  test('are opened, closed, snoozed and assigned, alone or with an answer', async () => {
    const id = await conversation(await user('moved'));
    const state = () => desk.workspace.conversation(id).state;
    const by = ['--admin', THEO];
    await json('conversations', 'close', id, ...by);
    expect(state()).toBe('closed');
    await json('conversations', 'open', id, ...by);
    expect(state()).toBe('open');
    await json('conversations', 'snooze', id, ...by, '--until', '2026-12-01');
    expect(state()).toBe('snoozed');
    await json('conversations', 'reply-and-open', id, ...by, '--body', 'Back');
    expect(state()).toBe('open');
    await json('conversations', 'reply-and-close', id, ...by, '--body', 'Bye');
    expect(state()).toBe('closed');
    await json('conversations', 'assign', id, ...by, '--to-team', TEAM);
    await json('conversations', 'reply-and-assign', id, ...by, '--body', 'Over to Ines', '--to-admin', INES);
    expect(desk.workspace.conversation(id)).toMatchObject({ teamAssigneeId: TEAM, adminAssigneeId: INES });
    const before = ['--before', '2026-12-01'];
    expect(await ids('conversations', 'by-admin', INES, '--state', 'closed', ...before)).toContain(id);
    expect(await ids('conversations', 'by-team', TEAM, '--state', 'closed')).toContain(id);
    expect(await ids('conversations', 'by-state', 'closed', ...before)).toContain(id);
    await json('conversations', 'assign', id, ...by, '--to-nobody');
    expect(desk.workspace.conversation(id).adminAssigneeId).toBeNull();
    await json('conversations', 'delete', id, '--yes');
    expect((await desk.run(['conversations', 'find', id])).code).toBe(4);
  });
});

test('messages go to a contact in the app and by email', async () => {
  const who = await lead('reader');
  const to = ['--contact', who.id, '--admin', THEO, '--body', 'News'];
  expect(await json('messages', 'in-app', ...to)).not.toHaveProperty('conversation_id');
  const begun = await json('messages', 'in-app', ...to, '--conversation');
  expect(desk.workspace.conversation(String(begun['conversation_id'])).deliveredAs).toBe('admin_initiated');
  const email = await json('messages', 'email', ...to, '--subject', 'Read this', '--template', 'plain');
  expect(email).toMatchObject({ message_type: 'email', subject: 'Read this' });
  const personal = ['messages', 'email', ...to, '--subject', 'Yours', '--template', 'personal'];
  const { conversation_id: answered } = await json(...personal, '--conversation');
  const [source] = await list('conversations', 'parts', String(answered));
  expect(source).toMatchObject({ type: 'email', subject: 'Yours', author: { type: 'admin' } });
  const refused = await desk.run(['messages', 'email', ...to, '--subject', 'S', '--template', 'fancy']);
  expect(refused.code).toBe(2);
});

test('events carry typed metadata, and two of one second are two', async () => {
  const who = await user('doer');
  const metadata = [
    ...['--metadata', 'seats=3', '--date', 'order=2026-11-29', '--amount', 'price=1999 usd'],
    ...['--link', 'order=https://example.com/1 Order 1', '--stripe-customer', 'cus_1'],
  ];
  await json('events', 'create', 'placed-order', '--contact', who.id, ...metadata);
  await json('events', 'create', 'placed-order', '--contact', who.id);
  const told = await list('events', 'list', '--contact', who.id);
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({
    metadata: {
      seats: 3,
      order_date: Date.UTC(2026, 10, 29) / 1000,
      price: { amount: 1999, currency: 'usd' },
      order: { url: 'https://example.com/1', value: 'Order 1' },
      stripe_customer: 'cus_1',
    },
  });
  const past = ['--count', '3', '--first', '2026-11-01', '--last', '2026-11-20'];
  await json('events', 'create-summary', 'signed-in', '--external-id', 'own-doer', ...past);
  const summaries = await list('events', 'summaries', '--contact', who.id);
  expect(summaries.map(({ name, count }) => [name, count])).toEqual([
    ['placed-order', 2],
    ['signed-in', 3],
  ]);
  const reserved = await desk.run(['events', 'create', 'x', '--contact', who.id, '--metadata', 'type=a']);
  expect(reserved).toMatchObject({ code: 5, notes: expect.stringContaining('keeps this name for itself') });
});

withDesk('conversation-verbs');
