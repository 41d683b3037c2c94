// Our calls to Intercom for the sync of customers: contacts by the ids of the workspace's own system, companies, attributes.
import type { Membership } from '../../domain/customers/memberships.ts';
import type { ContactWrites } from '../../domain/customers/plan.ts';
import type { CompanyRecord } from '../../domain/customers/record.ts';
import type { Attempt } from '../../domain/errors.ts';
import { readAnything, readId } from '../shapes/answers.ts';
import {
  type CustomAttribute,
  companyBody,
  contactBody,
  readCustomAttributes,
  readMemberships,
  readSyncedContact,
  readSyncedContacts,
  type SyncedContact,
} from '../shapes/customers.ts';
import type { Call } from './call.ts';
import { atContact } from './merged-contacts.ts';
import { operations } from './operations.ts';

const MEMBERSHIPS_A_PAGE = 50;

/** As methods of the client. */
export function customerCalls(call: Call) {
  return {
    /** The contact, or the one that it was merged into. */
    getSynced(id: string): Promise<SyncedContact> {
      return atContact(id, (at) => call(operations.getContact, { at: { id: at } }, readSyncedContact));
    },

    /** Among users, at once, without the lag of the search. An archived one is not found. */
    findByExternalId(externalId: string): Promise<SyncedContact> {
      return call(operations.findByExternalId, { at: { external_id: externalId } }, readSyncedContact);
    },

    /** Users and leads with this e-mail, number or spelling, at most 15 of them. New ones may be missing for minutes. */
    searchSynced(named: {
      email: string | null;
      numbers: readonly string[];
      spellings: readonly string[];
    }): Promise<SyncedContact[]> {
      const value = [
        ...(named.email === null ? [] : [{ field: 'email', operator: '=', value: named.email }]),
        ...named.numbers.map((number) => ({ field: 'formatted_phone', operator: '=', value: number })),
        ...named.spellings.map((spelling) => ({ field: 'phone', operator: '=', value: spelling })),
      ];
      const body = { query: { operator: 'OR', value: value.slice(0, 15) }, pagination: { per_page: 50 } };
      return call(operations.searchContacts, { body }, readSyncedContacts);
    },

    /** The external id and the e-mail are unique among users, so a repeated create ends in a conflict that names the first. */
    createSynced(writes: ContactWrites): Promise<SyncedContact> {
      return call(operations.createContact, { body: { role: 'user', ...contactBody(writes) } }, readSyncedContact);
    },

    updateSynced(id: string, writes: ContactWrites): Promise<SyncedContact> {
      const body = contactBody(writes);
      return call(operations.updateContact, { at: { id }, body }, readSyncedContact);
    },

    /** `areNumbersAlike`: the caller has compared numbers that may be spelled differently. */
    async mergeLead(
      { from, into, areNumbersAlike }: { from: string; into: string; areNumbersAlike: boolean },
      _attempt: Attempt,
    ): Promise<void> {
      const body = { from, into, ...(areNumbersAlike ? { skip_duplicate_validation: true } : {}) };
      await call(operations.mergeContacts, { body }, readAnything);
    },

    /** Made or updated: a company's own id is unique. Returns Intercom's id of it. */
    saveCompany(company: CompanyRecord, attributes: CompanyRecord['attributes']): Promise<string> {
      return call(operations.saveCompany, { body: companyBody(company, attributes) }, readId);
    },

    async listMemberships(contactId: string): Promise<Membership[]> {
      const all: Membership[] = [];
      for (let page = 1; ; page += 1) {
        const query = { page, per_page: MEMBERSHIPS_A_PAGE };
        const read = await call(operations.listMemberships, { at: { contact_id: contactId }, query }, readMemberships);
        all.push(...read.memberships);
        if (page >= read.pages || read.memberships.length === 0) return all;
      }
    },

    async attachCompany(contactId: string, companyId: string): Promise<void> {
      const given = { at: { contact_id: contactId }, body: { id: companyId } };
      await call(operations.attachCompany, given, readAnything);
    },

    async detachCompany(contactId: string, companyId: string): Promise<void> {
      await call(operations.detachCompany, { at: { contact_id: contactId, id: companyId } }, readAnything);
    },

    listCustomAttributes(model: 'contact' | 'company'): Promise<CustomAttribute[]> {
      return call(operations.listAttributes, { query: { model } }, readCustomAttributes);
    },

    async createCustomAttribute(model: 'contact' | 'company', name: string, dataType: string): Promise<void> {
      await call(operations.createAttribute, { body: { name, model, data_type: dataType } }, readAnything);
    },
  };
}
