// Intercom's webhooks at the door: genuine ones are stored once, others refused, incomplete ones counted.
import { sql } from 'kysely';
import { CLIENT_SECRET } from '../../src/simulator/world.ts';
import { conversation, conversationPart, notificationEvent, withParts } from '../fixtures/intercom-webhooks.ts';
import { countRows, tablesThatHold } from '../support/database/stored.ts';
import { fromIntercom, knock, notification, sentenceOf, waitsForItsCommit } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const ping = notification('ping', { type: 'ping', message: 'something interzen' }, { id: null, delivery_status: null });

const reply = (conversationId: string, contactId: string, partId: string, html: string) =>
  conversation({
    id: conversationId,
    updated_at: notificationEvent.created_at,
    contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: contactId }] },
    ...withParts([
      conversationPart({
        id: partId,
        body: html,
        created_at: notificationEvent.created_at,
        author: { type: 'admin', id: '991267002', name: 'Theo' },
      }),
    ]),
  });

describe('Intercom’s notifications', () => {
  test('an unproved notification is refused, counted, and leaves nothing', async () => {
    const { world } = await stage();
    const before = await countRows(world.app.ctx.database.owner);
    const body = JSON.stringify(
      notification('conversation.admin.replied', reply('1', 'c1', 'p1', '<p>purple-giraffe</p>')),
    );
    const genuine = fromIntercom(body);
    const attempts = {
      missing: { ...genuine, headers: { 'content-type': 'application/json' } },
      'another secret': fromIntercom(body, 'another-secret'),
      'another body': { ...genuine, body: `${body} ` },
      'no prefix': {
        ...genuine,
        headers: { ...genuine.headers, 'x-hub-signature': (genuine.headers?.['x-hub-signature'] ?? '').slice(5) },
      },
      'upper case': {
        ...genuine,
        headers: { ...genuine.headers, 'x-hub-signature': (genuine.headers?.['x-hub-signature'] ?? '').toUpperCase() },
      },
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      const answer = await knock(world.serviceUrl, attempt);
      expect({ name, status: answer.status }).toEqual({ name, status: 401 });
      const fault = name === 'missing' ? 'missing' : 'wrong';
      expect(sentenceOf(answer)).toBe(
        `The X-Hub-Signature header is ${fault}. It must be sha1= and the hex HMAC-SHA1 of the raw body, keyed with the client secret.`,
      );
    }
    const metrics = await knock(world.serviceUrl, { method: 'GET', path: '/metrics' });
    expect(metrics.text).toContain('threadwire_webhook_refusals_total{route="intercom",reason="signature-missing"} 1');
    expect(metrics.text).toContain('threadwire_webhook_refusals_total{route="intercom",reason="signature-wrong"} 4');
    expect(await tablesThatHold(world.app.ctx.database.owner, 'purple-giraffe')).toEqual([]);
    expect(await countRows(world.app.ctx.database.owner)).toEqual(before);
  });

  test('pings, unknown topics and unknown workspaces are accepted', async () => {
    const { world } = await stage();
    const before = await countRows(world.app.ctx.database.owner);
    const head = await knock(world.serviceUrl, { method: 'HEAD', path: '/webhooks/intercom' });
    expect(head.status).toBe(200);
    const bodies = [
      JSON.stringify(ping),
      `\n${JSON.stringify(ping, null, '\t')}\n`,
      JSON.stringify(notification('visitor.unheard_of', { type: 'visitor', anything: [1, { goes: true }] })),
      JSON.stringify(notification('__proto__', { type: 'x' })),
      JSON.stringify(
        notification('conversation.admin.replied', reply('1', 'c1', 'p1', '<p>Hi</p>'), { app_id: 'nobody' }),
      ),
    ];
    for (const body of bodies) {
      const answer = await knock(world.serviceUrl, fromIntercom(body));
      expect({ body, status: answer.status, text: answer.text }).toEqual({
        body,
        status: 200,
        text: '{"outcome":"ignored"}',
      });
    }
    expect(await countRows(world.app.ctx.database.owner)).toEqual(before);
  });

  test('a reply pretty-printed, repeated or under two topics is texted once', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello?');
    await world.settle();
    const { id, contactIds } = theo.conversation();
    const item = reply(id, contactIds[0] ?? '', 'a-part', '<p>Hello — 🦒 &amp; co.</p>');
    const bodies = [
      JSON.stringify(notification('conversation.admin.replied', item), null, 2),
      JSON.stringify(notification('conversation.admin.replied', item)),
      JSON.stringify(notification('conversation.admin.closed', item)),
    ];
    const outcomes = [];
    for (const body of bodies) outcomes.push((await knock(world.serviceUrl, fromIntercom(body))).text);
    expect(outcomes).toEqual(['{"outcome":"stored"}', '{"outcome":"duplicate"}', '{"outcome":"duplicate"}']);
    await world.settle();
    expect(maya.sees()).toEqual(['Hello — 🦒 & co.']);
  });

  test('a reply is answered only once it is committed', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello?');
    await world.settle();
    const { id, contactIds } = theo.conversation();
    const item = reply(id, contactIds[0] ?? '', 'a-part', '<p>Hello</p>');
    const { owner: db } = world.app.ctx.database;
    const told = fromIntercom(JSON.stringify(notification('conversation.admin.replied', item)));
    await waitsForItsCommit(world, 'replies', told);
    expect(await tablesThatHold(db, 'a-part')).toContain('public.replies');
  });

  test('an incomplete signed notification is taken, counted and told the doctor', async () => {
    const { world } = await stage();
    const { owner: db } = world.app.ctx.database;
    await world.settle();
    const before = await countRows(db);
    const { data: _, ...withoutData } = ping;
    const bodies: [body: unknown, outcome: string][] = [
      [withoutData, 'ignored'],
      [[], 'unreadable'],
      [null, 'unreadable'],
      [5, 'unreadable'],
      ['ping', 'unreadable'],
      [{ ...ping, app_id: 'x'.repeat(101) }, 'unreadable'],
      [{ ...ping, topic: { conversation: 'admin' } }, 'unreadable'],
      [notification('conversation.admin.replied', { id: ['1'] }), 'unreadable'],
      [notification('conversation.admin.replied', []), 'unreadable'],
      [notification('contact.user.updated', { id: {} }), 'unreadable'],
      [notification('contact.merged', { id: 'c1' }), 'unreadable'],
      [notification('conversation_part.redacted', { id: null }), 'unreadable'],
      [notification('ticket.admin.replied', { ticket: 'none' }), 'unreadable'],
    ];
    for (const [body, outcome] of bodies) {
      const answer = await knock(world.serviceUrl, fromIntercom(JSON.stringify(body)));
      expect([body, answer.status, answer.text]).toEqual([body, 200, JSON.stringify({ outcome })]);
    }
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const hostile = JSON.stringify(notification('conversation.admin.replied', 'deep')).replace('"deep"', deep);
    expect((await knock(world.serviceUrl, fromIntercom(hostile))).text).toBe('{"outcome":"unreadable"}');
    const metrics = await knock(world.serviceUrl, { method: 'GET', path: '/metrics' });
    expect(metrics.text).toContain('threadwire_webhook_refusals_total{route="intercom",reason="unreadable"} 13');
    expect(metrics.text).toContain('threadwire_webhooks_total{route="intercom",outcome="unreadable"} 13');
    await world.settle();
    // Those that name a topic are kept for the workspace.
    const counted = await db.selectFrom('refusals').select(['reason', 'times']).orderBy('reason').execute();
    expect(counted.reduce((sum, { times }) => sum + times, 0)).toBe(7);
    const { rows } = await sql<{ reason: string }>`SELECT DISTINCT reason FROM refusals ORDER BY reason`.execute(db);
    expect(rows.map(({ reason }) => reason)).toContain('unreadable contact.merged /data/item/merged_from: invalid');
    expect({ ...(await countRows(db)), 'public.refusals': 0 }).toEqual({ ...before, 'public.refusals': 0 });
  });

  test('a body that is no JSON is refused', async () => {
    const { world } = await stage();
    for (const body of ['{', '', 'topic=ping']) {
      const answer = await knock(world.serviceUrl, fromIntercom(body));
      expect([body, answer.status]).toEqual([body, 400]);
    }
  });

  test('nothing makes the answer 410 or 429, which would silence every workspace', async () => {
    const { world } = await stage();
    const secret = CLIENT_SECRET;
    const knocks = [
      ...Array.from({ length: 200 }, () => fromIntercom('{}', 'wrong')),
      ...Array.from({ length: 200 }, () => fromIntercom('{}', secret)),
      ...['GET', 'PUT', 'DELETE', 'OPTIONS'].map((method) => ({ ...fromIntercom('{}'), method })),
    ];
    const statuses = new Set(
      (await Promise.all(knocks.map((one) => knock(world.serviceUrl, one)))).map(({ status }) => status),
    );
    expect([...statuses].sort()).toEqual([200, 401, 405]);
  });
});
