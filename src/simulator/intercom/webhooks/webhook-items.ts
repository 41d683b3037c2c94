// The item of a webhook: a conversation with its one new part, a contact, or the ids of something deleted.
import { type BodyFormat, conversationPayload } from '../conversations/conversation-payloads.ts';
import { ticketPart, ticketPayload } from '../conversations/tickets.ts';
import { contactPayload, type Json, tagPayload } from '../payloads.ts';
import type { Subject, WorkspaceState } from '../state.ts';
import { subscriptionTypePayload } from '../subscriptions.ts';

/** `data.item` of a notification, its bodies as the app's version in the Developer Hub has them. */
export function webhookItem(workspace: WorkspaceState, topic: string, subject: Subject, format: BodyFormat): Json {
  switch (subject.kind) {
    case 'deleted conversation':
      return { type: 'conversation', id: subject.conversationId };
    case 'subscription':
      // The description names the object and shows no sample.
      return {
        type: 'subscription',
        contact: contactPayload(workspace, subject.contact),
        subscription_types: [subscriptionTypePayload(subject.type)],
      };
    case 'contact tagged': {
      const { contact, tag } = subject;
      return {
        type: 'contact_tag',
        created_at: workspace.seconds(),
        tag: tagPayload(tag),
        contact: contactPayload(workspace, contact),
      };
    }
    case 'conversation tagged': {
      const item = conversationPayload(workspace, subject.conversation, { parts: null, format });
      return { ...item, tags_added: { type: 'tag.list', tags: [tagPayload(subject.tag)] } };
    }
    case 'contact':
      return {
        ...contactPayload(workspace, subject.contact),
        ...(subject.mergedFrom ? { merged_from: { type: 'contact', id: subject.mergedFrom.id } } : {}),
        ...(topic === 'contact.deleted' ? { deleted: true } : {}),
        ...(topic === 'contact.archived' ? { archived: true } : {}),
      };
    default: {
      if (topic.startsWith('ticket.')) return ticketItem(workspace, topic, subject, format);
      const item = conversationPayload(workspace, subject.conversation, { parts: subject.part, format });
      return format === 'plain' ? item : { ...item, statistics: withIsoTimes(item.statistics) };
    }
  }
}

/** A reply stands beside its ticket, and so does nothing beside one that was closed; else the ticket stands alone. */
function ticketItem(
  workspace: WorkspaceState,
  topic: string,
  { conversation, part }: Extract<Subject, { kind: 'conversation' }>,
  format: BodyFormat,
): Json {
  const ticket = ticketPayload(workspace, conversation);
  if (topic === 'ticket.closed') return { ticket };
  return part === null || topic === 'ticket.state.updated' ? ticket : { ticket, ticket_part: ticketPart(part, format) };
}

/** Up to app version 2.14 the statistics' times are ISO strings (https://developers.intercom.com/docs/references/2.15/changelog.md). */
function withIsoTimes(statistics: unknown): unknown {
  if (typeof statistics !== 'object' || statistics === null) return statistics;
  const iso = Object.entries(statistics).map(([name, value]: [string, unknown]) => [
    name,
    name.endsWith('_at') && typeof value === 'number' ? new Date(value * 1000).toISOString() : value,
  ]);
  return Object.fromEntries(iso);
}
