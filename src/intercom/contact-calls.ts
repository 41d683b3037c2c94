// What we ask of Intercom about contacts: who has a number, what they are called, and what they show.
import type { Contact } from '../domain/conversation.ts';
import type { Checked } from '../lib/schema.ts';
import { checkContact, checkContactList, checkId } from './answers.ts';
import type { Call } from './call.ts';
import { toContact } from './conversations.ts';
import { operations } from './operations.ts';

export interface ContactFields {
  contact: Contact;
  name: string | null;
  email: string | null;
  phone: string | null;
  attributes: Readonly<Record<string, unknown>>;
}

/** As methods of the client. */
export function contactCalls(call: Call) {
  return {
    /** Contacts whose stored phone is spelled in one of these ways, at most 15. New ones may be missing for minutes. */
    async searchContactsByPhone(spellings: readonly string[]): Promise<Contact[]> {
      const query = {
        operator: 'OR',
        value: spellings.slice(0, 15).map((value) => ({ field: 'phone', operator: '=', value })),
      };
      const body = { query, pagination: { per_page: 50 } };
      const list = await call(operations.searchContacts, 'POST', '/contacts/search', body, checkContactList);
      return list.data.map(toContact);
    },

    async getContact(id: string): Promise<Contact> {
      return toContact(
        await call(operations.getContact, 'GET', `/contacts/${encodeURIComponent(id)}`, undefined, checkContact),
      );
    },

    /** `externalId` is unique among users, so a repeated create ends in a conflict that names the first one. */
    async createContact(contact: { externalId: string; phone: string | null }): Promise<Contact> {
      const body = {
        role: 'user',
        external_id: contact.externalId,
        ...(contact.phone === null ? { name: contact.externalId.replace(/^sms:/, '') } : { phone: contact.phone }),
      };
      return toContact(await call(operations.createContact, 'POST', '/contacts', body, checkContact));
    },

    async unarchiveContact(id: string): Promise<void> {
      await call(
        operations.unarchiveContact,
        'POST',
        `/contacts/${encodeURIComponent(id)}/unarchive`,
        undefined,
        checkId,
      );
    },

    /** What a template may name of a contact. */
    async getContactFields(id: string): Promise<ContactFields> {
      const path = `/contacts/${encodeURIComponent(id)}`;
      const wire = await call(operations.getContact, 'GET', path, undefined, checkContact);
      const { name = null, email = null, phone = null, custom_attributes: attributes } = wire;
      return { contact: toContact(wire), name, email, phone, attributes: attributes ?? {} };
    },

    async updateContactAttributes(id: string, attributes: Record<string, string | number>): Promise<void> {
      const body = { custom_attributes: attributes };
      await call(operations.updateContact, 'PUT', `/contacts/${encodeURIComponent(id)}`, body, checkContact);
    },

    async createContactAttribute(attribute: { name: string; dataType: 'string' | 'date'; description: string }) {
      const { name, dataType, description } = attribute;
      const body = { name, model: 'contact', data_type: dataType, description };
      await call(operations.createAttribute, 'POST', '/data_attributes', body, anything);
    },

    async tagContact(id: string, tagId: string): Promise<void> {
      await call(operations.tagContact, 'POST', `/contacts/${encodeURIComponent(id)}/tags`, { id: tagId }, checkId);
    },
  };
}

function anything(value: unknown): Checked<unknown> {
  return { ok: true, value };
}
