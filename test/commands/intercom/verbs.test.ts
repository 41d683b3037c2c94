// Every verb of threadwire intercom, typed as people type it, and what became of it at Intercom.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { optionName } from '../../../src/commands/intercom/parameters.ts';
import { namedVerbs } from '../../../src/intercom/resources/resources.ts';
import { optionWords } from '../../../src/words/operator/intercom-options.ts';
import { resourceWords, verbWords } from '../../../src/words/operator/intercom-verbs.ts';
import { type Desk, openDesk } from '../../support/intercom-command.ts';
import { afterAll, beforeAll, describe, expect, test } from '../../support/jest-globals.ts';

type Item = { id: string } & Record<string, unknown>;

let desk: Desk;
const typed = new Set<string>();

beforeAll(async () => {
  desk = await openDesk();
  desk.workspace.addAttribute('plan');
  desk.workspace.addAttribute('logins');
});

afterAll(() => desk.close());

const THEO = '991267001';
const INES = '991267002';
const TEAM = '5017691';

async function json<T = Item>(...words: string[]): Promise<T> {
  typed.add(words[0] === 'raw' ? 'raw call' : `${words[0]} ${words[1]}`);
  return desk.json<T>(...words);
}

const list = (...words: string[]) => json<Item[]>(...words);
const ids = async (...words: string[]) => (await list(...words)).map(({ id }) => id);

async function user(name: string, ...more: string[]): Promise<Item> {
  return json('contacts', 'create', '--role', 'user', '--external-id', `own-${name}`, '--name', name, ...more);
}

async function lead(name: string, ...more: string[]): Promise<Item> {
  return json('contacts', 'create', '--role', 'lead', '--name', name, ...more);
}

async function conversation(contact: Item, body = 'Hello?'): Promise<string> {
  const begun = await json('messages', 'from-contact', '--contact', contact.id, '--body', body);
  return String(begun['conversation_id']);
}

describe('contacts', () => {
  test('are made, found by every name, changed and listed', async () => {
    const maya = await user(
      'maya',
      '--email',
      'maya@example.com',
      '--phone',
      '+14155550101',
      '--attribute',
      'plan=pro',
    );
    expect(await json('contacts', 'find', maya.id)).toMatchObject({ role: 'user', custom_attributes: { plan: 'pro' } });
    expect((await json('contacts', 'find-by-external-id', 'own-maya')).id).toBe(maya.id);
    expect((await json('contacts', 'find-by-email', 'maya@example.com')).id).toBe(maya.id);
    const twin = await lead('twin', '--email', 'maya@example.com');
    expect((await ids('contacts', 'list-by-email', 'maya@example.com')).sort()).toEqual([maya.id, twin.id].sort());
    expect(await json('contacts', 'update', maya.id, '--name', 'Maya L.')).toMatchObject({ name: 'Maya L.' });
    expect(await json('contacts', 'set-attributes', maya.id, '--attribute', 'plan="7"')).toMatchObject({
      custom_attributes: { plan: '7' },
    });
    expect(await ids('contacts', 'list')).toEqual(expect.arrayContaining([maya.id, twin.id]));
  });

  test('are searched with conditions, an order and a limit', async () => {
    for (const name of ['ann', 'bob', 'cleo']) await lead(`search-${name}`, '--phone', '+14155550199');
    const where = ['--where', 'name ^ search-', '--where', 'role = lead'];
    const sorted = await list('contacts', 'search', ...where, '--sort', 'name', '--order', 'descending');
    expect(sorted.map(({ name }) => name)).toEqual(['search-cleo', 'search-bob', 'search-ann']);
    const few = await desk.run(['contacts', 'search', ...where, '--limit', '2', '--ndjson']);
    expect(few.output.split('\n')).toHaveLength(2);
    expect(few.notes).toMatch(/^2 lines\. There are more: --all/);
    const any = await list('contacts', 'search', '--any', '--where', 'name = search-ann', '--where', 'name=search-bob');
    expect(any).toHaveLength(2);
    const query = '{"field":"name","operator":"IN","value":["search-cleo"]}';
    expect(await ids('contacts', 'search', '--query', query)).toHaveLength(1);
  });

  test('count up and down', async () => {
    const { id } = await user('counter');
    await json('contacts', 'increment', id, 'logins');
    await json('contacts', 'increment', id, 'logins', '--by', '5');
    const after = await json('contacts', 'decrement', id, 'logins', '--by', '2');
    expect(after).toMatchObject({ custom_attributes: { logins: 4 } });
  });

  test('are put away, taken back and deleted', async () => {
    const { id } = await user('gone');
    await json('contacts', 'archive', id);
    expect((await desk.run(['contacts', 'find', id])).code).toBe(4);
    await json('contacts', 'unarchive', id);
    expect((await json('contacts', 'find', id)).id).toBe(id);
    await json('contacts', 'delete', id, '--yes');
    expect(await ids('contacts', 'list', '--all')).not.toContain(id);
    const bad = await lead('bad');
    await json('contacts', 'block', bad.id, '--yes');
    const refused = await desk.run(['messages', 'from-contact', '--contact', bad.id, '--body', 'Hi']);
    expect(refused).toMatchObject({ code: 5, notes: expect.stringMatching(/^The contact is blocked/) });
  });

  test('are merged and converted, and answer as the one they became', async () => {
    const whole = await user('whole');
    const part = await lead('part');
    expect((await desk.run(['contacts', 'merge', part.id, whole.id, '--yes'])).code).toBe(5);
    await json('contacts', 'merge', part.id, whole.id, '--even-if-different', '--yes');
    expect((await json('contacts', 'find', part.id)).id).toBe(whole.id);
    const caller = await lead('caller', '--email', 'caller@example.com');
    const converted = await json('contacts', 'convert', caller.id, '--external-id', 'own-caller', '--yes');
    expect(converted).toMatchObject({ role: 'user', external_id: 'own-caller', email: 'caller@example.com' });
    const second = await lead('second');
    const joined = await json('contacts', 'convert', second.id, '--external-id', 'own-caller', '--yes');
    expect(joined.id).toBe(converted.id);
    desk.workspace.addVisitor('visitor-1');
    expect(await json('contacts', 'convert-visitor', 'visitor-1')).toMatchObject({ role: 'lead' });
    desk.workspace.addVisitor('visitor-2');
    const asUser = await json('contacts', 'convert-visitor', 'visitor-2', '--external-id', 'own-visitor');
    expect(asUser).toMatchObject({ role: 'user', external_id: 'own-visitor' });
  });
});

describe('companies', () => {
  test('are made, found by each id and name, changed and deleted', async () => {
    const acme = await json('companies', 'create', 'acme', '--name', 'Acme', '--monthly-spend', '49');
    expect((await json('companies', 'create', 'acme', '--name', 'Acme Ltd')).id).toBe(acme.id);
    expect(await json('companies', 'find', acme.id)).toMatchObject({ name: 'Acme Ltd', monthly_spend: 49 });
    expect((await json('companies', 'find-by-company-id', 'acme')).id).toBe(acme.id);
    expect((await json('companies', 'find-by-name', 'Acme Ltd')).id).toBe(acme.id);
    expect(await json('companies', 'update', acme.id, '--plan', 'Gold')).toMatchObject({ plan: { name: 'Gold' } });
    await json('companies', 'delete', acme.id, '--yes');
    desk.clock.advance(10_000);
    expect((await desk.run(['companies', 'find', acme.id])).code).toBe(4);
  });

  test('have contacts, and are listed once they do', async () => {
    const who = await user('member');
    const club = await json('companies', 'create', 'club', '--name', 'Club');
    expect(await ids('companies', 'list')).not.toContain(club.id);
    await json('companies', 'attach', club.id, who.id);
    expect(await ids('companies', 'list', '--all')).toContain(club.id);
    expect(await ids('companies', 'scroll', '--all')).toContain(club.id);
    expect(await ids('companies', 'contacts', club.id)).toEqual([who.id]);
    expect(await ids('companies', 'contacts-by-company-id', 'club')).toEqual([who.id]);
    expect(await ids('companies', 'of-contact', who.id)).toEqual([club.id]);
    await json('companies', 'detach', club.id, who.id);
    expect(await ids('companies', 'of-contact', who.id)).toEqual([]);
  });
});

test('admins and teams are listed and found', async () => {
  expect(await json('admins', 'me')).toMatchObject({ id: THEO, app: { id_code: 'desk0001' } });
  expect(await ids('admins', 'list')).toEqual([THEO, INES]);
  expect((await json('admins', 'find', INES))['name']).toBe('Ines');
  expect(await ids('teams', 'list')).toEqual([TEAM]);
  expect((await json('teams', 'find', TEAM))['name']).toBe('Support');
});

test('tags are made, renamed, put on things, taken off and deleted', async () => {
  const [ann, bob] = [await user('tagged-ann'), await user('tagged-bob')];
  const tag = await json('tags', 'create', 'vip');
  expect((await json('tags', 'create', 'VIP')).id).toBe(tag.id);
  await json('tags', 'rename', tag.id, 'very important');
  expect((await json('tags', 'find', tag.id))['name']).toBe('very important');
  expect(await ids('tags', 'list')).toContain(tag.id);
  expect(await list('tags', 'tag-contacts', tag.id, ann.id, bob.id)).toHaveLength(2);
  expect(await ids('tags', 'of-contact', ann.id)).toEqual([tag.id]);
  await list('tags', 'untag-contacts', tag.id, ann.id);
  expect(await ids('tags', 'of-contact', ann.id)).toEqual([]);

  const firm = await json('companies', 'create', 'firm', '--name', 'Firm');
  expect(await list('tags', 'tag-companies', 'very important', firm.id)).toEqual([{ id: firm.id, tagged: true }]);
  expect(await json('companies', 'find', firm.id)).toMatchObject({ tags: { tags: [{ id: tag.id }] } });
  expect(await list('tags', 'untag-companies', 'very important', firm.id)).toEqual([{ id: firm.id, tagged: false }]);

  const talk = await conversation(bob);
  await list('tags', 'tag-conversations', tag.id, talk, '--admin', THEO);
  expect(await json('conversations', 'find', talk)).toMatchObject({ tags: { tags: [{ id: tag.id }] } });
  await list('tags', 'untag-conversations', tag.id, talk, '--admin', THEO);
  await json('tags', 'delete', tag.id, '--yes');
  expect(await ids('tags', 'list')).not.toContain(tag.id);
});

test('segments have members and counts', async () => {
  const [pro] = [await user('segment-pro'), await lead('segment-lead')];
  const id = desk.workspace.addSegment('Segment users', {
    operator: 'AND',
    value: [
      { field: 'role', operator: '=', value: 'user' },
      { field: 'name', operator: '^', value: 'segment-' },
    ],
  });
  expect(await json('segments', 'find', id)).toMatchObject({ name: 'Segment users' });
  expect(await list('segments', 'list', '--count')).toEqual([expect.objectContaining({ id, count: 1 })]);
  expect(await ids('segments', 'members', id)).toEqual([pro.id]);
  expect(await ids('segments', 'of-contact', pro.id)).toEqual([id]);
  expect(await list('counts', 'segments')).toEqual([{ id, name: 'Segment users', count: 1 }]);
});

test('notes are written on contacts and companies, and listed', async () => {
  const who = await user('noted', '--email', 'noted@example.com');
  const note = await json('notes', 'create', who.id, '--body', 'Likes tea', '--admin', INES);
  expect(await json('notes', 'find', note.id)).toMatchObject({ body: '<p>Likes tea</p>', author: { id: INES } });
  expect(await ids('notes', 'list', who.id)).toEqual([note.id]);
  expect(await ids('notes', 'list-by-email', 'noted@example.com')).toEqual([note.id]);
  const shop = await json('companies', 'create', 'shop', '--name', 'Shop');
  const about = await json('notes', 'create-for-company', shop.id, '--body', 'Pays late');
  expect(await ids('notes', 'list-for-company', shop.id)).toEqual([about.id]);
});

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

test('data attributes are made, changed, listed and archived', async () => {
  const options = ['--data-type', 'options', '--option', 'red', '--option', 'blue'];
  const made = await json('data-attributes', 'create', 'colour', '--model', 'contact', ...options);
  const id = String(made.id);
  expect(await json('data-attributes', 'update', id, '--description', 'Of the car')).toMatchObject({
    description: 'Of the car',
  });
  const names = async (...more: string[]) =>
    (await list('data-attributes', 'list', '--model', 'contact', ...more)).map(({ name }) => name);
  expect(await names()).toContain('colour');
  await json('data-attributes', 'archive', id);
  expect(await names()).not.toContain('colour');
  expect(await names('--archived')).toContain('colour');
});

test('articles lie in collections, and are found by their words', async () => {
  const guide = await json('collections', 'create', 'Guides');
  await json('collections', 'update', guide.id, '--description', 'How to');
  expect(await json('collections', 'find', guide.id)).toMatchObject({ description: 'How to' });
  expect(await ids('collections', 'list')).toEqual([guide.id]);
  const words = ['--title', 'Returns', '--author', THEO, '--body', '<p>Send it back</p>', '--collection', guide.id];
  const made = await json('articles', 'create', ...words);
  expect(await json('articles', 'update', made.id, '--state', 'published')).toMatchObject({ state: 'published' });
  expect(await ids('articles', 'search', 'send it', '--state', 'published')).toEqual([made.id]);
  expect(await ids('articles', 'list', '--all')).toEqual([made.id]);
  expect((await json('articles', 'find', made.id))['title']).toBe('Returns');
  await json('articles', 'delete', made.id, '--yes');
  await json('collections', 'delete', guide.id, '--yes');
  expect(await ids('articles', 'list')).toEqual([]);
});

test('a job is pending until done, and any call can be made', async () => {
  const body = '{"ticket_type_id":"1","contacts":[]}';
  const job = await json('raw', 'POST', '/tickets/enqueue', '--body', body);
  expect(await json('jobs', 'status', job.id)).toMatchObject({ status: 'pending' });
  desk.clock.advance(5_000);
  expect(await json('jobs', 'status', job.id)).toMatchObject({ status: 'success' });
  expect(await json('raw', 'get', '/me')).toMatchObject({ id: THEO });
  for (const bad of [
    ['raw', 'FETCH', '/me'],
    ['raw', 'GET', 'https://elsewhere.example/me'],
    ['raw', 'GET', '//x/me'],
  ])
    expect((await desk.run(bad)).code).toBe(5);
  expect((await desk.run(['raw', 'DELETE', '/tags/1'])).notes).toMatch(/say --yes/);
});

test('counts, the rate limit and full entities are shown', async () => {
  const rows = await list('counts', 'workspace');
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['contacts', 'leads', 'companies']));
  const users = rows.find(({ name }) => name === 'users');
  expect(users?.['count']).toBeGreaterThan(5);
  const limit = await json<Record<string, number>>('rate-limit', 'show');
  expect(limit['remaining']).toBeLessThan(limit['limit'] ?? 0);
  const [admin] = await list('admins', 'list');
  expect(await json('entities', 'load', 'admin', String(admin?.id))).toMatchObject({ email: 'theo@agents.example' });
  expect((await desk.run(['entities', 'load', 'planet', '1'])).code).toBe(5);
});

test('every verb was typed here, and has its words', () => {
  const verbs = namedVerbs.map(({ resource, name }) => `${resource} ${name}`);
  expect(verbs.filter((verb) => !typed.has(verb))).toEqual([]);
  expect(Object.keys(verbWords).sort()).toEqual([...verbs].sort());
  expect(new Set(namedVerbs.map(({ resource }) => resource))).toEqual(new Set(Object.keys(resourceWords)));
  const options = namedVerbs.flatMap(({ verb }) =>
    Object.entries(verb.takes).map(([name, one]) => optionName(name, one)),
  );
  expect(options.filter((name) => !(name in optionWords))).toEqual([]);
});
