// Intercom's webhooks → news in our own terms.
import type { Contact, Conversation } from '../domain/conversation.ts';
import type { News } from '../domain/news.ts';
import type { Checked } from '../lib/schema.ts';
import { startsAsHtml } from './comments/comment-text.ts';
import { readContact } from './shapes/contacts.ts';
import { readConversation } from './shapes/conversations.ts';
import { field, idOf, isFields, listOf, textOf, timeOf } from './shapes/loose.ts';
import { readRedaction } from './shapes/redactions.ts';
import { readTagging, type Tagging } from './shapes/taggings.ts';
import { isTopic, newsOf, rowOf, type Topic } from './topics.ts';

export type Happening =
  /** `closes`: present where an admin has just closed it. */
  | { kind: 'conversation'; topic: Topic; news: News; conversation: Conversation; closes?: true }
  | { kind: 'conversation-deleted'; conversationId: string }
  | { kind: 'words-taken-back'; conversationId: string | null; partIds: readonly string[] }
  /** `saysPhone`: false where the notification left the phone out, which says nothing about whether there is one. */
  | { kind: 'contact'; contact: Contact; saysPhone: boolean; madeAt: Date | null; externalId: string | null }
  | { kind: 'contact-merged'; fromId: string; into: Contact; saysPhone: boolean }
  | { kind: 'contact-gone'; contactId: string }
  /** The contact chose something about subscriptions: it is read from Intercom. */
  | { kind: 'subscription'; contactId: string }
  | ({ kind: 'tagged' } & Tagging)
  | { kind: 'nothing'; why: 'ping' | 'unknown-topic' | 'among-colleagues' };

/** A verified webhook, read. */
export interface Notification {
  workspaceId: string;
  topic: string;
  /** The time that Intercom gives. */
  at: Date;
  happening: Happening;
  /** The format of its bodies; null where it has none. Up to version 2.14 that is HTML, from 2.15 on plain text. */
  bodies: 'html' | 'plain' | null;
}

/** A problem names the workspace and the topic where the envelope at least could be read. */
export type Parsed =
  | { ok: true; notification: Notification }
  | { ok: false; problem: string; workspaceId?: string; topic?: string };

/** Reads a webhook. A known topic whose item lacks a field that we need is a problem; an unknown topic is nothing. */
export function parseNotification(body: unknown, now: Date): Parsed {
  const topic = textOf(field(body, 'topic'));
  const workspaceId = idOf(field(body, 'app_id'));
  if (topic === null) return { ok: false, problem: '/topic: missing' };
  if (workspaceId === null) return { ok: false, problem: '/app_id: invalid' };
  const at = timeOf(field(body, 'created_at')) ?? now;
  const parsed = parseItem(topic, itemOf(body), now);
  if (!parsed.ok) return { ok: false, problem: `/data/item${parsed.problem}`, workspaceId, topic };
  const happening = parsed.value;
  return { ok: true, notification: { workspaceId, topic, at, happening, bodies: bodiesOf(happening) } };
}

/** Finds the item also where it is alone in a list, or wrapped in an object of its own. */
function itemOf(body: unknown): unknown {
  let item = field(body, 'data', 'item') ?? field(body, 'data', 'items');
  for (let depth = 0; depth < 2; depth += 1) {
    if (Array.isArray(item) && item.length === 1) [item] = item;
    else if (field(item, 'id') === undefined) item = field(item, 'item') ?? field(item, 'data') ?? item;
  }
  return item;
}

/** Looks only at the words of admins: contacts' words may be texts of ours, which are plain in every version. */
function bodiesOf(happening: Happening): Notification['bodies'] {
  if (happening.kind !== 'conversation') return null;
  const written = happening.conversation.parts.filter(({ author, body }) => author.type === 'admin' && body);
  if (written.length === 0) return null;
  return written.some(({ body }) => startsAsHtml(body ?? '')) ? 'html' : 'plain';
}

function parseItem(topic: string, item: unknown, now: Date): Checked<Happening> {
  if (topic === 'ping') return read({ kind: 'nothing', why: 'ping' });
  if (!isTopic(topic)) return read({ kind: 'nothing', why: 'unknown-topic' });
  const { item: kind } = rowOf(topic);
  switch (kind) {
    case 'exchange':
      return exchange(topic, item, now);
    case 'redacted': {
      const redaction = readRedaction(item, now);
      return redaction.ok ? read({ kind: 'words-taken-back', ...redaction.value }) : redaction;
    }
    case 'contact': {
      const contact = readContact(item);
      return contact.ok
        ? read({
            kind,
            contact: contact.value,
            saysPhone: saysPhone(item),
            madeAt: timeOf(field(item, 'created_at')),
            externalId: textOf(field(item, 'external_id')),
          })
        : contact;
    }
    case 'tagged': {
      const tagging = readTagging(item);
      return tagging.ok ? read({ kind, ...tagging.value }) : tagging;
    }
    case 'contact-merged': {
      const into = readContact(item);
      if (!into.ok) return into;
      const fromId = idOf(field(item, 'merged_from', 'id')) ?? idOf(field(item, 'merged_from'));
      if (fromId === null) return { ok: false, problem: '/merged_from: invalid' };
      return read({ kind, fromId, into: into.value, saysPhone: saysPhone(item) });
    }
    case 'conversation-deleted': {
      const conversationId = idOf(field(item, 'id')) ?? idOf(field(item, 'conversation_id'));
      return conversationId === null ? noId : read({ kind, conversationId });
    }
    case 'subscription': {
      // The contact stands in the subscription, or is what the notification is about.
      const contactId =
        idOf(field(item, 'contact', 'id')) ?? idOf(field(item, 'user', 'id')) ?? idOf(field(item, 'id'));
      return contactId === null ? noId : read({ kind, contactId });
    }
    case 'contact-gone': {
      const contactId = idOf(field(item, 'id'));
      return contactId === null ? noId : read({ kind, contactId });
    }
  }
}

const noId = { ok: false, problem: '/id: invalid' } as const;

function read(value: Happening): Checked<Happening> {
  return { ok: true, value };
}

function saysPhone(item: unknown): boolean {
  return field(item, 'phone') !== undefined;
}

function exchange(topic: Topic, item: unknown, now: Date): Checked<Happening> {
  const ticket = [field(item, 'ticket'), item].find(isFields);
  if (topic.startsWith('ticket.') && isAmongColleagues(ticket))
    return read({ kind: 'nothing', why: 'among-colleagues' });
  const checked = readConversation(item, now);
  if (!checked.ok) return checked;
  const conversation = withoutOldParts(item, checked.value);
  const state = conversation.state ?? (topic === 'ticket.closed' ? 'closed' : null);
  const closes = topic.endsWith('.closed') ? ({ closes: true } as const) : {};
  return read({
    kind: 'conversation',
    topic,
    news: newsOf(topic),
    conversation: { ...conversation, state },
    ...closes,
  });
}

/** Back-office and tracker tickets are never shown to customers. */
function isAmongColleagues(ticket: unknown): boolean {
  const category = textOf(field(ticket, 'category')) ?? textOf(field(ticket, 'ticket_type', 'category'));
  return category !== null && /^(back.?office|tracker)$/i.test(category);
}

/** A ticket may come with all of its parts, so that the new one cannot be told: then it is read from Intercom. */
function withoutOldParts(item: unknown, conversation: Conversation): Conversation {
  const all = listOf(field(item, 'ticket_parts') ?? field(item, 'ticket', 'ticket_parts'), 'ticket_parts');
  const isOne = all === null || all.length <= 1 || isFields(field(item, 'ticket_part'));
  return isOne ? conversation : { ...conversation, parts: [], partsMissing: true };
}
