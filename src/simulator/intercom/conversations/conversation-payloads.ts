// Intercom's JSON for conversations and their parts, as HTML or as text, whole or with one new part only.
import { contactReference, type Json, tagPayload } from '../payloads.ts';
import type { Author, ConversationRecord, PartRecord } from '../records.ts';
import type { WorkspaceState } from '../state.ts';
import { textFromBody } from '../text.ts';

export type BodyFormat = 'html' | 'plain';

/** `GET /conversations/{id}` gives at most the 500 most recent parts (2.16 description of that operation). */
const MOST_PARTS = 500;

export interface ConversationView {
  /** The parts to include: `all`, `none` (lists have no such field), or just these. */
  parts: 'all' | 'none' | PartRecord | readonly PartRecord[] | null;
  format: BodyFormat;
}

export function conversationPayload(
  workspace: WorkspaceState,
  conversation: ConversationRecord,
  view: ConversationView,
): Json {
  return {
    type: 'conversation',
    id: conversation.id,
    title: conversation.title,
    created_at: conversation.createdAt,
    updated_at: conversation.updatedAt,
    waiting_since: conversation.waitingSince,
    snoozed_until: conversation.snoozedUntil,
    open: conversation.state === 'open',
    state: conversation.state,
    read: conversation.read,
    priority: 'none',
    admin_assignee_id: numberOrNull(conversation.adminAssigneeId),
    team_assignee_id: numberOrNull(conversation.teamAssigneeId),
    company: null,
    tags: { type: 'tag.list', tags: conversation.tags.map((applied) => tagPayload(applied.tag, applied)) },
    conversation_rating: null,
    source: sourcePayload(conversation, view.format),
    contacts: { type: 'contact.list', contacts: contactsOf(workspace, conversation) },
    teammates: { type: 'admin.list', teammates: teammatesOf(conversation) },
    custom_attributes: { ...conversation.customAttributes },
    first_contact_reply: firstContactReply(conversation),
    sla_applied: null,
    statistics: statisticsOf(conversation),
    ...partsOf(conversation, view),
    linked_objects: { type: 'list', data: [], total_count: 0, has_more: false },
    ai_agent_participated: false,
    ai_agent: null,
    channel: null,
    external_references: [],
  };
}

export function partPayload(part: PartRecord, format: BodyFormat): Json {
  return {
    type: 'conversation_part',
    id: part.id,
    part_type: part.partType,
    body: bodyIn(part.body, format),
    created_at: part.createdAt,
    updated_at: part.createdAt,
    notified_at: part.createdAt,
    assigned_to: part.assignedTo,
    author: { ...authorPayload(part.author), from_ai_agent: false, is_ai_answer: false },
    attachments: part.attachments.map((attachment) => ({ type: 'upload', ...attachment })),
    external_id: null,
    redacted: part.redacted,
    email_message_metadata: null,
    metadata: {},
    state: part.state,
    tags: [],
    event_details: {},
    app_package_code: part.appPackageCode,
  };
}

/** The answer to `POST /conversations`: the message, whose own id differs from the conversation's. */
export function messagePayload(conversation: ConversationRecord): Json {
  const { source } = conversation;
  return {
    type: 'user_message',
    id: source.id,
    created_at: source.createdAt,
    body: textFromBody(source.body ?? ''),
    message_type: 'inapp',
    conversation_id: conversation.id,
  };
}

function sourcePayload(conversation: ConversationRecord, format: BodyFormat): Json {
  const { source, emailSubject } = conversation;
  return {
    type: emailSubject === null ? 'conversation' : 'email',
    id: source.id,
    delivered_as: conversation.deliveredAs,
    subject: emailSubject ?? '',
    body: bodyIn(source.body, format) ?? '',
    author: authorPayload(source.author),
    attachments: source.attachments.map((attachment) => ({ type: 'upload', ...attachment })),
    url: null,
    redacted: false,
  };
}

function authorPayload(author: Author): Json {
  return { type: author.type, id: author.id, name: author.name, email: author.email };
}

function bodyIn(body: string | null, format: BodyFormat): string | null {
  return body === null || format === 'html' ? body : textFromBody(body);
}

function contactsOf(workspace: WorkspaceState, conversation: ConversationRecord): Json[] {
  return conversation.contactIds.flatMap((id) => {
    const contact = workspace.contacts.get(id);
    return contact ? [contactReference(contact)] : [];
  });
}

function teammatesOf(conversation: ConversationRecord): Json[] {
  const ids = new Set(conversation.parts.filter((part) => part.author.type === 'admin').map((part) => part.author.id));
  return [...ids].map((id) => ({ type: 'admin', id }));
}

function firstContactReply(conversation: ConversationRecord): Json | null {
  const first = messagesOf(conversation).find(isFromContact);
  return first ? { created_at: first.createdAt, type: 'conversation', url: null } : null;
}

function statisticsOf(conversation: ConversationRecord): Json {
  const messages = messagesOf(conversation);
  const fromContact = messages.filter(isFromContact);
  const fromAdmin = messages.filter((part) => part.author.type === 'admin' && part.partType !== 'note');
  const closes = conversation.parts.filter((part) => part.partType === 'close');
  return {
    type: 'conversation_statistics',
    first_contact_reply_at: fromContact[0]?.createdAt ?? null,
    first_admin_reply_at: fromAdmin[0]?.createdAt ?? null,
    first_close_at: closes[0]?.createdAt ?? null,
    last_contact_reply_at: fromContact.at(-1)?.createdAt ?? null,
    last_admin_reply_at: fromAdmin.at(-1)?.createdAt ?? null,
    last_close_at: closes.at(-1)?.createdAt ?? null,
    last_closed_by_id: closes.at(-1)?.author.id ?? null,
    count_reopens: conversation.parts.filter((part) => part.partType === 'open').length,
    count_assignments: conversation.parts.filter((part) => part.partType === 'assignment').length,
    count_conversation_parts: conversation.parts.length + 1,
  };
}

function partsOf(conversation: ConversationRecord, view: ConversationView): Json {
  if (view.parts === 'none') return {};
  if (view.parts === 'all') {
    const recent = conversation.parts.slice(-MOST_PARTS);
    return { conversation_parts: partList(recent, conversation.parts.length, view.format) };
  }
  const parts = view.parts === null ? [] : 'length' in view.parts ? view.parts : [view.parts];
  return { conversation_parts: partList(parts, parts.length, view.format) };
}

function partList(parts: readonly PartRecord[], total: number, format: BodyFormat): Json {
  return {
    type: 'conversation_part.list',
    conversation_parts: parts.map((part) => partPayload(part, format)),
    total_count: total,
  };
}

function messagesOf(conversation: ConversationRecord): PartRecord[] {
  return [conversation.source, ...conversation.parts].filter((part) => part.body !== null);
}

function isFromContact(part: PartRecord): boolean {
  return part.author.type === 'user' || part.author.type === 'lead';
}

function numberOrNull(id: string | null): number | null {
  return id === null ? null : Number(id);
}
