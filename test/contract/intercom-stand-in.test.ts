// Holds the pretend Intercom to what is known of the real one: its answers, refusals, search lag, webhooks and signatures.
import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ManualClock } from '../../src/lib/clock.ts';
import { type IntercomStandIn, startIntercom } from '../../src/simulator/intercom/server.ts';
import { bodyFromMarkup, bodyFromText, textFromBody } from '../../src/simulator/intercom/text.ts';
import type { SimulatedWorkspace } from '../../src/simulator/intercom/workspace.ts';
import { Traffic } from '../../src/simulator/stand-in/traffic.ts';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '../support/jest-globals.ts';

type Json = Record<string, unknown>;

interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as their tests expect them
  body: any;
}

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  raw: string;
  // biome-ignore lint/suspicious/noExplicitAny: webhooks are read as their tests expect them
  body: any;
}

const NOON = Date.UTC(2026, 5, 1, 12);
const SECRET = 'client-secret';
const PHONE = '+15555550123';
// Only documented requests go to the file, which `check-traffic` holds against Intercom's own description.
const recorded = new Traffic({ file: join(mkdtempSync(join(tmpdir(), 'intercom-stand-in-')), 'traffic.ndjson') });

let clock: ManualClock;
let intercom: IntercomStandIn;
let acme: SimulatedWorkspace;
let service: Server;
let received: Received[];
let answers: (number | 'hang-up')[];
let canvas: Json;

beforeEach(async () => {
  clock = new ManualClock(NOON);
  received = [];
  answers = [];
  canvas = { canvas: { content: { components: [] } } };
  service = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, raw, body: raw === '' ? null : JSON.parse(raw) });
      const answer = path.startsWith('/webhooks') ? (answers.shift() ?? 200) : 200;
      if (answer === 'hang-up') request.socket.destroy();
      else response.writeHead(answer).end(path.startsWith('/canvas') ? JSON.stringify(canvas) : '');
    });
  });
  const port = await new Promise<number>((resolve, reject) => {
    service.listen(0, '127.0.0.1', () => {
      const address = service.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
      else reject(new Error('no port'));
    });
  });
  intercom = await start(recorded);
  intercom.configure({
    webhookUrl: `http://127.0.0.1:${port}/webhooks/intercom`,
    canvasUrl: `http://127.0.0.1:${port}/canvas`,
  });
});

afterEach(async () => {
  await intercom.close();
  await new Promise((resolve) => service.close(resolve));
});

afterAll(() => recorded.close());

async function start(traffic: Traffic): Promise<IntercomStandIn> {
  const standIn = await startIntercom({ clock, traffic, clientId: 'client-id', clientSecret: SECRET });
  acme = standIn.addWorkspace({ id: 'acme01', name: 'Acme', token: 'token-acme' });
  return standIn;
}

/** For requests that are wrong on purpose and so have no place among the documented ones. */
async function unrecorded(): Promise<void> {
  await intercom.close();
  intercom = await start(new Traffic());
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(intercom.url + path, {
    method,
    headers: {
      authorization: 'Bearer token-acme',
      'intercom-version': '2.16',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

async function settled(): Promise<Received[]> {
  await intercom.postOffice.deliverDue();
  return received.splice(0);
}

function query(field: string, operator: string, value: unknown): Json {
  return { query: { field, operator, value } };
}

function customer(phone: string | null = PHONE): string {
  return acme.addContact({ role: 'user', phone, name: 'Joe', announce: false }).id;
}

async function conversationOf(contactId: string, body = 'Hi'): Promise<string> {
  const created = await call('POST', '/conversations', { from: { type: 'user', id: contactId }, body });
  return created.body.conversation_id;
}

describe('the caller', () => {
  test('the token decides the workspace and /me names it', async () => {
    intercom.addWorkspace({
      id: 'umbra02',
      name: 'Umbra',
      token: 'token-umbra',
      region: 'EU',
      timezone: 'Europe/Paris',
    });
    const acmeMe = await call('GET', '/me');
    const umbraMe = await call('GET', '/me', undefined, { authorization: 'Bearer token-umbra' });
    expect(acmeMe.body.app).toMatchObject({ id_code: 'acme01', name: 'Acme', region: 'US' });
    expect(acmeMe.body).toMatchObject({ type: 'admin', id: acme.admins[0]?.id, email: acme.admins[0]?.email });
    expect(umbraMe.body.app).toMatchObject({ id_code: 'umbra02', region: 'EU', timezone: 'Europe/Paris' });
  });

  test('an unknown and a revoked token are 401 in the error shape', async () => {
    const unknown = await call('GET', '/me', undefined, { authorization: 'Bearer nobody' });
    expect(unknown.status).toBe(401);
    expect(unknown.body).toMatchObject({ type: 'error.list', errors: [{ code: 'unauthorized' }] });
    acme.revokeToken();
    expect((await call('GET', '/admins')).body.errors[0].code).toBe('token_revoked');
    acme.giveToken('token-acme');
    expect((await call('GET', '/admins')).status).toBe(200);
  });

  test('a request without a version is refused', async () => {
    await unrecorded();
    const answer = await call('GET', '/me', undefined, { 'intercom-version': '' });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'intercom_version_invalid' }] } });
  });

  test('calls past a window’s limit are 429 until it ends', async () => {
    intercom.rateLimit.limit = 2;
    const first = await call('GET', '/me');
    expect(first.headers.get('x-ratelimit-limit')).toBe('2');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    expect(first.headers.get('x-ratelimit-reset')).toBe(String(NOON / 1000 + 10));
    await call('GET', '/me');
    const third = await call('GET', '/me');
    expect(third).toMatchObject({ status: 429, body: { errors: [{ code: 'rate_limit_exceeded' }] } });
    clock.advance(10_000);
    expect((await call('GET', '/me')).status).toBe(200);
  });

  test('an OAuth code is exchanged once for a token of its workspace', async () => {
    const exchange = { code: acme.authorize(), client_id: 'client-id', client_secret: SECRET };
    const { body } = await call('POST', '/auth/eagle/token', exchange);
    expect(body).toMatchObject({ token_type: 'Bearer', access_token: body.token });
    const me = await call('GET', '/me', undefined, { authorization: `Bearer ${body.token}` });
    expect(me.body.app.id_code).toBe('acme01');
    expect((await call('POST', '/auth/eagle/token', exchange)).status).toBe(401);
  });

  test('an unknown path and a list as body get the error shape', async () => {
    await unrecorded();
    expect((await call('GET', '/nowhere')).body).toMatchObject({ type: 'error.list', errors: [{ code: 'not_found' }] });
    expect((await call('POST', '/contacts', ['x'])).body.errors[0].code).toBe('bad_request');
  });
});

describe('contacts', () => {
  test('a contact is made, read, changed and found by external id', async () => {
    const externalId = `sms:${PHONE}`;
    const created = await call('POST', '/contacts', { role: 'user', phone: PHONE, external_id: externalId });
    expect(created).toMatchObject({ status: 200, body: { type: 'contact', role: 'user', phone: PHONE } });
    expect(created.body.id).toMatch(/^[0-9a-f]{24}$/);
    const changed = await call('PUT', `/contacts/${created.body.id}`, { name: 'Joe', phone: '+1 (555) 555-0123' });
    expect(changed.body).toMatchObject({ name: 'Joe', phone: '+1 (555) 555-0123', external_id: externalId });
    const found = await call('GET', `/contacts/find_by_external_id/${encodeURIComponent(externalId)}`);
    expect(found.body.id).toBe(created.body.id);
    expect((await call('GET', `/contacts/${created.body.id}`)).body).toEqual(found.body);
  });

  test('a lead is not found by its external id', async () => {
    acme.addContact({ role: 'lead', externalId: 'lead-1' });
    expect((await call('GET', '/contacts/find_by_external_id/lead-1')).status).toBe(404);
  });

  test('a phone alone does not make a contact', async () => {
    await unrecorded();
    expect((await call('POST', '/contacts', { phone: PHONE })).body.errors[0].code).toBe('parameter_invalid');
  });

  test('a user’s external id or e-mail is 409, a phone is not', async () => {
    const user = acme.addContact({ role: 'user', externalId: 'ext-1', email: 'joe@customers.example', phone: PHONE });
    const twin = await call('POST', '/contacts', { role: 'user', external_id: 'ext-1' });
    expect(twin.status).toBe(409);
    expect(twin.body.errors).toEqual([
      { code: 'conflict', message: `A contact matching those details already exists with id=${user.id}` },
    ]);
    expect((await call('POST', '/contacts', { email: 'Joe@customers.example' })).status).toBe(409);
    expect((await call('POST', '/contacts', { role: 'user', phone: PHONE })).status).toBe(200);
    expect((await call('POST', '/contacts', { role: 'lead', email: 'joe@customers.example' })).status).toBe(200);
    const other = await call('POST', '/contacts', { role: 'user', external_id: 'ext-2' });
    expect((await call('PUT', `/contacts/${other.body.id}`, { external_id: 'ext-1' })).status).toBe(409);
  });

  test('an archived contact is not found, and still keeps its external id', async () => {
    const { id } = acme.addContact({ role: 'user', externalId: 'ext-1', phone: PHONE });
    expect((await call('POST', `/contacts/${id}/archive`)).body).toMatchObject({ id, archived: true });
    expect((await call('GET', `/contacts/${id}`)).status).toBe(404);
    expect((await call('GET', '/contacts/find_by_external_id/ext-1')).status).toBe(404);
    expect((await call('POST', '/contacts/search', query('phone', '=', PHONE))).body.total_count).toBe(0);
    const twin = await call('POST', '/contacts', { role: 'user', external_id: 'ext-1' });
    expect(twin.body.errors[0].message).toBe(`An archived contact matching those details already exists with id=${id}`);
    expect((await call('POST', `/contacts/${id}/unarchive`)).body).toMatchObject({ id, archived: false });
    expect((await call('GET', `/contacts/${id}`)).status).toBe(200);
  });

  test('a deleted contact is gone and its external id is free again', async () => {
    const { id } = acme.addContact({ role: 'user', externalId: 'ext-1' });
    expect((await call('DELETE', `/contacts/${id}`)).body).toMatchObject({ id, external_id: 'ext-1', deleted: true });
    expect((await call('GET', `/contacts/${id}`)).status).toBe(404);
    expect((await call('POST', '/contacts', { role: 'user', external_id: 'ext-1' })).status).toBe(200);
  });

  test('a merged lead is 410, and the user has its conversations', async () => {
    const lead = acme.addContact({ role: 'lead', phone: PHONE });
    const user = acme.addContact({ role: 'user', externalId: 'ext-1' });
    const conversationId = acme.customerWritesInMessenger(null, lead.id, 'Hi');
    const plain = await call('POST', '/contacts/merge', { from: lead.id, into: user.id });
    expect(plain).toMatchObject({ status: 400, body: { errors: [{ code: 'invalid_merge' }] } });
    const told = { from: lead.id, into: user.id, skip_duplicate_validation: true };
    expect((await call('POST', '/contacts/merge', told)).body).toMatchObject({ id: user.id, phone: PHONE });
    const gone = await call('GET', `/contacts/${lead.id}`);
    expect(gone).toMatchObject({ status: 410, body: { errors: [{ code: 'contact_merged' }] } });
    expect(gone.headers.get('link')).toBe(`</contacts/${user.id}>; rel="canonical"`);
    const conversation = await call('GET', `/conversations/${conversationId}`);
    expect(conversation.body.contacts.contacts).toEqual([{ type: 'contact', id: user.id, external_id: 'ext-1' }]);
    const history = await call('GET', `/contacts/${user.id}?include_merge_history=true`);
    expect(history.body.merge_history).toMatchObject([{ source_contact_id: lead.id, source_contact_role: 'lead' }]);
  });

  test('tags are made once in any case, added and removed', async () => {
    const tag = await call('POST', '/tags', { name: 'sms-channel' });
    expect((await call('POST', '/tags', { name: 'SMS-Channel' })).body.id).toBe(tag.body.id);
    expect((await call('GET', '/tags')).body.data).toEqual([{ type: 'tag', id: tag.body.id, name: 'sms-channel' }]);
    const id = customer();
    expect((await call('POST', `/contacts/${id}/tags`, { id: tag.body.id })).body.name).toBe('sms-channel');
    expect((await call('GET', `/contacts/${id}`)).body.tags).toMatchObject({ total_count: 1 });
    await call('DELETE', `/contacts/${id}/tags/${tag.body.id}`);
    expect((await call('GET', `/contacts/${id}`)).body.tags).toMatchObject({ total_count: 0 });
    expect((await call('POST', `/contacts/${id}/tags`, { id: '1' })).body.errors[0].code).toBe('tag_not_found');
  });

  test('an attribute must exist before a contact has it, and exists once', async () => {
    const attribute = { name: 'SMS opt out', model: 'contact', data_type: 'boolean' };
    const id = customer();
    const early = await call('PUT', `/contacts/${id}`, { custom_attributes: { 'SMS opt out': true } });
    expect(early).toMatchObject({ status: 400, body: { errors: [{ code: 'parameter_invalid' }] } });
    const made = await call('POST', '/data_attributes', attribute);
    expect(made.body).toMatchObject({ full_name: 'custom_attributes.SMS opt out', custom: true, api_writable: true });
    expect((await call('POST', '/data_attributes', attribute)).body.errors[0].code).toBe('parameter_invalid');
    const listed = await call('GET', '/data_attributes?model=contact');
    expect(listed.body.data).toHaveLength(1);
    const late = await call('PUT', `/contacts/${id}`, { custom_attributes: { 'SMS opt out': true } });
    expect(late.body.custom_attributes).toEqual({ 'SMS opt out': true });
  });

  test('a strict workspace refuses underscores in attribute names and takes hyphens', async () => {
    intercom.addWorkspace({ id: 'strict', name: 'Strict', token: 'token-strict', attributeNames: 'strict' });
    const as = { authorization: 'Bearer token-strict' };
    const named = (name: string): Json => ({ name, model: 'contact', data_type: 'string' });
    expect((await call('POST', '/data_attributes', named('sms_consent'), as)).status).toBe(400);
    expect((await call('POST', '/data_attributes', named('sms-consent'), as)).status).toBe(200);
    expect((await call('POST', '/data_attributes', named('sms_consent'))).status).toBe(200);
  });

  test('an event is accepted with an empty 202 and kept once', async () => {
    const event = { event_name: 'sms-failed', created_at: NOON / 1000, id: customer(), metadata: { code: '30003' } };
    expect(await call('POST', '/events', event)).toMatchObject({ status: 202, body: null });
    await call('POST', '/events', event);
    expect(acme.events()).toHaveLength(1);
  });
});

describe('search', () => {
  test('new contacts and conversations appear only after the lag', async () => {
    intercom.searchLagMs = 120_000;
    const contact = await call('POST', '/contacts', { role: 'user', phone: PHONE });
    await conversationOf(contact.body.id);
    const byPhone = query('phone', '=', PHONE);
    const byContact = query('contact_ids', '=', contact.body.id);
    clock.advance(119_999);
    expect((await call('POST', '/contacts/search', byPhone)).body.total_count).toBe(0);
    expect((await call('POST', '/conversations/search', byContact)).body.total_count).toBe(0);
    expect((await call('GET', `/contacts/${contact.body.id}`)).status).toBe(200);
    clock.advance(1);
    expect((await call('POST', '/contacts/search', byPhone)).body.data[0].id).toBe(contact.body.id);
    expect((await call('POST', '/conversations/search', byContact)).body.total_count).toBe(1);
  });

  test.each([
    ['(555) 555-0123', 0],
    ['+1 (555) 555-0123', 1],
    ['001 555 555 0123', 1],
    ['+1 555 555 0123 ext. 5', 1],
    ['call +15555550123', 0],
  ])('a phone %j with its country is found by its E.164', async (stored, found) => {
    customer(stored);
    const answer = await call('POST', '/contacts/search', query('formatted_phone', '=', PHONE));
    expect(answer.body.total_count).toBe(found);
  });

  test('a phone is found in the spelling it is stored in only', async () => {
    const id = customer('(555) 555-0123');
    const either = (...spellings: string[]): Json => ({
      query: { operator: 'OR', value: spellings.map((value) => ({ field: 'phone', operator: '=', value })) },
    });
    expect((await call('POST', '/contacts/search', either(PHONE, '5555550123'))).body.total_count).toBe(0);
    expect((await call('POST', '/contacts/search', either(PHONE, '(555) 555-0123'))).body.data[0].id).toBe(id);
    expect((await call('POST', '/contacts/search', query('phone', 'IN', ['(555) 555-0123']))).body.total_count).toBe(1);
  });

  test.each([
    ['=', 'ann@customers.example', ['Ann']],
    ['!=', 'ann@customers.example', ['Bob', 'Cy']],
    ['NIN', ['ann@customers.example', 'bob@other.example'], ['Cy']],
    ['~', 'CUSTOMERS', ['Ann', 'Cy']],
    ['!~', 'customers', ['Bob']],
    ['^', 'bo', ['Bob']],
    ['$', 'customers.example', ['Ann', 'Cy']],
  ])('the operator %s on a string', async (operator, value, names) => {
    acme.addContact({ role: 'user', name: 'Ann', email: 'ann@customers.example' });
    acme.addContact({ role: 'user', name: 'Bob', email: 'bob@other.example' });
    acme.addContact({ role: 'user', name: 'Cy', email: 'cy@customers.example' });
    const found = await call('POST', '/contacts/search', query('email', operator, value));
    expect(found.body.data.map((one: Json) => one.name)).toEqual(names);
  });

  test('contacts’ dates are whole days of the workspace’s time zone', async () => {
    customer();
    const nextMidnight = Date.UTC(2026, 5, 2, 4) / 1000;
    const found = async (operator: string, at: number): Promise<number> =>
      (await call('POST', '/contacts/search', query('created_at', operator, at))).body.total_count;
    expect(await found('=', nextMidnight - 1)).toBe(1);
    expect(await found('>', NOON / 1000 - 3600)).toBe(0);
    expect(await found('<', nextMidnight)).toBe(1);
  });

  test('conversations are found by contact, state and time, greater-or-equal included', async () => {
    const contactId = customer();
    const id = await conversationOf(contactId);
    const since = {
      query: {
        operator: 'AND',
        value: [
          { field: 'contact_ids', operator: 'IN', value: [contactId] },
          { field: 'created_at', operator: '>', value: NOON / 1000 },
          { field: 'open', operator: '=', value: true },
        ],
      },
    };
    expect((await call('POST', '/conversations/search', since)).body.conversations[0].id).toBe(id);
    acme.close(id);
    expect((await call('POST', '/conversations/search', since)).body.total_count).toBe(0);
    expect((await call('POST', '/conversations/search', query('state', '=', 'closed'))).body.total_count).toBe(1);
  });

  test('pages follow one another by cursor', async () => {
    for (let n = 0; n < 5; n += 1) customer(`+1555555012${n}`);
    const seen: unknown[] = [];
    let after: string | undefined;
    do {
      const pagination = { per_page: 2, ...(after === undefined ? {} : { starting_after: after }) };
      const { body } = await call('POST', '/contacts/search', { ...query('role', '=', 'user'), pagination });
      seen.push(...body.data.map((one: Json) => one.phone));
      expect(body).toMatchObject({ total_count: 5, pages: { total_pages: 3, per_page: 2 } });
      after = body.pages.next?.starting_after;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(5);
  });

  test('conversations are listed page by page, the last changed first', async () => {
    const contactId = customer();
    const first = await conversationOf(contactId, 'One');
    const second = await conversationOf(contactId, 'Two');
    clock.advance(1000);
    acme.note(first, { html: '<p>x</p>' });
    const page = await call('GET', '/conversations?per_page=1');
    expect(page.body.conversations.map((one: Json) => one.id)).toEqual([first]);
    const next = await call('GET', `/conversations?per_page=1&starting_after=${page.body.pages.next.starting_after}`);
    expect(next.body.conversations.map((one: Json) => one.id)).toEqual([second]);
  });

  test('a query too deep, too wide or of unknown fields fails', async () => {
    await unrecorded();
    customer();
    const filter = { field: 'phone', operator: '=', value: PHONE };
    const group = (operator: string, value: unknown[]): Json => ({ operator, value });
    const wide = group('OR', Array(16).fill(filter));
    const deep = group('AND', [group('OR', [group('AND', [filter])])]);
    const allowed = group('AND', [group('OR', Array(15).fill(filter)), group('OR', [filter])]);
    const status = async (value: unknown): Promise<number> =>
      (await call('POST', '/contacts/search', { query: value })).status;
    expect(await status(wide)).toBe(400);
    expect(await status(deep)).toBe(400);
    expect(await status({ ...filter, field: 'shoe_size' })).toBe(400);
    expect(await status({ ...filter, operator: '==' })).toBe(400);
    expect(await status(allowed)).toBe(200);
  });
});

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
    answers = [failure, failure];
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
    answers = [410];
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
    answers = [429];
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

describe('the panel', () => {
  test('initialize and submit are signed and carry the inbox’s context', async () => {
    const contactId = customer();
    const id = acme.customerWritesInMessenger(null, contactId, 'Hi');
    await settled();
    const shown = await acme.canvasInitialize(id);
    expect(shown).toMatchObject({ status: 200, body: canvas });
    expect(shown.ms).toBeGreaterThan(0);
    const [initialize] = received.splice(0);
    expect(initialize).toMatchObject({
      path: '/canvas/initialize',
      body: {
        workspace_id: 'acme01',
        workspace_region: 'US',
        admin: { id: acme.admins[0]?.id },
        conversation: { id },
        contact: { id: contactId, phone: PHONE },
      },
    });
    expect(initialize?.headers['x-body-signature']).toBe(
      createHmac('sha256', SECRET)
        .update(initialize?.raw ?? '')
        .digest('hex'),
    );
    const click = { componentId: 'send', inputValues: { text: 'Yo' }, currentCanvas: canvas.canvas };
    await acme.canvasSubmit(id, { ...click, adminId: String(acme.admins[1]?.id) });
    expect(received[0]).toMatchObject({
      path: '/canvas/submit',
      body: { component_id: 'send', input_values: { text: 'Yo' }, current_canvas: canvas.canvas },
    });
    expect(received[0]?.body.admin.id).toBe(acme.admins[1]?.id);
  });
});
