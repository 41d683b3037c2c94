// The output of threadwire intercom: tables, JSON, streams, questions, rehearsals, slips and failures.
import fs from 'node:fs';
import { namedVerbs } from '../../../src/intercom/resources/resources.ts';
import { type Desk, openDesk } from '../../support/intercom-command.ts';
import { afterEach, beforeEach, describe, expect, test } from '../../support/jest-globals.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
});

afterEach(() => desk.close());

describe('many items', () => {
  test('are a table of fifty, with a note that there are more', async () => {
    desk.addPeople(60);
    const { output, notes, code } = await desk.run(['contacts', 'list']);
    const lines = output.split('\n');
    expect(lines[0]).toMatch(/^ID +ROLE +NAME +EMAIL +PHONE +EXTERNAL ID$/);
    expect([code, lines.length]).toEqual([0, 51]);
    expect(notes).toBe('50 lines. There are more: --all shows them all, --limit sets how many.');
  });

  test('all come as lines of JSON, with their count beside', async () => {
    desk.addPeople(60);
    const { output, notes } = await desk.run(['contacts', 'list', '--all', '--ndjson']);
    const found = output.split('\n').map((line) => JSON.parse(line) as { id: string });
    expect(new Set(found.map(({ id }) => id)).size).toBe(60);
    expect(notes).toBe('60 lines.');
  });

  test('are one JSON list, also where there are none', async () => {
    expect(await desk.json('contacts', 'list')).toEqual([]);
    desk.addPeople(2);
    expect(await desk.json('contacts', 'list')).toHaveLength(2);
    expect(await desk.run(['segments', 'list'])).toEqual({ code: 0, output: '', notes: 'Nothing was found.' });
  });

  test('stop at the limit, and ask for no further page', async () => {
    desk.addPeople(60);
    const { output } = await desk.run(['contacts', 'list', '--limit', '3', '--ndjson']);
    expect(output.split('\n')).toHaveLength(3);
    expect(desk.traffic.count('intercom', 'GET', /^\/contacts$/)).toBe(1);
  });
});

test('one thing is a list of its fields, with times to read', async () => {
  const { output } = await desk.run(['tags', 'create', 'vip']);
  expect(output).toMatch(/^type +tag\nid +17513\nname +vip$/);
  const contact = await desk.run(['contacts', 'create', '--role', 'lead', '--name', 'A\u001b[2Jb']);
  expect(contact.output).toContain('created_at                2026-11-30T12:00:00.000Z');
  expect(contact.output).not.toContain('\u001b');
});

describe('a deletion', () => {
  test.each([
    ['no', 1, 1],
    ['YES', 0, 0],
  ])('asked about and answered %s ends with %i', async (answer, code, left) => {
    const { id } = await desk.json<{ id: string }>('tags', 'create', 'old');
    expect((await desk.run(['tags', 'delete', id], answer)).code).toBe(code);
    expect(desk.workspace.tags()).toHaveLength(left);
  });

  test('needs --yes where nobody can be asked', async () => {
    const { id } = await desk.json<{ id: string }>('tags', 'create', 'old');
    const refused = await desk.run(['tags', 'delete', id]);
    expect(refused).toEqual({ code: 2, output: '', notes: expect.stringContaining('add --yes') });
    expect(desk.workspace.tags()).toHaveLength(1);
  });
});

describe('a rehearsal', () => {
  test('prints the calls, and makes none that changes something', async () => {
    desk.addPeople(2);
    const [one, two] = desk.workspace.contacts().map(({ id }) => id);
    const words = ['tags', 'tag-contacts', '17513', one ?? '', two ?? ''];
    const { output, notes, code } = await desk.run([...words, '--dry-run']);
    expect(output).toBe(`POST /contacts/${one}/tags {"id":"17513"}\nPOST /contacts/${two}/tags {"id":"17513"}`);
    expect([code, notes]).toEqual([0, 'Nothing was changed: these calls would be made.']);
    expect(desk.traffic.exchanges).toEqual([]);
  });

  test('reads what it needs, and asks no question', async () => {
    const lead = desk.workspace.addContact({ role: 'lead', name: 'L', email: 'l@example.com' });
    const words = ['contacts', 'convert', lead.id, '--external-id', 'own-9', '--dry-run', '--json'];
    const { output, code } = await desk.run(words);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual([
      { method: 'POST', path: '/contacts', body: { role: 'user', external_id: 'own-9', email: 'l@example.com' } },
      { method: 'POST', path: '/contacts/merge', body: { from: lead.id, into: '0', skip_duplicate_validation: true } },
    ]);
    expect(desk.workspace.contacts()).toHaveLength(1);
  });
});

test.each([
  [['events', 'create', 'x', '--contact', 'c', '--at', 'soon'], /^--at is a date/],
  [['contacts', 'update', 'c', '--attribute', 'plan'], /^--attribute is a name and a value/],
  [['contacts', 'increment', 'c', 'n', '--by', 'two'], /^--by is a whole number/],
  [['contacts', 'search', '--query', '{'], /^--query is JSON/],
  [['raw', 'POST', '/tags', '--body', '@/nowhere.json'], /^The file \/nowhere\.json cannot be read/],
  [['conversations', 'by-state', 'opn', '--before', '2026-11-01'], /Given: "opn", Choices: "open"/],
  [['contacts', 'list', '--limit', 'few'], /^--limit is a whole number/],
  [['contacts', 'find'], /^Not enough non-option arguments/],
  [['contacts', 'fnd', 'c'], /^Did you mean find\?/],
  [['contacts', 'find', 'c', '--loud'], /^Unknown argument: loud/],
  [['messages', 'in-app', '--admin', '1'], /^Missing required arguments: contact, body/],
] as const)('the slip %j ends with 2 and a sentence', async (words, sentence) => {
  const ended = await desk.run(words);
  expect(ended).toEqual({ code: 2, output: '', notes: expect.stringMatching(sentence) });
  expect(desk.traffic.exchanges).toEqual([]);
});

test.each([
  [401, 'unauthorized', 3, 'Intercom refuses the token: an admin can install the app again.'],
  [403, 'forbidden', 3, 'Not allowed: turn on the permission “Read tags” in the Developer Hub.'],
  [404, 'not_found', 4, 'Not found.'],
  [409, 'conflict', 5, 'It exists already: update that one.'],
  [422, 'unprocessable_entity', 5, 'Intercom refused this: correct the request.'],
  [429, 'rate_limit_exceeded', 6, "Intercom's rate limit is still reached after three waits: try again later."],
  [503, 'service_unavailable', 7, 'Intercom is not available: try again later.'],
])('a %i %s ends with %i and its cause', async (status, code, exit, words) => {
  const errors = [{ code, message: 'Said so' }];
  desk.intercom.faults.add({ path: '/tags', kind: 'status', status, body: { type: 'error.list', errors } });
  const told = await desk.run(['tags', 'list']);
  expect([told.code, told.output]).toEqual([exit, '']);
  expect(told.notes.split('\n').at(-1)).toBe(`${words} (GET /tags: ${status} ${code} Said so)`);
  const { notes } = await desk.run(['tags', 'list', '--json']);
  expect(JSON.parse(notes.split('\n').at(-1) ?? '')).toMatchObject({ error: { status, code, said: 'Said so' } });
});

const documented = [
  ...fs
    .readFileSync('docs/intercom-resources.md', 'utf8')
    .matchAll(/^\| `([a-z-]+ [^`]+)` \| [^|]+ \| [^|]*\/?[^|]* \|$/gm),
]
  .map(([, typed = '']) => typed.match(/"[^"]*"|\S+/g) ?? [])
  .map((words) => words.map((word) => word.replace(/^"|"$/g, '').replace(/="/, '=')));

test('each documented example is a command, and each verb has one', async () => {
  const named = documented.map(([resource, name]) => (resource === 'raw' ? 'raw call' : `${resource} ${name}`));
  expect(namedVerbs.map(({ resource, name }) => `${resource} ${name}`).filter((one) => !named.includes(one))).toEqual(
    [],
  );
  const slips: string[] = [];
  for (const words of documented) {
    const { code, notes } = await desk.run(words);
    if (code === 2) slips.push(`${words.join(' ')}: ${notes}`);
  }
  expect(slips).toEqual([]);
});

test('a list that breaks off is whole JSON, or a table', async () => {
  desk.addPeople(1);
  const [one] = desk.workspace.contacts().map(({ id }) => id);
  const { id } = await desk.json<{ id: string }>('tags', 'create', 'vip');
  const words = ['tags', 'tag-contacts', id, one ?? '', 'nobody'];
  const json = await desk.run([...words, '--json']);
  expect([json.code, JSON.parse(json.output)]).toEqual([4, [{ contact: one, tag: id }]]);
  const table = await desk.run(words);
  expect([table.code, table.output.split('\n')]).toEqual([4, [expect.stringMatching(/^CONTACT/), expect.any(String)]]);
});

test('a failure among many names the one that it is about', async () => {
  desk.addPeople(1);
  const [one] = desk.workspace.contacts().map(({ id }) => id);
  const { id } = await desk.json<{ id: string }>('tags', 'create', 'vip');
  const { code, output, notes } = await desk.run(['tags', 'tag-contacts', id, one ?? '', 'nobody', '--ndjson']);
  expect([code, JSON.parse(output)]).toEqual([4, { contact: one, tag: id }]);
  expect(JSON.parse(notes)).toMatchObject({ error: { path: '/contacts/nobody/tags' } });
});

test('a lost answer is told as a call that may be done', async () => {
  desk.intercom.faults.add({ path: '/tags', kind: 'hang-up-after' });
  const written = await desk.run(['tags', 'create', 'vip']);
  expect([written.code, written.notes]).toEqual([7, expect.stringMatching(/may have been done: look before/)]);
  const read = await desk.run(['tags', 'list']);
  expect([read.code, read.notes]).toEqual([7, 'Intercom did not answer: try again later. (GET /tags)']);
});

test('each verb names the calls that it makes', () => {
  const without = namedVerbs.filter(({ resource, verb }) => resource !== 'raw' && verb.calls.length === 0);
  expect(without).toEqual([]);
});
