// A conversation that was turned into a ticket: the same id and the same parts, as Intercom's tickets show them.
import { Refusal } from '../errors.ts';
import { type Call, type Operation, param } from '../operation.ts';
import { contactReference, type Json } from '../payloads.ts';
import type { ConversationRecord, PartRecord } from '../records.ts';
import type { WorkspaceState } from '../state.ts';
import { tagConversation, untagConversation } from './conversation-operations.ts';
import { type BodyFormat, partPayload } from './conversation-payloads.ts';
import { addPart, adminAuthor, assignConversation, livingConversation } from './conversations.ts';
import { addReply } from './part-operations.ts';

export const ticketOperations: readonly Operation[] = [
  { method: 'get', path: '/tickets/:id', permission: 'Read tickets', answer: read },
  { method: 'put', path: '/tickets/:id', permission: 'Write tickets', answer: update },
  { method: 'post', path: '/tickets/:id/reply', permission: 'Write tickets', answer: reply },
  { method: 'post', path: '/tickets/:id/tags', permission: 'Write tags', answer: addTag },
  { method: 'delete', path: '/tickets/:id/tags/:tagId', permission: 'Write tags', answer: removeTag },
];

function read(call: Call): Json {
  const { workspace } = call;
  const ticket = namedTicket(call);
  const parts = ticket.parts.map((part) => ticketPart(part, 'html'));
  return {
    ...ticketPayload(workspace, ticket),
    ticket_parts: { type: 'ticket_part.list', ticket_parts: parts, total_count: parts.length },
  };
}

function update(call: Call): Json {
  const ticket = namedTicket(call);
  const author = adminAuthor(call.workspace, String(call.body.integer('admin_id') ?? ''));
  const id = call.body.text('assignee_id');
  if (call.body.flag('open') === true)
    addPart(call.workspace, ticket, { author, partType: 'open', state: 'open' }, ['conversation.admin.opened']);
  if (id !== undefined) {
    const type = call.workspace.settings.teams.some((team) => team.id === id) ? 'team' : 'admin';
    assignConversation(call.workspace, ticket, { type, id }, { author });
  }
  return ticketPayload(call.workspace, ticket);
}

function addTag(call: Call): Json {
  return tagConversation(call, namedTicket(call));
}

function removeTag(call: Call): Json {
  return untagConversation(call, namedTicket(call));
}

function reply(call: Call): Json {
  return ticketPart(addReply(call, namedTicket(call)), 'html');
}

function namedTicket(call: Call): ConversationRecord {
  const conversation = livingConversation(call.workspace, param(call, 'id'));
  if (conversation.ticket === null) throw new Refusal(404, 'ticket_not_found', 'Ticket not found');
  return conversation;
}

export function ticketPart(part: PartRecord, format: BodyFormat): Json {
  const { type: _, state: __, event_details: ___, tags: ____, metadata: _____, ...fields } = partPayload(part, format);
  return { type: 'ticket_part', ...fields };
}

/** `ticket_id` is what people see; the API goes by `id`. */
export function ticketPayload(workspace: WorkspaceState, conversation: ConversationRecord): Json {
  const contacts = conversation.contactIds.flatMap((id) => workspace.contacts.get(id) ?? []);
  const isOpen = conversation.state === 'open';
  return {
    type: 'ticket',
    id: conversation.id,
    ticket_id: conversation.id.slice(-4),
    category: conversation.ticket?.category ?? null,
    ticket_attributes: { _default_title_: conversation.title ?? '', _default_description_: '' },
    ticket_state: {
      type: 'ticket_state',
      id: isOpen ? '1' : '4',
      category: isOpen ? 'submitted' : 'resolved',
      internal_label: isOpen ? 'Submitted' : 'Resolved',
      external_label: isOpen ? 'Submitted' : 'Resolved',
    },
    ticket_type: null,
    contacts: { type: 'contact.list', contacts: contacts.map(contactReference) },
    admin_assignee_id: Number(conversation.adminAssigneeId ?? 0),
    team_assignee_id: Number(conversation.teamAssigneeId ?? 0),
    created_at: conversation.createdAt,
    updated_at: conversation.updatedAt,
    open: isOpen,
    snoozed_until: conversation.snoozedUntil,
    linked_objects: { type: 'list', data: [], total_count: 0, has_more: false },
    is_shared: true,
  };
}
