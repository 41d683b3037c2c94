// Holds the pretend Intercom to the search of the real one: its lag, operators, dates, pages and limits.
import {
  acme,
  call,
  clock,
  conversationOf,
  customer,
  intercom,
  NOON,
  PHONE,
  query,
  unrecorded,
  withIntercomAlone,
} from '../../support/intercom-alone.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';

type Json = Record<string, unknown>;

withIntercomAlone();

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
