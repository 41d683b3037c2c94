// Contacts that are put away, deleted, blocked, merged or converted.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/contacts.
import { answer, text } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { may, needs, positional, verb, wire } from './asking/verb.ts';
import { contactShows, oneContact, readByExternalId, readContact } from './contacts.ts';

/** The contact as an answer to archiving, deleting or blocking it: its ids, and what was done. */
const contactGone = answer({ type: 'object', required: ['id'], properties: { id: { type: 'string' }, type: text } });

export const contactRemoval = {
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
