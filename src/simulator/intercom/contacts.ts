// The life of a contact in a pretend workspace: made, changed, tagged, merged, archived, deleted.
import { invalidParameter, missingParameter, notFound, Refusal } from './errors.ts';
import type { ContactRecord, ContactRole } from './records.ts';
import type { WorkspaceState } from './state.ts';

/** Every field may be missing; times in seconds. */
export interface ContactFields {
  role?: ContactRole;
  externalId?: string | null;
  email?: string | null;
  phone?: string | null;
  name?: string | null;
  avatar?: string | null;
  ownerId?: string | null;
  signedUpAt?: number | null;
  lastSeenAt?: number | null;
  unsubscribedFromEmails?: boolean;
  location?: ContactRecord['location'];
  customAttributes?: Record<string, unknown>;
}

/** Makes a contact; 409 where a user with that external id or e-mail exists, naming its id in the message text. */
export function createContact(workspace: WorkspaceState, fields: ContactFields, announce = true): ContactRecord {
  checkAttributes(workspace, fields.customAttributes);
  const role = fields.role ?? 'user';
  refuseDuplicate(workspace, { ...fields, role }, null);
  const contact = blankContact(workspace, role);
  apply(contact, fields);
  workspace.contacts.set(contact.id, contact);
  if (announce) workspace.announce(`contact.${contact.role}.created`, { kind: 'contact', contact });
  return contact;
}

export function updateContact(workspace: WorkspaceState, id: string, fields: ContactFields): ContactRecord {
  const contact = livingContact(workspace, id);
  checkAttributes(workspace, fields.customAttributes);
  refuseDuplicate(workspace, { ...fields, role: fields.role ?? contact.role }, id);
  apply(contact, fields);
  contact.updatedAt = workspace.seconds();
  workspace.announce(`contact.${contact.role}.updated`, { kind: 'contact', contact });
  return contact;
}

/** A lead becomes part of a user: its conversations move, what the user lacks is taken over, its id is gone. */
export function mergeContacts(workspace: WorkspaceState, leadId: string, userId: string): ContactRecord {
  const lead = livingContact(workspace, leadId);
  const user = livingContact(workspace, userId);
  if (lead === user || lead.role !== 'lead' || user.role !== 'user') {
    throw new Refusal(400, 'invalid_merge', 'Only a lead can be merged, and only into a user');
  }
  for (const field of ['email', 'phone', 'name', 'avatar'] as const) user[field] ??= lead[field];
  user.customAttributes = { ...lead.customAttributes, ...user.customAttributes };
  for (const tag of lead.tags) if (!user.tags.includes(tag)) user.tags.push(tag);
  for (const conversation of workspace.conversations.values()) {
    conversation.contactIds = [...new Set(conversation.contactIds.map((id) => (id === leadId ? userId : id)))];
  }
  lead.mergedInto = userId;
  user.updatedAt = workspace.seconds();
  user.mergeHistory.push({ id: leadId, role: lead.role, mergedAt: user.updatedAt });
  workspace.announce('contact.merged', { kind: 'contact', contact: user, mergedFrom: { role: lead.role, id: leadId } });
  return user;
}

export function archiveContact(workspace: WorkspaceState, id: string): ContactRecord {
  const contact = livingContact(workspace, id);
  contact.archived = true;
  workspace.announce('contact.archived', { kind: 'contact', contact });
  return contact;
}

export function unarchiveContact(workspace: WorkspaceState, id: string): ContactRecord {
  const contact = workspace.contacts.get(id);
  if (!contact || contact.deleted || contact.mergedInto !== null) throw notFound('User Not Found');
  refuseBlocked(contact);
  contact.archived = false;
  workspace.announce('contact.unarchive', { kind: 'contact', contact });
  return contact;
}

export function deleteContact(workspace: WorkspaceState, id: string): ContactRecord {
  const contact = workspace.contacts.get(id);
  if (!contact || contact.deleted || contact.mergedInto !== null) throw notFound('User Not Found');
  contact.deleted = true;
  workspace.announce('contact.deleted', { kind: 'contact', contact });
  return contact;
}

/**
 * The contact, unless it is gone: 410 with a pointer for a merged one (2.16 of GET /contacts/{id}), 404 otherwise.
 * An archived one is not found either: https://github.com/intercom/intercom-ruby/issues/561.
 */
export function livingContact(workspace: WorkspaceState, id: string): ContactRecord {
  const contact = workspace.contacts.get(id);
  if (contact && contact.mergedInto !== null) {
    throw new Refusal(410, 'contact_merged', `This contact was merged into ${contact.mergedInto}`, {
      Link: `</contacts/${contact.mergedInto}>; rel="canonical"`,
    });
  }
  if (!contact || !isVisible(contact)) throw notFound('User Not Found');
  return contact;
}

/** The contact of one of these names, the first that is given counting; 404 where there is none. */
export function findContact(
  workspace: WorkspaceState,
  by: { id: string | undefined; externalId: string | undefined; email: string | undefined },
): ContactRecord {
  const { id, externalId, email } = by;
  if (id === undefined && externalId === undefined && email === undefined) throw missingParameter('user_id');
  const named = (one: ContactRecord): boolean => {
    if (id !== undefined) return one.id === id;
    return externalId !== undefined ? one.externalId === externalId : one.email === email;
  };
  const contact = [...workspace.contacts.values()].find((one) => isVisible(one) && named(one));
  if (!contact) throw notFound('User Not Found');
  return contact;
}

/** As live workspaces answer; what an agent blocked cannot be unarchived either. */
export function refuseBlocked(contact: ContactRecord): void {
  if (contact.blocked) throw new Refusal(400, 'bad_request', 'User has been blocked and is not restorable');
}

export function isVisible(contact: ContactRecord): boolean {
  return !contact.deleted && !contact.archived && contact.mergedInto === null;
}

function blankContact(workspace: WorkspaceState, role: ContactRole): ContactRecord {
  const now = workspace.seconds();
  return {
    id: workspace.newContactId(),
    bornAt: workspace.clock.now(),
    createdAt: now,
    updatedAt: now,
    role,
    externalId: null,
    email: null,
    phone: null,
    name: null,
    avatar: null,
    ownerId: null,
    unsubscribedFromEmails: false,
    signedUpAt: null,
    lastSeenAt: null,
    lastRepliedAt: null,
    lastContactedAt: null,
    location: { country: null, region: null, city: null },
    customAttributes: {},
    tags: [],
    chosenSubscriptions: [],
    archived: false,
    blocked: false,
    deleted: false,
    mergedInto: null,
    mergeHistory: [],
  };
}

function apply(contact: ContactRecord, fields: ContactFields): void {
  const { customAttributes, ...plain } = fields;
  Object.assign(contact, plain);
  contact.customAttributes = { ...contact.customAttributes, ...customAttributes };
}

function checkAttributes(workspace: WorkspaceState, given: Record<string, unknown> | undefined): void {
  const known = new Set(
    workspace.attributes.filter((one) => one.model === 'contact' && !one.archived).map((one) => one.name),
  );
  for (const name of Object.keys(given ?? {})) {
    if (!known.has(name)) throw invalidParameter(`Custom attribute '${name}' does not exist`);
  }
}

/** External id and e-mail are unique among users; leads and phone numbers may repeat. */
function refuseDuplicate(workspace: WorkspaceState, wanted: ContactFields, except: string | null): void {
  if (wanted.role === 'lead') return;
  for (const other of workspace.contacts.values()) {
    if (other.id === except || other.role !== 'user' || other.deleted || other.mergedInto !== null) continue;
    if (!same(other.externalId, wanted.externalId) && !same(lower(other.email), lower(wanted.email))) continue;
    const article = other.archived ? 'An archived' : 'A';
    throw new Refusal(409, 'conflict', `${article} contact matching those details already exists with id=${other.id}`);
  }
}

function same(one: string | null | undefined, other: string | null | undefined): boolean {
  return typeof one === 'string' && one !== '' && one === other;
}

function lower(text: string | null | undefined): string | null {
  return text?.toLowerCase() ?? null;
}
