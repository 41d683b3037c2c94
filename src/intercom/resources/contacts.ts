// Contacts, which are users and leads: found, listed, searched, written, put away and merged.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/contacts. Times are Unix seconds.
import { atContact, movedTo } from '../calls/merged-contacts.ts';
import { answer, flag, record, reference, text, time, whole } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { failed } from './asking/failed.ts';
import { byCursor } from './asking/pages.ts';
import { type InputOf, may, needs, positional, verb, wire } from './asking/verb.ts';
import { queryOf, searchTakes, sortOf } from './searching.ts';

export const contactSchema = {
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

/** The contact as an answer to archiving, deleting or blocking it: its ids, and what was done. */
const contactGone = answer({ type: 'object', required: ['id'], properties: { id: { type: 'string' }, type: text } });

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

export function contactBody({ attributes, ...fields }: Written): object {
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

  archive: verb({
    calls: ['POST /contacts/{id}/archive'],
    effect: 'changes',
    takes: { id: positional('text') },
    shows: contactShows,
    run: (ask, { id }) => ask('POST /contacts/{id}/archive', { at: { id } }, contactGone),
  }),

  unarchive: verb({
    calls: ['POST /contacts/{id}/unarchive'],
    effect: 'changes',
    takes: { id: positional('text') },
    shows: contactShows,
    run: (ask, { id }) => ask('POST /contacts/{id}/unarchive', { at: { id } }, contactGone),
  }),

  delete: verb({
    calls: ['DELETE /contacts/{id}'],
    effect: 'deletes',
    takes: { id: positional('text') },
    shows: contactShows,
    run: (ask, { id }) => ask('DELETE /contacts/{id}', { at: { id } }, contactGone),
  }),

  /** Archives the contact's conversations too. */
  block: verb({
    calls: ['POST /contacts/{id}/block'],
    effect: 'deletes',
    takes: { id: positional('text') },
    shows: contactShows,
    run: (ask, { id }) => ask('POST /contacts/{id}/block', { at: { id } }, contactGone),
  }),

  /** A lead into a user. They share email or phone, unless `evenIfDifferent`. */
  merge: verb({
    calls: ['POST /contacts/merge'],
    effect: 'deletes',
    takes: { lead: positional('text'), user: positional('text'), evenIfDifferent: may('flag') },
    shows: contactShows,
    run: (ask, { lead, user, evenIfDifferent }) => mergeContacts(ask, lead, user, evenIfDifferent),
  }),

  /** A lead becomes the user of an external id, who is made where there is none, with the lead's email. */
  convert: verb({
    calls: ['POST /contacts/merge', 'GET /contacts/find_by_external_id/{external_id}', 'POST /contacts'],
    effect: 'deletes',
    takes: { lead: positional('text'), externalId: needs('text') },
    shows: contactShows,
    async run(ask, { lead, externalId }) {
      const found = await readByExternalId(ask, externalId).catch((error: unknown) => {
        if (isNotFound(error)) return null;
        throw error;
      });
      const user = found ?? (await createUserLike(ask, lead, externalId));
      return mergeContacts(ask, lead, user.id, true);
    },
  }),

  /** A visitor of the Messenger, by the visitor's `user_id`, becomes a lead, or the user of an external id. */
  'convert-visitor': verb({
    calls: ['POST /visitors/convert'],
    effect: 'changes',
    takes: { visitor: positional('text'), externalId: may('text') },
    shows: contactShows,
    run: (ask, { visitor, externalId }) => {
      const type = externalId === undefined ? 'lead' : 'user';
      const body = { type, user: { user_id: externalId ?? visitor }, visitor: { user_id: visitor } };
      return ask('POST /visitors/convert', { body }, oneContact);
    },
  }),
} as const;

function mergeContacts(ask: Ask, lead: string, user: string, evenIfDifferent?: boolean) {
  const body = wire({ from: lead, into: user, skipDuplicateValidation: evenIfDifferent || undefined });
  return ask('POST /contacts/merge', { body }, oneContact);
}

async function createUserLike(ask: Ask, lead: string, externalId: string) {
  const { email } = await readContact(ask, lead);
  const body = wire({ role: 'user', externalId, email: email ?? undefined });
  return ask('POST /contacts', { body }, oneContact);
}

function isNotFound(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'kind') === 'not-found';
}

async function firstTwo<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) if (found.push(item) === 2) break;
  return found;
}
