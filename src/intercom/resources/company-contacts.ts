// The contacts of a company, and the companies of a contact.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/companies.
import { atContact } from '../calls/merged-contacts.ts';
import { answer, record, whole } from './asking/answers.ts';
import { byCursor, byUrl } from './asking/pages.ts';
import { positional, verb } from './asking/verb.ts';
import { companySchema, companyShows, oneCompany, readCompanyBy } from './companies.ts';
import { contactList, contactShows } from './contacts.ts';

const companiesOfContact = {
  answer: answer({
    type: 'object',
    properties: { companies: { type: 'array', items: companySchema }, total_count: whole, pages: record },
  }),
  field: 'companies',
} as const;

export const companyContacts = {
  contacts: verb({
    calls: ['GET /companies/{id}/contacts'],
    effect: 'reads',
    takes: { id: positional('text') },
    shows: contactShows,
    run: (ask, { id }) => byCursor(ask, 'GET /companies/{id}/contacts', { at: { id } }, contactList),
  }),

  'contacts-by-company-id': verb({
    calls: ['GET /companies/{id}/contacts', 'GET /companies'],
    effect: 'reads',
    takes: { companyId: positional('text') },
    shows: contactShows,
    async *run(ask, { companyId }) {
      const { id } = await readCompanyBy(ask, { company_id: companyId });
      yield* byCursor(ask, 'GET /companies/{id}/contacts', { at: { id } }, contactList);
    },
  }),

  /** One contact or many. A contact belongs to at most 1,000 companies. */
  attach: verb({
    calls: ['POST /contacts/{contact_id}/companies'],
    effect: 'changes',
    takes: { id: positional('text'), contacts: positional('texts') },
    shows: ['contact', 'company'],
    async *run(ask, { id, contacts }) {
      for (const contact of contacts) {
        await atContact(contact, (at) =>
          ask('POST /contacts/{contact_id}/companies', { at: { contact_id: at }, body: { id } }, oneCompany),
        );
        yield { contact, company: id };
      }
    },
  }),

  detach: verb({
    calls: ['DELETE /contacts/{contact_id}/companies/{id}'],
    effect: 'changes',
    takes: { id: positional('text'), contacts: positional('texts') },
    shows: ['contact', 'company'],
    async *run(ask, { id, contacts }) {
      for (const contact of contacts) {
        await atContact(contact, (at) =>
          ask('DELETE /contacts/{contact_id}/companies/{id}', { at: { contact_id: at, id } }, oneCompany),
        );
        yield { contact, company: id };
      }
    },
  }),

  'of-contact': verb({
    calls: ['GET /contacts/{contact_id}/companies'],
    effect: 'reads',
    takes: { contact: positional('text') },
    shows: companyShows,
    run: (ask, { contact }) =>
      byUrl(ask, 'GET /contacts/{contact_id}/companies', { at: { contact_id: contact } }, companiesOfContact),
  }),
} as const;
