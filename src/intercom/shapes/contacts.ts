// Intercom's contacts → ours, the same way for REST answers and webhooks.
import type { Contact } from '../../domain/conversation.ts';
import type { Checked } from '../../lib/schema.ts';
import { field, idOf, isFields, textOf, timeOf } from './loose.ts';

export function readContact(wire: unknown): Checked<Contact> {
  const id = idOf(field(wire, 'id'));
  if (id === null) return { ok: false, problem: '/id: invalid' };
  return {
    ok: true,
    value: {
      id,
      role: field(wire, 'role') === 'lead' ? 'lead' : 'user',
      name: textOf(field(wire, 'name')) || null,
      phone: textOf(field(wire, 'phone')) || null,
      hasEmail: (textOf(field(wire, 'email')) ?? '') !== '',
      seenAt: timeOf(field(wire, 'last_seen_at')),
    },
  };
}

export interface ContactFields {
  contact: Contact;
  name: string | null;
  email: string | null;
  phone: string | null;
  attributes: Readonly<Record<string, unknown>>;
}

/** With the fields that a template may use. */
export function readContactFields(wire: unknown): Checked<ContactFields> {
  const contact = readContact(wire);
  if (!contact.ok) return contact;
  const attributes = field(wire, 'custom_attributes');
  return {
    ok: true,
    value: {
      contact: contact.value,
      name: textOf(field(wire, 'name')),
      email: textOf(field(wire, 'email')),
      phone: textOf(field(wire, 'phone')),
      attributes: isFields(attributes) ? attributes : {},
    },
  };
}
