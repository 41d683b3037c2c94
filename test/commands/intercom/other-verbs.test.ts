// Verbs of threadwire intercom for segments, attributes, articles, counts and the rest, typed as people type them.
import { optionName } from '../../../src/commands/intercom/parameters.ts';
import { namedVerbs } from '../../../src/intercom/resources/resources.ts';
import { optionWords } from '../../../src/words/operator/intercom-options.ts';
import { resourceWords, verbWords } from '../../../src/words/operator/intercom-verbs.ts';
import { desk, filesOfVerbs, ids, json, lead, list, THEO, user, withDesk } from '../../support/intercom-verbs.ts';
import { expect, test } from '../../support/jest-globals.ts';

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

test('data connectors are made, put live, read and deleted', async () => {
  const how = ['--url', 'http://127.0.0.1:9/orders', '--http-method', 'post', '--header', 'Authorization=Bearer x'];
  const answer = '{"status":"shipped","days":2,"is_late":false,"by":{"name":"x"}}';
  const made = await json('data-connectors', 'create', 'Order state', ...how, '--mock-response', answer);
  expect(made).toMatchObject({ state: 'draft', headers: [{ name: 'Authorization', value: '****' }] });
  expect(made['response_fields']).toMatchObject([{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }, {}]);
  await json('data-connectors', 'update', made.id, '--state', 'live');
  expect(await json('data-connectors', 'find', made.id)).toMatchObject({ state: 'live', http_method: 'post' });
  expect(await ids('data-connectors', 'list')).toEqual([made.id]);
  await desk.workspace.runConnector({ connectorId: made.id, values: {}, source: 'workflow' });
  const [run] = await list('data-connectors', 'executions', made.id, '--bodies');
  expect(run).toMatchObject({ success: false, error_type: 'faraday_error', source_type: 'workflow' });
  expect(await json('data-connectors', 'execution', made.id, '--execution', run?.id ?? '')).toMatchObject({
    request_url: 'http://127.0.0.1:9/orders',
  });
  await json('data-connectors', 'delete', made.id, '--yes');
  expect(await ids('data-connectors', 'list')).toEqual([]);
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
  expect((await desk.run(['raw', 'DELETE', '/tags/1'])).notes).toMatch(/add --yes/);
});

test('counts, the rate limit and full entities are shown', async () => {
  for (let n = 0; n < 6; n += 1) await user(`counted-${n}`);
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

test('every verb has a file here, and its words', () => {
  const verbs = namedVerbs.map(({ resource, name }) => `${resource} ${name}`);
  expect(Object.keys(verbWords).sort()).toEqual([...verbs].sort());
  const resources = [...new Set(namedVerbs.map(({ resource }) => resource))].sort();
  expect(Object.values(filesOfVerbs).flat().sort()).toEqual(resources);
  expect(Object.keys(resourceWords).sort()).toEqual(resources);
  const options = namedVerbs.flatMap(({ verb }) =>
    Object.entries(verb.takes).map(([name, one]) => optionName(name, one)),
  );
  expect(options.filter((name) => !(name in optionWords))).toEqual([]);
});

withDesk('other-verbs');
