// Holds the pretend Intercom to its documentation where it answers the resources: scrolls, pages, delays and refusals.
import { INTERCOM_VERSION } from '../../../src/intercom/calls/call.ts';
import { type Desk, openDesk, TOKEN } from '../../support/intercom-command.ts';
import { afterEach, beforeEach, expect, test } from '../../support/jest-globals.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
});

afterEach(() => desk.close());

interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as their tests expect them
  body: any;
}

async function call(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${desk.intercom.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      'intercom-version': INTERCOM_VERSION,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

const codeOf = ({ status, body }: Answer) => [status, body?.errors?.[0]?.code];

async function company(name: string, contact: string): Promise<string> {
  const { body } = await call('POST', '/companies', { company_id: name, name });
  await call('POST', `/contacts/${contact}/companies`, { id: body.id });
  return body.id;
}

test('a scroll refuses a second one, and dies after a minute', async () => {
  const { id } = desk.workspace.addContact({ role: 'user', externalId: 'a' });
  await company('c1', id);
  const first = await call('GET', '/companies/scroll');
  expect(first.body.data).toHaveLength(1);
  expect(codeOf(await call('GET', '/companies/scroll'))).toEqual([400, 'scroll_exists']);
  const next = `/companies/scroll?scroll_param=${first.body.scroll_param}`;
  desk.clock.advance(61_000);
  expect(codeOf(await call('GET', next))).toEqual([404, 'not_found']);
  const again = await call('GET', '/companies/scroll');
  const last = await call('GET', `/companies/scroll?scroll_param=${again.body.scroll_param}`);
  expect(last.body.data).toEqual([]);
  expect((await call('GET', '/companies/scroll')).status).toBe(200);
});

test('companies page by number, once somebody belongs to them', async () => {
  const { id } = desk.workspace.addContact({ role: 'user', externalId: 'a' });
  for (const name of ['c1', 'c2', 'c3']) await company(name, id);
  await call('POST', '/companies', { company_id: 'empty' });
  const page = await call('POST', '/companies/list?page=2&per_page=2');
  expect(page.body).toMatchObject({ total_count: 3, pages: { page: 2, total_pages: 2 } });
  expect(page.body.data).toHaveLength(1);
  const own = await call('GET', `/contacts/${id}/companies?per_page=2`);
  expect(own.body.pages.next).toBe(`/contacts/${id}/companies?page=2&per_page=2`);
});

test('a deleted company answers for a while, and then is gone', async () => {
  const { id } = desk.workspace.addContact({ role: 'user', externalId: 'a' });
  const gone = await company('c1', id);
  expect((await call('DELETE', `/companies/${gone}`)).body).toMatchObject({ id: gone, deleted: true });
  expect((await call('GET', `/companies/${gone}`)).status).toBe(200);
  desk.clock.advance(10_000);
  expect(codeOf(await call('GET', `/companies/${gone}`))).toEqual([404, 'company_not_found']);
});

test('a merged contact answers 410 with where it went', async () => {
  const user = desk.workspace.addContact({ role: 'user', externalId: 'a' });
  const lead = desk.workspace.addContact({ role: 'lead' });
  desk.workspace.mergeContacts(lead.id, user.id);
  const merged = await call('GET', `/contacts/${lead.id}`);
  expect(codeOf(merged)).toEqual([410, 'contact_merged']);
  expect(merged.headers.get('link')).toBe(`</contacts/${user.id}>; rel="canonical"`);
});

test('a search knows of a new contact once its lag has passed', async () => {
  desk.intercom.searchLagMs = 60_000;
  const { id } = desk.workspace.addContact({ role: 'user', externalId: 'a', email: 'a@example.com' });
  const query = { field: 'email', operator: '=', value: 'a@example.com' };
  const found = async () => (await call('POST', '/contacts/search', { query })).body.data;
  expect(await found()).toEqual([]);
  expect((await call('GET', '/contacts')).body.data).toHaveLength(1);
  desk.clock.advance(60_000);
  expect(await found()).toEqual([expect.objectContaining({ id })]);
});

test('two events of one contact, name and second are one', async () => {
  const { id } = desk.workspace.addContact({ role: 'user', externalId: 'a' });
  const event = { event_name: 'sms-sent', created_at: 1_790_000_000, id };
  expect((await call('POST', '/events', event)).status).toBe(202);
  expect((await call('POST', '/events', { ...event, metadata: { text: '2' } })).status).toBe(202);
  expect(desk.workspace.events()).toHaveLength(1);
  expect((await call('POST', '/events', { ...event, id: 'nobody' })).status).toBe(404);
});

test('a tag that a segment needs is not deleted', async () => {
  const { body: tag } = await call('POST', '/tags', { name: 'vip' });
  desk.workspace.addSegment('VIPs', { field: 'tag_id', operator: '=', value: tag.id });
  expect(codeOf(await call('DELETE', `/tags/${tag.id}`))).toEqual([400, 'tag_has_dependent_objects']);
});

test('a call without its permission is refused, and does nothing', async () => {
  desk.workspace.withdrawPermission('Read and write articles');
  const article = { title: 'Returns', author_id: 991267001 };
  expect((await call('POST', '/articles', article)).status).toBe(403);
  expect((await call('GET', '/articles')).body.data).toEqual([]);
});

test('a connector needs a response to be live, and stays while used', async () => {
  const { body: made } = await call('POST', '/data_connectors', { name: 'State', url: 'http://127.0.0.1:9/x' });
  const path = `/data_connectors/${made.id}`;
  expect(made.state).toBe('draft');
  expect((await call('POST', '/data_connectors', { name: ' ' })).status).toBe(422);
  expect((await call('PATCH', path, { state: 'live' })).status).toBe(422);
  await call('PATCH', path, { mock_response: { status: 'ok' }, state: 'live' });
  const [connector] = desk.workspace.connectors();
  connector?.usedBy.push('Order state');
  expect(codeOf(await call('PATCH', path, { state: 'draft' }))).toEqual([409, 'data_connector_in_use']);
  expect(codeOf(await call('DELETE', path))).toEqual([409, 'data_connector_in_use']);
  connector?.usedBy.splice(0);
  expect((await call('DELETE', path)).body).toEqual({ id: made.id, object: 'data_connector', deleted: true });
  expect((await call('GET', path)).status).toBe(404);
});
