// Contacts, which are users and leads: found, listed, searched and written.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/contacts. Times are Unix seconds.
import { atContact, movedTo } from '../calls/merged-contacts.ts';
import { answer, flag, record, reference, text, time, whole } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { failed } from './asking/failed.ts';
import { byCursor } from './asking/pages.ts';
import { type InputOf, may, positional, verb, wire } from './asking/verb.ts';
import { queryOf, searchTakes, sortOf } from './searching.ts';

const contactSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: 'string' },
    external_id: text,
    role: text,
    email: text,
    phone: text,
    name: text,
    owner_id: reference,
    unsubscribed_from_emails: flag,
    created_at: time,
    updated_at: time,
    signed_up_at: time,
    last_seen_at: time,
    last_replied_at: time,
    last_contacted_at: time,
    custom_attributes: record,
    tags: record,
    notes: record,
    companies: record,
  },
} as const;

export const oneContact = answer(contactSchema);
export const contactList = {
  answer: answer({
    type: 'object',
    required: ['data'],
    properties: { data: { type: 'array', items: contactSchema }, total_count: whole, pages: record },
  }),
  field: 'data',
} as const;

export const contactShows = ['id', 'role', 'name', 'email', 'phone', 'external_id'] as const;

/** The fields of a contact that may be written. */
const written = {
  role: may('text', ['user', 'lead']),
  email: may('text'),
  externalId: may('text'),
  phone: may('text'),
  name: may('text'),
  avatar: may('text'),
  ownerId: may('text'),
  signedUpAt: may('time'),
  lastSeenAt: may('time'),
  unsubscribedFromEmails: may('flag'),
  attributes: may('pairs'),
} as const;

type Written = InputOf<typeof written>;

function contactBody({ attributes, ...fields }: Written): object {
  return wire({ ...fields, customAttributes: attributes });
}

/** The contact of an id, or the one that it was merged into. */
export function readContact(ask: Ask, id: string) {
  return atContact(id, (at) => ask('GET /contacts/{id}', { at: { id: at } }, oneContact));
}

/** Every contact with this address: leads may share one with others, and with a user. New ones may be missing for minutes. */
export function contactsByEmail(ask: Ask, email: string) {
  const query = { field: 'email', operator: '=', value: email };
  return byCursor(ask, 'POST /contacts/search', { body: { query } }, contactList);
}

/** The one user of an external id, or the one that it was merged into: never a lead. */
export async function readByExternalId(ask: Ask, externalId: string) {
  try {
    const at = { external_id: externalId };
    return await ask('GET /contacts/find_by_external_id/{external_id}', { at }, oneContact);
  } catch (error) {
    const moved = movedTo(error);
    if (moved === null) throw error;
    return readContact(ask, moved);
  }
}

export const contacts = {
  find: verb({
    calls: ['GET /contacts/{id}'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: contactShows,
    run: (ask, { id }) => readContact(ask, id),
  }),

  'find-by-external-id': verb({
    calls: ['GET /contacts/find_by_external_id/{external_id}'],
    effect: 'reads',
    takes: { externalId: positional('text') },
    shows: contactShows,
    run: (ask, { externalId }) => readByExternalId(ask, externalId),
  }),

  /** Failures `not-found`, and `several-match` where more than one contact has the address. */
  'find-by-email': verb({
    calls: ['POST /contacts/search'],
    effect: 'reads',
    takes: { email: positional('text') },
    shows: contactShows,
    async run(ask, { email }) {
      const [first, second] = await firstTwo(contactsByEmail(ask, email));
      if (first === undefined) throw failed('not-found', email);
      if (second !== undefined) throw failed('several-match', email);
      return first;
    },
  }),

  'list-by-email': verb({
    calls: ['POST /contacts/search'],
    effect: 'reads',
    takes: { email: positional('text') },
    shows: contactShows,
    run: (ask, { email }) => contactsByEmail(ask, email),
  }),

  /** Merged contacts are never among them. */
  list: verb({
    calls: ['GET /contacts'],
    effect: 'reads',
    takes: {},
    shows: contactShows,
    run: (ask) => byCursor(ask, 'GET /contacts', {}, contactList),
  }),

  /** A date is compared as a whole day of the workspace's time zone. New contacts may be missing for minutes. */
  search: verb({
    calls: ['POST /contacts/search'],
    effect: 'reads',
    takes: { ...searchTakes, sort: may('text'), order: may('text', ['ascending', 'descending']) },
    shows: contactShows,
    run: (ask, input) =>
      byCursor(ask, 'POST /contacts/search', { body: { query: queryOf(input), ...sortOf(input) } }, contactList),
  }),

  /** Needs one of role, email and external id. Failure `duplicate` where a user with the email or external id exists. */
  create: verb({
    calls: ['POST /contacts'],
    effect: 'changes',
    takes: written,
    shows: contactShows,
    run: (ask, input) => ask('POST /contacts', { body: contactBody(input) }, oneContact),
  }),

  /** Changes what is given, and leaves the rest. */
  update: verb({
    calls: ['PUT /contacts/{id}'],
    effect: 'changes',
    takes: { id: positional('text'), ...written },
    shows: contactShows,
    run: (ask, { id, ...fields }) =>
      atContact(id, (at) => ask('PUT /contacts/{id}', { at: { id: at }, body: contactBody(fields) }, oneContact)),
  }),
} as const;

async function firstTwo<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) if (found.push(item) === 2) break;
  return found;
}
