// The pretend searches: the fields of contacts and conversations, and the lag with which new ones are found.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isVisible } from './contacts.ts';
import { compileQuery, type ReadField, type Value } from './query.ts';
import type { ContactRecord, ConversationRecord } from './records.ts';
import type { SegmentRecord } from './shelves.ts';
import type { WorkspaceState } from './state.ts';
import { textFromBody } from './text.ts';

/** How contacts are ordered: `field` is one that a search knows. */
export interface ContactOrder {
  field: string;
  order: 'ascending' | 'descending';
}

const newestFirst: ContactOrder = { field: 'created_at', order: 'descending' };

/** Phones are compared in the spelling they were stored in; archived, merged and deleted ones are absent. */
export function searchContacts(
  workspace: WorkspaceState,
  query: unknown,
  lagMs: number,
  by: ContactOrder = newestFirst,
): ContactRecord[] {
  const matches = contactMatcher(workspace, query, (contact, field) =>
    field === 'segment_id' ? segmentsOf(workspace, contact).map(({ id }) => id) : contactField(contact, field),
  );
  const sign = by.order === 'ascending' ? 1 : -1;
  return indexed(workspace, [...workspace.contacts.values()].filter(isVisible), lagMs)
    .filter(matches)
    .sort((a, b) => sign * compareValues(contactField(a, by.field), contactField(b, by.field)));
}

/** The contacts that its rule fits. */
export function segmentMembers(workspace: WorkspaceState, segment: SegmentRecord): ContactRecord[] {
  return [...workspace.contacts.values()].filter(isVisible).filter(contactMatcher(workspace, segment.query));
}

export function segmentsOf(workspace: WorkspaceState, contact: ContactRecord): SegmentRecord[] {
  return workspace.shelves.segments.filter(({ query }) => contactMatcher(workspace, query)(contact));
}

function contactMatcher(workspace: WorkspaceState, query: unknown, read: ReadField<ContactRecord> = contactField) {
  const day = dayIn(workspace.settings.timezone);
  return compileQuery<ContactRecord>(query, {
    read,
    level: (field, value) => (field.endsWith('_at') ? day(value) : value),
    inclusive: false,
  });
}

function compareValues(a: Value | undefined, b: Value | undefined): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a ?? '').localeCompare(String(b ?? ''));
}

/** The one that changed last first. */
export function searchConversations(workspace: WorkspaceState, query: unknown, lagMs: number): ConversationRecord[] {
  const matches = compileQuery<ConversationRecord>(query, { read: conversationField, inclusive: true });
  return indexed(workspace, [...workspace.conversations.values()], lagMs)
    .filter(matches)
    .sort((a, b) => b.updatedAt - a.updatedAt);
}

export function listConversations(workspace: WorkspaceState): ConversationRecord[] {
  return [...workspace.conversations.values()].sort((a, b) => b.updatedAt - a.updatedAt);
}

function indexed<T extends { bornAt: number }>(workspace: WorkspaceState, records: T[], lagMs: number): T[] {
  const now = workspace.clock.now();
  return records.filter((record) => record.bornAt + lagMs <= now);
}

const CONTACT_FIELDS: Readonly<Record<string, (contact: ContactRecord) => Value>> = {
  id: (contact) => contact.id,
  role: (contact) => contact.role,
  name: (contact) => contact.name,
  email: (contact) => contact.email,
  email_domain: (contact) => contact.email?.split('@')[1] ?? null,
  phone: (contact) => contact.phone,
  formatted_phone: (contact) => formattedPhone(contact.phone),
  external_id: (contact) => contact.externalId,
  owner_id: (contact) => contact.ownerId,
  unsubscribed_from_emails: (contact) => contact.unsubscribedFromEmails,
  created_at: (contact) => contact.createdAt,
  updated_at: (contact) => contact.updatedAt,
  signed_up_at: (contact) => contact.signedUpAt,
  last_seen_at: (contact) => contact.lastSeenAt,
  last_replied_at: (contact) => contact.lastRepliedAt,
  last_contacted_at: (contact) => contact.lastContactedAt,
  tag_id: (contact) => contact.tags.map((tag) => tag.id),
};

/**
 * "The contact's phone number normalized to the E164 format"; what cannot be read without knowing a country has none.
 * https://developers.intercom.com/docs/references/preview/changelog
 */
function formattedPhone(phone: string | null): string | null {
  const text = phone?.trim().replace(/^00/, '+') ?? '';
  return text.startsWith('+') ? (parsePhoneNumberFromString(text)?.number ?? null) : null;
}

const CONVERSATION_FIELDS: Readonly<Record<string, (conversation: ConversationRecord) => Value>> = {
  id: (conversation) => conversation.id,
  title: (conversation) => conversation.title,
  created_at: (conversation) => conversation.createdAt,
  updated_at: (conversation) => conversation.updatedAt,
  waiting_since: (conversation) => conversation.waitingSince,
  snoozed_until: (conversation) => conversation.snoozedUntil,
  open: (conversation) => conversation.state === 'open',
  state: (conversation) => conversation.state,
  read: (conversation) => conversation.read,
  priority: () => 'none',
  contact_ids: (conversation) => conversation.contactIds,
  teammate_ids: (conversation) => [...new Set(conversation.parts.flatMap(adminIdOf))],
  admin_assignee_id: (conversation) => conversation.adminAssigneeId,
  team_assignee_id: (conversation) => conversation.teamAssigneeId,
  tag_ids: (conversation) => conversation.tags.map((applied) => applied.tag.id),
  'source.id': (conversation) => conversation.source.id,
  'source.type': () => 'conversation',
  'source.delivered_as': (conversation) => conversation.deliveredAs,
  'source.subject': () => '',
  'source.body': (conversation) => words(conversation.source.body),
  'source.author.id': (conversation) => conversation.source.author.id,
  'source.author.type': (conversation) => conversation.source.author.type,
  'source.author.name': (conversation) => conversation.source.author.name,
  'source.author.email': (conversation) => conversation.source.author.email,
};

function contactField(contact: ContactRecord, field: string): Value | undefined {
  const custom = customName(field);
  if (custom !== undefined) return scalar(contact.customAttributes[custom]);
  return CONTACT_FIELDS[field]?.(contact);
}

function conversationField(conversation: ConversationRecord, field: string): Value | undefined {
  const custom = customName(field);
  if (custom !== undefined) return scalar(conversation.customAttributes[custom]);
  return CONVERSATION_FIELDS[field]?.(conversation);
}

function customName(field: string): string | undefined {
  return /^custom_attributes\.(.+)$/.exec(field)?.[1];
}

function scalar(value: unknown): Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** The body's words, because a search for a body matches single words only. */
function words(body: string | null): string[] {
  return textFromBody(body ?? '').split(/\s+/);
}

function adminIdOf(part: ConversationRecord['parts'][number]): string[] {
  return part.author.type === 'admin' ? [part.author.id] : [];
}

/** Contacts' dates are compared as whole days of the workspace's time zone (2.16 description of the search). */
function dayIn(timeZone: string): (value: Value) => Value {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (value) => {
    if (value === null || !Number.isFinite(Number(value))) return null;
    return Number(format.format(new Date(Number(value) * 1000)).replaceAll('-', ''));
  };
}
