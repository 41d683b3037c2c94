// The life of a conversation in a pretend workspace: begun, answered, noted, closed, reopened, assigned, deleted.
import { notFound, Refusal } from '../errors.ts';
import type {
  AttachmentRecord,
  Author,
  ContactRecord,
  ConversationRecord,
  ConversationState,
  PartRecord,
  PartType,
} from '../records.ts';
import type { WorkspaceState } from '../state.ts';
import { ticketTopics } from './ticket-topics.ts';

/** A part about to be made; `body` is HTML; `createdAt` in seconds is for migrations and defaults to now. */
export interface PartDraft {
  partType: PartType;
  author: Author;
  body?: string | null;
  attachments?: readonly AttachmentRecord[];
  assignedTo?: { type: 'admin' | 'team'; id: string };
  state?: ConversationState;
  createdAt?: number | undefined;
  appPackageCode?: string | null;
  skipNotifications?: boolean;
}

export interface ConversationDraft {
  contact: ContactRecord;
  author: Author;
  body: string;
  attachments?: readonly AttachmentRecord[];
  createdAt?: number | undefined;
  appPackageCode?: string | null;
  /** An email has one. */
  subject?: string;
  topic: 'conversation.user.created' | 'conversation.admin.single.created';
}

/** Begins a conversation. Its first text is in its source, so its first webhook has no parts. */
export function beginConversation(workspace: WorkspaceState, draft: ConversationDraft): ConversationRecord {
  const id = workspace.newConversationId();
  const now = draft.createdAt ?? workspace.seconds();
  const byContact = draft.author.type === 'user' || draft.author.type === 'lead';
  const conversation: ConversationRecord = {
    id,
    bornAt: workspace.clock.now(),
    createdAt: now,
    updatedAt: now,
    deliveredAs: byContact ? 'customer_initiated' : 'admin_initiated',
    source: makePart(workspace, id, { ...draft, partType: 'source', state: 'open', createdAt: now }, 'open'),
    emailSubject: draft.subject ?? null,
    parts: [],
    contactIds: [draft.contact.id],
    title: null,
    state: 'open',
    read: !byContact,
    waitingSince: byContact ? now : null,
    snoozedUntil: null,
    adminAssigneeId: null,
    teamAssigneeId: null,
    tags: [],
    customAttributes: {},
    ticket: null,
  };
  workspace.conversations.set(id, conversation);
  touchContact(draft.contact, now, byContact);
  workspace.announce(draft.topic, { kind: 'conversation', conversation, part: null });
  return conversation;
}

/** Adds a part, moves the conversation's state with it, and announces it under each of the topics. */
export function addPart(
  workspace: WorkspaceState,
  conversation: ConversationRecord,
  draft: PartDraft,
  topics: readonly string[],
): PartRecord {
  const part = makePart(workspace, conversation.id, draft, conversation.state);
  conversation.parts.push(part);
  conversation.state = part.state;
  conversation.updatedAt = Math.max(conversation.updatedAt, part.createdAt);
  if (part.state !== 'snoozed') conversation.snoozedUntil = null;
  if (part.author.type === 'admin' && part.partType === 'comment') {
    conversation.waitingSince = null;
    conversation.read = true;
    for (const contact of contactsOf(workspace, conversation)) touchContact(contact, part.createdAt, false);
  }
  const announced = conversation.ticket === null ? topics : ticketTopics(topics);
  for (const topic of announced) workspace.announce(topic, { kind: 'conversation', conversation, part });
  return part;
}

/** A contact's message; in a conversation that is closed or snoozed it is a part of type `open` with a body. */
export function addContactReply(
  workspace: WorkspaceState,
  conversation: ConversationRecord,
  contact: ContactRecord,
  draft: Omit<PartDraft, 'author' | 'partType' | 'state'>,
): PartRecord {
  if (!conversation.contactIds.includes(contact.id)) throw notFound('Conversation not found for this contact');
  const reopens = conversation.state !== 'open';
  const whole: PartDraft = {
    ...draft,
    author: contactAuthor(contact),
    partType: reopens ? 'open' : 'comment',
    state: 'open',
  };
  conversation.read = false;
  conversation.waitingSince ??= draft.createdAt ?? workspace.seconds();
  touchContact(contact, draft.createdAt ?? workspace.seconds(), true);
  return addPart(workspace, conversation, whole, ['conversation.user.replied']);
}

/** Assigns to an admin or a team, or to nobody with `"0"`. */
export function assignConversation(
  workspace: WorkspaceState,
  conversation: ConversationRecord,
  assignee: { type: 'admin' | 'team'; id: string },
  draft: Omit<PartDraft, 'partType' | 'assignedTo' | 'state'>,
  topic = 'conversation.admin.assigned',
): PartRecord {
  const { admins, teams } = workspace.settings;
  const pool: readonly { id: string }[] = assignee.type === 'team' ? teams : admins;
  const nobody = assignee.id === '0';
  const isDeleted = assignee.type === 'team' && workspace.deletedTeams.has(assignee.id);
  if (!nobody && (isDeleted || !pool.some((one) => one.id === assignee.id))) {
    throw new Refusal(404, 'assignee_not_found', 'Assignee not found');
  }
  if (assignee.type === 'team') conversation.teamAssigneeId = nobody ? null : assignee.id;
  else conversation.adminAssigneeId = nobody ? null : assignee.id;
  const whole: PartDraft = { ...draft, partType: 'assignment', ...(nobody ? {} : { assignedTo: assignee }) };
  return addPart(workspace, conversation, whole, [topic]);
}

export function convertToTicket(workspace: WorkspaceState, conversation: ConversationRecord): void {
  conversation.ticket = { category: 'Customer' };
  conversation.updatedAt = workspace.seconds();
  workspace.announce('ticket.created', { kind: 'conversation', conversation, part: null });
}

export function deleteConversation(workspace: WorkspaceState, id: string): void {
  livingConversation(workspace, id);
  workspace.conversations.delete(id);
  workspace.announce('conversation.deleted', { kind: 'deleted conversation', conversationId: id });
}

const deletedBody = '<p><i>This message was deleted</i></p>';

/** An admin deletes a message, which stays as one that says so. */
export function redactPart(workspace: WorkspaceState, conversation: ConversationRecord, partId: string): void {
  const part = [conversation.source, ...conversation.parts].find((one) => one.id === partId);
  if (!part) throw notFound('Conversation part not found');
  part.body = deletedBody;
  part.redacted = true;
  conversation.updatedAt = workspace.seconds();
  workspace.announce('conversation_part.redacted', { kind: 'conversation', conversation, part });
}

export function livingConversation(workspace: WorkspaceState, id: string): ConversationRecord {
  const conversation = workspace.conversations.get(id);
  if (!conversation) throw notFound('Resource Not Found');
  return conversation;
}

export function contactAuthor(contact: ContactRecord): Author {
  return { type: contact.role, id: contact.id, name: contact.name, email: contact.email };
}

/** The admin of that id, or the first one where none is named. */
export function adminAuthor(workspace: WorkspaceState, adminId?: string): Author {
  const admin = workspace.admin(adminId);
  return { type: 'admin', id: admin.id, name: admin.name, email: admin.email };
}

function makePart(
  workspace: WorkspaceState,
  conversationId: string,
  draft: PartDraft,
  stateBefore: ConversationState,
): PartRecord {
  return {
    id: workspace.newPartId(),
    conversationId,
    partType: draft.partType,
    body: draft.body ?? null,
    redacted: false,
    author: draft.author,
    attachments: draft.attachments ?? [],
    createdAt: draft.createdAt ?? workspace.seconds(),
    assignedTo: draft.assignedTo ?? null,
    state: draft.state ?? stateBefore,
    appPackageCode: draft.appPackageCode ?? null,
    skipNotifications: draft.skipNotifications ?? false,
  };
}

function contactsOf(workspace: WorkspaceState, conversation: ConversationRecord): ContactRecord[] {
  return conversation.contactIds.flatMap((id) => workspace.contacts.get(id) ?? []);
}

function touchContact(contact: ContactRecord, at: number, byContact: boolean): void {
  if (byContact) contact.lastRepliedAt = at;
  else contact.lastContactedAt = at;
}
