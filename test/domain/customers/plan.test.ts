// A record changes a contact in Intercom, and takes over values from there.
import { cleanRecord } from '../../../src/domain/customers/clean-record.ts';
import { planMemberships } from '../../../src/domain/customers/memberships.ts';
import { type Base, type ContactAsIs, planContact, type SyncRules } from '../../../src/domain/customers/plan.ts';
import { expect, test } from '../../support/jest-globals.ts';

const rules: SyncRules = {
  ...{ email: 'ours', phone: 'ours', name: 'ours', attributes: 'ours', timeZoneAttribute: 'zone', country: 'US' },
};
const contact: ContactAsIs = {
  ...{ id: 'c', role: 'user', externalId: '42', email: null, phone: null, name: null, createdAt: 1, signedUpAt: null },
  ...{ lastSeenAt: null, attributes: { deleted: false } },
};
const base: Base = {
  ...{ email: null, phone: null, name: null, lastSeenAt: null, timeZone: null, attributes: { deleted: false } },
};

function plan(
  given: Record<string, unknown>,
  theirs: Partial<ContactAsIs> | null = {},
  before: Partial<Base> | null = null,
  own: Partial<SyncRules> = {},
  nameWasRead = false,
) {
  const known = { base: before && { ...base, ...before }, nameWasRead };
  const { record } = cleanRecord('42', given, 'US');
  return planContact(record, theirs && { ...contact, ...theirs }, known, { ...rules, ...own });
}

test('a new contact gets all values, and is not deleted', () => {
  const { writes, pulled } = plan({ email: 'a@x.com', name: 'Ann', created_at: 5, attributes: { plan: 'pro' } }, null);
  expect(writes).toEqual({
    ...{ externalId: '42', email: 'a@x.com', name: 'Ann', signedUpAt: 5, attributes: { plan: 'pro', deleted: false } },
  });
  expect(pulled).toEqual({});
});

test('only changed fields are written', () => {
  const theirs = {
    email: 'A@x.com',
    phone: '(415) 555-0132',
    name: 'Ann',
    attributes: { plan: 'pro', deleted: false },
  };
  const { writes, differences } = plan(
    { email: 'a@x.com', phone: '+14155550132', name: 'Anna', attributes: { plan: 'pro' } },
    theirs,
  );
  expect(writes).toEqual({ name: 'Anna', attributes: {} });
  expect(differences).toEqual([{ field: 'name', ours: 'Anna', theirs: 'Ann', changes: 'intercom' }]);
});

test('a missing name and number are pulled, unless another service chose them', () => {
  const theirs = { name: 'Ann', phone: '415 555 0132' };
  expect(plan({}, theirs).pulled).toEqual({ name: 'Ann', phone: '+14155550132' });
  expect(plan({}, { name: 'A' }).pulled).toEqual({});
  expect(plan({ from_oauth: true }, theirs).pulled).toEqual({});
});

test('a pulled name is cleared in Intercom once it was read', () => {
  expect(plan({}, { name: 'Ann' }, { name: 'Ann' }).writes).toEqual({ attributes: {} });
  const read = plan({}, { name: 'Ann' }, { name: 'Ann' }, {}, true);
  expect([read.writes.name, read.pulled.name]).toEqual(['', undefined]);
  expect(plan({}, { name: 'Annie' }, { name: 'Ann' }, {}, true).pulled.name).toBe('Annie');
});

test('both sides get the later time of the last visit', () => {
  expect(plan({ last_seen_at: 9 }, { lastSeenAt: 5 }).writes.lastSeenAt).toBe(9);
  expect(plan({ last_seen_at: 5 }, { lastSeenAt: 9 }).pulled.lastSeenAt).toBe(9);
  expect(plan({ last_seen_at: 5 }, { lastSeenAt: 5 }).differences).toEqual([]);
});

test('a time zone comes from the attribute; a bad one is ignored', () => {
  const zone = (named: string) => plan({ time_zone: 'UTC' }, { attributes: { zone: named, deleted: false } });
  expect(zone('Europe/Berlin')).toMatchObject({ pulled: { timeZone: 'Europe/Berlin' }, badZone: false });
  expect(zone('Berlin time')).toMatchObject({ pulled: {}, badZone: true });
});

test('each field has a side that counts', () => {
  const email = (precedence: SyncRules['email'], before: Partial<Base> | null, ours = 'o@x.com') => {
    const { writes, pulled } = plan({ email: ours }, { email: 't@x.com' }, before, { email: precedence });
    return writes.email ?? pulled.email ?? null;
  };
  expect(email('ours', null)).toBe('o@x.com');
  expect(email('theirs', null)).toBe('t@x.com');
  expect(email('never', null)).toBeNull();
  expect(email('newest', { email: 'o@x.com' })).toBe('t@x.com');
  expect(email('newest', { email: 't@x.com' })).toBe('o@x.com');
  expect(email('newest', { email: 'old@x.com' })).toBe('o@x.com');
});

test('a value that somebody changed in Intercom is a conflict', () => {
  const { conflicts } = plan({ name: 'Ann' }, { name: 'Annie' }, { name: 'Ann' });
  expect(conflicts).toEqual([{ field: 'name', ours: 'Ann', theirs: 'Annie', winner: 'ours' }]);
  expect(plan({ name: 'Anna' }, { name: 'Ann' }, { name: 'Ann' }).conflicts).toEqual([]);
});

test('an empty attribute of ours is cleared there', () => {
  const { writes } = plan({ attributes: { plan: null } }, { attributes: { plan: 'pro', deleted: false } });
  expect(writes.attributes).toEqual({ plan: null });
});

test('memberships follow the record, and those that people made stay', () => {
  const { record } = cleanRecord('42', { companies: [{ id: 'a', is_owned: true }, { id: 'b' }, { id: 'n' }] }, null);
  const known = new Map(['a', 'b', 'left'].map((id) => [id, { intercomId: `i-${id}`, hash: 'old' }]));
  const attached = ['b', 'left', 'by-hand'].map((id) => ({ intercomId: `i-${id}`, companyId: id }));
  const planned = planMemberships(record.companies ?? [], known, attached, () => 'new');
  expect(planned.write.map(({ id }) => id)).toEqual(['a', 'n']);
  expect(planned.attach).toEqual(['a', 'n']);
  expect(planned.detach.map(({ companyId }) => companyId)).toEqual(['left']);
});
