// Records as systems send them, and what is left of each.
import { attributeType } from '../../../src/domain/customers/attributes.ts';
import { cleanRecord } from '../../../src/domain/customers/clean-record.ts';
import { recordOfRow } from '../../../src/domain/customers/csv-record.ts';
import { expect, test } from '../../support/jest-globals.ts';

const clean = (given: Record<string, unknown>) => cleanRecord('42', given, 'US');

test('a record becomes clean values', () => {
  const { record, faults } = clean({
    ...{ email: ' maya@example.com ', phone: '(415) 555-0132', name: 'Maya', created_at: '2026-01-08T13:05:00Z' },
    ...{ last_seen_at: 1_767_877_500, time_zone: 'America/New_York', from_oauth: true },
    attributes: { plan: 'pro', 'seats used': 4, since: '2026-01-08', usage: { 'api.calls': 12.5, web: { day: true } } },
  });
  expect(faults).toEqual([]);
  expect(record).toEqual({
    ...{ externalId: '42', email: 'maya@example.com', phone: '+14155550132', name: 'Maya', createdAt: 1_767_877_500 },
    ...{ lastSeenAt: 1_767_877_500, timeZone: 'America/New_York', fromOauth: true, companies: null },
    attributes: { plan: 'pro', seats_used: 4, since: 1_767_830_400, usage_api_calls: 12.5, usage_web_day: true },
  });
});

test('a value that cannot be used is left out and named', () => {
  const { record, faults } = clean({
    ...{ phone: 'call me', created_at: 'yesterday', time_zone: 'Moon' },
    attributes: { 'a b': 1, 'a-b': 2, $$: 3, long: 'x'.repeat(300), deep: { a: { b: { c: { d: 1 } } } } },
  });
  expect(record).toMatchObject({ phone: null, createdAt: null, timeZone: null });
  expect(record.attributes).toEqual({ a_b: 1, long: 'x'.repeat(255) });
  expect(faults.map(({ at, kind }) => `${at} ${kind}`)).toEqual([
    ...['/phone phone', '/time_zone zone', '/attributes/a-b twice', '/attributes/$$ name'],
    ...['/attributes/long shortened', '/attributes/deep name', '/created_at time'],
  ]);
});

test('a company’s attributes have names of their own', () => {
  const companies = [{ id: 'c1', attributes: { plan: 'x', company_size: 3 } }, { id: 'c1' }];
  const { record, faults } = clean({ companies });
  expect(record.companies).toMatchObject([{ id: 'c1', attributes: { company_plan: 'x', company_size: 3 } }]);
  expect(faults).toEqual([{ at: '/companies/1', kind: 'twice' }]);
});

test('a record of 100,000 attributes costs no more than it may keep', () => {
  const attributes = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`column ${at}`, at]));
  const { record, faults } = clean({ attributes });
  expect(Object.keys(record.attributes)).toHaveLength(250);
  expect(faults).toHaveLength(20);
});

test('names that JavaScript gives a meaning stay names', () => {
  const { record } = clean(JSON.parse('{"attributes":{"__proto__":{"plan":"x"},"constructor":1}}'));
  expect(Object.keys(record.attributes).sort()).toEqual(['constructor', 'proto_plan']);
  expect(Object.getPrototypeOf(record.attributes)).toBe(Object.prototype);
});

test('a row of a CSV file becomes a record', () => {
  const columns = ['external_id', 'email', 'plan', 'seats', 'zip', 'vip', 'company_id', 'company_monthly_spend'];
  const more = ['company_is_owned', 'from_oauth'];
  const fields = ['42', 'maya@example.com', 'pro', '4.5', '02139', 'TRUE', 'c1', '99', 'yes', 'no'];
  expect(recordOfRow([...columns, ...more], fields)).toEqual({
    ...{ external_id: '42', email: 'maya@example.com', from_oauth: false },
    attributes: { plan: 'pro', seats: 4.5, zip: '02139', vip: true },
    companies: [{ id: 'c1', monthly_spend: 99, is_owned: true }],
  });
  expect(recordOfRow(['external_id', 'company_id'], ['42', ''])).toEqual({
    ...{ external_id: '42', attributes: {}, companies: [] },
  });
});

test('an attribute is made with the type of its value', () => {
  expect(attributeType('plan', 'pro')).toBe('string');
  expect(attributeType('seats', 4)).toBe('integer');
  expect(attributeType('score', 4.5)).toBe('float');
  expect(attributeType('vip', true)).toBe('boolean');
  expect(attributeType('subscribed_at', 1_767_830_400)).toBe('date');
});
