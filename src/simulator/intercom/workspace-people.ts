// The people and the catalogue of a pretend workspace: contacts, admins, teams, tags, attributes and saved replies.
import { type ConnectorRun, runConnector } from './connectors.ts';
import {
  archiveContact,
  type ContactFields,
  createContact,
  deleteContact,
  livingContact,
  mergeContacts,
  unarchiveContact,
  updateContact,
} from './contacts.ts';
import { type AppDesk, Installation } from './install/installation.ts';
import type {
  AdminRecord,
  AttributeRecord,
  ContactRecord,
  ContactRole,
  EventRecord,
  OfficeHoursRecord,
  SubscriptionTypeRecord,
  TagRecord,
  TeamRecord,
} from './records.ts';
import type { CompanyRecord, ConnectorRecord } from './shelves.ts';
import type { WorkspaceState } from './state.ts';
import { choose, isSubscribed } from './subscriptions.ts';

export interface NewContact extends ContactFields {
  role: ContactRole;
  externalId?: string;
  /** False posts no `contact.*.created`. */
  announce?: boolean;
}

export class PeopledWorkspace extends Installation {
  readonly admins: readonly AdminRecord[];
  readonly teams: readonly TeamRecord[];
  readonly #state: WorkspaceState;

  constructor(state: WorkspaceState, desk: AppDesk) {
    super(state, desk);
    this.admins = state.settings.admins;
    this.teams = state.settings.teams;
    this.#state = state;
  }

  /** Every contact there ever was, also those that are archived, merged or deleted. */
  contacts(): readonly ContactRecord[] {
    return [...this.#state.contacts.values()];
  }

  /** A kind of texts that contacts subscribe to; people make it in Intercom's settings. */
  addSubscriptionType(type: Omit<SubscriptionTypeRecord, 'state' | 'contentTypes'>): SubscriptionTypeRecord {
    const record = { ...type, state: 'live', contentTypes: ['sms_message'] } as const;
    this.#state.subscriptionTypes.push(record);
    return record;
  }

  subscriptionTypes(): readonly SubscriptionTypeRecord[] {
    return this.#state.subscriptionTypes;
  }

  /** As the contact does on the preference page, or a teammate in the contact's profile. */
  subscribe(contactId: string, type: SubscriptionTypeRecord, isOn: boolean): void {
    choose(this.#state, livingContact(this.#state, contactId), type, isOn);
  }

  isSubscribed(contactId: string, type: SubscriptionTypeRecord): boolean {
    return isSubscribed(livingContact(this.#state, contactId), type);
  }

  /** Every company there ever was. */
  companies(): readonly CompanyRecord[] {
    return this.#state.shelves.companies;
  }

  tags(): readonly TagRecord[] {
    return this.#state.tags;
  }

  dataAttributes(): readonly AttributeRecord[] {
    return this.#state.attributes;
  }

  events(): readonly EventRecord[] {
    return this.#state.events;
  }

  /** As admins see them; people may change one, or use it in a workflow. */
  connectors(): readonly ConnectorRecord[] {
    return this.#state.shelves.connectors;
  }

  /** As an admin does it in Intercom. */
  deleteConnector(id: string): void {
    const { shelves } = this.#state;
    shelves.connectors = shelves.connectors.filter((one) => one.id !== id);
  }

  /** As a step of a workflow or Fin runs it: the fields of the answer, or null. */
  runConnector(run: ConnectorRun): ReturnType<typeof runConnector> {
    return runConnector(this.#state, run);
  }

  /** A saved reply. `teamIds`: the teams that see it; null: everyone. */
  addMacro(name: string, text: string, teamIds: readonly string[] | null = null): void {
    const { macros } = this.#state;
    macros.push({ id: String(macros.length + 1), name, text, teamIds, changedAt: this.#state.seconds() });
  }

  /** The API of office hours is enabled, and an admin makes a schedule. */
  addOfficeHours(hours: Pick<OfficeHoursRecord, 'name' | 'timeZone' | 'open' | 'exceptions'>): void {
    this.#state.officeHours ??= [];
    const { officeHours } = this.#state;
    officeHours.push({ ...hours, id: String(officeHours.length + 1), createdAt: this.#state.seconds() });
  }

  /** A rule in Intercom's search language, as admins make one under Contacts. */
  addSegment(name: string, query: unknown): string {
    const { shelves } = this.#state;
    const at = this.#state.seconds();
    const id = shelves.newHexId(at);
    shelves.segments.push({ id, name, query, createdAt: at });
    return id;
  }

  /** Somebody who opened the Messenger and said nothing. */
  addVisitor(userId: string): void {
    this.#state.shelves.visitors.add(userId);
  }

  /** A contact attribute that an admin made, holding text. */
  addAttribute(name: string): void {
    const state = this.#state;
    const made = { id: state.newAttributeId(), model: 'contact', name, dataType: 'string', description: null } as const;
    state.attributes.push({
      ...made,
      options: [],
      messengerWritable: false,
      archived: false,
      createdAt: state.seconds(),
    });
  }

  /** Archives an attribute, which then takes no value and keeps its name. */
  archiveAttribute(name: string, archived = true): void {
    for (const one of this.#state.attributes) if (one.name === name) one.archived = archived;
  }

  /** Makes the admin leave: Intercom takes nothing in their name, but their token stays in force. */
  adminLeaves(adminId: string): void {
    this.#state.departed.add(adminId);
  }

  adminReturns(adminId: string): void {
    this.#state.departed.delete(adminId);
  }

  /** Takes the admin's seat in the inbox: they stay a teammate, but may not write there. */
  takeSeat(adminId: string): void {
    this.#state.seatless.add(adminId);
  }

  teamIsDeleted(teamId: string): void {
    this.#state.deletedTeams.add(teamId);
  }

  addContact({ announce, ...fields }: NewContact): ContactRecord {
    return createContact(this.#state, fields, announce ?? true);
  }

  updateContact(id: string, changes: ContactFields): ContactRecord {
    return updateContact(this.#state, id, changes);
  }

  mergeContacts(leadId: string, userId: string): void {
    mergeContacts(this.#state, leadId, userId);
  }

  deleteContact(id: string): void {
    deleteContact(this.#state, id);
  }

  archiveContact(id: string): void {
    archiveContact(this.#state, id);
  }

  unarchiveContact(id: string): void {
    unarchiveContact(this.#state, id);
  }

  /** Blocks the contact, who may not write until `unblockContact`. */
  blockContact(id: string): void {
    livingContact(this.#state, id).blocked = true;
  }

  unblockContact(id: string): void {
    livingContact(this.#state, id).blocked = false;
  }
}
