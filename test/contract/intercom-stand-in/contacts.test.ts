// Holds the pretend Intercom to the contacts of the real one: their ids, merges, tags, attributes and events.
import {
  acme,
  call,
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
    const own = listed.body.data.filter(({ custom }: { custom: boolean }) => custom);
    expect(own).toHaveLength(1);
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
