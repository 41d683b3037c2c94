// Intercom's contacts → ours, the same way for REST answers and webhooks.
import type { Contact } from '../../domain/conversation.ts';
import { type ContactZones, codeOf, zoneNamed, zoneOfPlace, zonesAmong } from '../../domain/times/customer-zone.ts';
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
      zones: readZones(wire),
    },
  };
}

/** No region has a longer name: anybody may write one. */
const LONGEST_NAME = 100;

/** Versions before 2 named the zone of a place (`location_data`); later ones name country and city. */
function readZones(wire: unknown): ContactZones | null {
  const attributes = field(wire, 'custom_attributes');
  const [place, before] = [field(wire, 'location'), field(wire, 'location_data')];
  if (attributes === undefined && place === undefined && before === undefined) return null;
  const said = textOf(field(before, 'timezone')) ?? textOf(field(place, 'timezone'));
  const named = said === null ? null : zoneNamed(said);
  const country = textOf(field(place, 'country')) ?? textOf(field(before, 'country_name'));
  const city = textOf(field(place, 'city')) ?? textOf(field(before, 'city_name'));
  const code = country === null ? null : codeOf(country);
  const region = textOf(field(place, 'region')) ?? textOf(field(before, 'region_name'));
  return {
    place: named ?? zoneOfPlace({ country, city }),
    attributes: isFields(attributes) ? zonesAmong(attributes) : {},
    ...(code === null ? {} : { country: code }),
    ...(code === null || region === null || region.length > LONGEST_NAME ? {} : { region }),
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
