// Intercom's contacts and companies as the sync of customers compares them.
import type { Contact } from '../../domain/conversation.ts';
import type { Membership } from '../../domain/customers/memberships.ts';
import type { ContactAsIs, ContactWrites } from '../../domain/customers/plan.ts';
import type { CompanyRecord } from '../../domain/customers/record.ts';
import type { Checked } from '../../lib/schema.ts';
import { readContact } from './contacts.ts';
import { field, idOf, isFields, listOf, textOf, timeOf } from './loose.ts';

/** A contact with all that a sync compares; `contact`: as the bridge knows it. */
export interface SyncedContact extends ContactAsIs {
  contact: Contact;
}

export function readSyncedContact(wire: unknown): Checked<SyncedContact> {
  const read = readContact(wire);
  if (!read.ok) return read;
  const { id, role, name, phone } = read.value;
  const attributes = field(wire, 'custom_attributes');
  return {
    ok: true,
    value: {
      ...{ id, role, name, phone, contact: read.value },
      externalId: textOf(field(wire, 'external_id')) || null,
      email: textOf(field(wire, 'email')) || null,
      createdAt: secondsIn(wire, 'created_at'),
      signedUpAt: secondsIn(wire, 'signed_up_at'),
      lastSeenAt: secondsIn(wire, 'last_seen_at'),
      attributes: isFields(attributes) ? attributes : {},
    },
  };
}

export function readSyncedContacts(answer: unknown): Checked<SyncedContact[]> {
  const list = listOf(answer, 'data');
  if (list === null) return { ok: false, problem: '/data: invalid' };
  const contacts = list.map(readSyncedContact);
  return { ok: true, value: contacts.flatMap((one) => (one.ok ? [one.value] : [])) };
}

function secondsIn(wire: unknown, name: string): number | null {
  const time = timeOf(field(wire, name));
  return time === null ? null : Math.floor(time.getTime() / 1000);
}

/** A page of a contact's companies, which are numbered. */
export function readMemberships(answer: unknown): Checked<{ memberships: Membership[]; pages: number }> {
  const list = listOf(answer, 'companies');
  if (list === null) return { ok: false, problem: '/companies: invalid' };
  const memberships = list.flatMap((one) => {
    const [intercomId, companyId] = [idOf(field(one, 'id')), textOf(field(one, 'company_id'))];
    return intercomId === null || companyId === null ? [] : [{ intercomId, companyId }];
  });
  return { ok: true, value: { memberships, pages: Number(field(answer, 'pages', 'total_pages') ?? 1) || 1 } };
}

export interface CustomAttribute {
  name: string;
  type: string;
  isArchived: boolean;
}

/** The workspace's own ones. */
export function readCustomAttributes(answer: unknown): Checked<CustomAttribute[]> {
  const list = listOf(answer, 'data');
  if (list === null) return { ok: false, problem: '/data: invalid' };
  const attributes = list.flatMap((one) => {
    const name = textOf(field(one, 'name'));
    if (name === null || field(one, 'custom') === false) return [];
    return [{ name, type: textOf(field(one, 'data_type')) ?? 'string', isArchived: field(one, 'archived') === true }];
  });
  return { ok: true, value: attributes };
}

/** An empty name or value clears it. */
export function contactBody({
  externalId,
  email,
  phone,
  name,
  signedUpAt,
  lastSeenAt,
  attributes,
}: ContactWrites): object {
  const hasAttributes = Object.keys(attributes).length > 0;
  return {
    ...{ external_id: externalId, email, phone, name: name === '' ? null : name },
    ...{ signed_up_at: signedUpAt, last_seen_at: lastSeenAt },
    ...(hasAttributes ? { custom_attributes: attributes } : {}),
  };
}

export function companyBody(company: CompanyRecord, attributes: CompanyRecord['attributes']): object {
  const { id, name, createdAt, monthlySpend, plan, website, size, industry } = company;
  return {
    ...{ company_id: id, name: name ?? id, remote_created_at: createdAt ?? undefined, plan: plan ?? undefined },
    monthly_spend: monthlySpend === null ? undefined : Math.round(monthlySpend),
    ...{ website: website ?? undefined, size: size ?? undefined, industry: industry ?? undefined },
    ...(Object.keys(attributes).length > 0 ? { custom_attributes: attributes } : {}),
  };
}
