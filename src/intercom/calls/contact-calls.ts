// Our calls to Intercom about contacts: finding, making, naming and updating them.
import type { SubscriptionType } from '../../domain/consent/subscription.ts';
import type { Contact } from '../../domain/conversation.ts';
import type { Attempt } from '../../domain/errors.ts';
import { readAnything, readAttributes, readContacts } from '../shapes/answers.ts';
import { type ContactFields, readContact, readContactFields } from '../shapes/contacts.ts';
import { readSubscriptionIds, readTextTypes } from '../shapes/subscriptions.ts';
import type { Call } from './call.ts';
import { atContact } from './merged-contacts.ts';
import { operations } from './operations.ts';

/** The most filters in one group. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/contacts/searchcontacts. */
const MOST_FILTERS = 15;

/** As methods of the client. */
export function contactCalls(call: Call) {
  return {
    /**
     * Contacts whose phone is one of these numbers (E.164, the first one asked for first), in whatever spelling Intercom can
     * read, or is spelled in one of these ways: at most 15 filters, the numbers before the spellings. New contacts may be
     * missing for minutes.
     */
    async searchContactsByPhone(numbers: readonly string[], spellings: readonly string[]): Promise<Contact[]> {
      const value = [
        ...numbers.map((number) => ({ field: 'formatted_phone', operator: '=', value: number })),
        ...spellings.map((spelling) => ({ field: 'phone', operator: '=', value: spelling })),
      ];
      const body = { query: { operator: 'OR', value: value.slice(0, MOST_FILTERS) }, pagination: { per_page: 50 } };
      return call(operations.searchContacts, { body }, readContacts);
    },

    /** Contacts with exactly this value, the user before the leads. New contacts may be missing for minutes. */
    async searchContactsNamed(by: 'email' | 'external-id', value: string): Promise<Contact[]> {
      const field = by === 'email' ? 'email' : 'external_id';
      const body = { query: { field, operator: '=', value }, pagination: { per_page: 50 } };
      const found = await call(operations.searchContacts, { body }, readContacts);
      return found.sort((one, other) => Number(one.role === 'lead') - Number(other.role === 'lead'));
    },

    /** The contact, or the one that it was merged into. */
    getContact(id: string): Promise<Contact> {
      return atContact(id, (at) => call(operations.getContact, { at: { id: at } }, readContact));
    },

    /** `externalId` is unique among users, so a repeated create ends in a conflict that names the first one. */
    async createContact(contact: { externalId: string; phone: string | null; name: string | null }): Promise<Contact> {
      const { externalId, phone, name } = contact;
      const body = { role: 'user', external_id: externalId, phone: phone ?? undefined, name: name ?? undefined };
      return call(operations.createContact, { body }, readContact);
    },

    /**
     * A lead into a user, and never the other way; returns the user. Their numbers may be spelled differently, which Intercom
     * would take for two since version 2.16: the caller has compared them.
     */
    mergeContacts({ from, into }: { from: string; into: string }, _attempt: Attempt): Promise<Contact> {
      const body = { from, into, skip_duplicate_validation: true };
      return call(operations.mergeContacts, { body }, readContact);
    },

    async unarchiveContact(id: string): Promise<void> {
      await atContact(id, (at) => call(operations.unarchiveContact, { at: { id: at } }, readAnything));
    },

    /** The fields of a contact that a template may use. */
    getContactFields(id: string): Promise<ContactFields> {
      return atContact(id, (at) => call(operations.getContact, { at: { id: at } }, readContactFields));
    },

    /** Returns the contact that has them now: the one it was merged into, where it was. */
    updateContactAttributes(id: string, attributes: Record<string, string | number>): Promise<Contact> {
      const body = { custom_attributes: attributes };
      return atContact(id, (at) => call(operations.updateContact, { at: { id: at }, body }, readContact));
    },

    /** Returns the contact that has it now: the one it was merged into, where it was. */
    updateContactPhone(id: string, phone: string): Promise<Contact> {
      return atContact(id, (at) => call(operations.updateContact, { at: { id: at }, body: { phone } }, readContact));
    },

    /**
     * Intercom drops an event of a contact, name and second that it has, so a repeated call changes nothing. Dates get names
     * that end with `_date`, by which Intercom knows them. Source: developers.intercom.com, "Submit a data event".
     */
    async createEvent(event: {
      contactId: string;
      name: string;
      at: Date;
      texts: Readonly<Record<string, string>>;
      numbers: Readonly<Record<string, number>>;
      dates: Readonly<Record<string, Date>>;
      links: Readonly<Record<string, string>>;
    }): Promise<void> {
      const { contactId: id, name, at, texts, numbers, dates, links } = event;
      const dated = Object.entries(dates).map(([about, date]) => [`${about}_date`, secondsOf(date)]);
      const metadata = { ...texts, ...numbers, ...Object.fromEntries(dated), ...links };
      const body = { event_name: name, created_at: secondsOf(at), id, metadata };
      await call(operations.createEvent, { body }, readAnything);
    },

    async createContactAttribute(attribute: { name: string; dataType: 'string' | 'date'; description: string }) {
      const { name, dataType, description } = attribute;
      const body = { name, model: 'contact', data_type: dataType, description };
      await call(operations.createAttribute, { body }, readAnything);
    },

    /** The names of the workspace's own ones, with what an admin archived left out. */
    async listContactAttributes(): Promise<string[]> {
      const query = { model: 'contact' };
      const attributes = await call(operations.listAttributes, { query }, readAttributes);
      return attributes.filter(({ isArchived, isCustom }) => isCustom && !isArchived).map(({ name }) => name);
    },

    /** Live types of texts; they are made in Intercom alone. */
    listSubscriptionTypes(): Promise<SubscriptionType[]> {
      return call(operations.listSubscriptionTypes, {}, readTextTypes);
    },

    /** True if the contact chose something about this type; Intercom leaves out those who keep the default. */
    async isSubscriptionListed(contactId: string, typeId: string): Promise<boolean> {
      return atContact(contactId, async (id) => {
        const ids = await call(operations.listSubscriptions, { at: { id } }, readSubscriptionIds);
        return ids.includes(typeId);
      });
    },

    /**
     * Sets the choice, whatever it was. The verbs change places with the kind of type: POST opts out of one kind and in to the other.
     * Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/subscription-types
     */
    async setSubscription(contactId: string, type: SubscriptionType, isSubscribed: boolean): Promise<void> {
      const body = { id: type.id, consent_type: type.isOptIn ? 'opt_in' : 'opt_out' };
      await atContact(contactId, (id) =>
        type.isOptIn === isSubscribed
          ? call(operations.subscribe, { at: { id }, body }, readAnything)
          : call(operations.unsubscribe, { at: { id, subscription_id: type.id } }, readAnything),
      );
    },

    async tagContact(id: string, tagId: string): Promise<void> {
      await atContact(id, (at) => call(operations.tagContact, { at: { id: at }, body: { id: tagId } }, readAnything));
    },
  };
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
