// Intercom's webhooks → what happened, in our words.
import type { Contact, Conversation } from '../domain/conversation.ts';
import type { News } from '../domain/news.ts';
import { compileSchema } from '../lib/schema.ts';
import { checkId, contactSchema, conversationSchema, idSchema } from './answers.ts';
import { startsAsHtml } from './comment-text.ts';
import { toContact, toConversation, toDate } from './conversations.ts';
import { isTopic, newsOf, type Topic, topics } from './topics.ts';

export type Happening =
  | { kind: 'conversation'; topic: Topic; news: News; conversation: Conversation }
  | { kind: 'conversation-deleted'; conversationId: string }
  | { kind: 'contact'; contact: Contact }
  | { kind: 'contact-merged'; fromId: string; into: Contact }
  | { kind: 'contact-gone'; contactId: string }
  | { kind: 'nothing'; why: 'ping' | 'unknown-topic' };

/** A verified webhook, read. */
export interface Notification {
  workspaceId: string;
  topic: string;
  /** When Intercom says it happened. */
  at: Date;
  happening: Happening;
  /** How it carries what was written; null where nothing was. Up to version 2.14 that is HTML, from 2.15 on plain text. */
  bodies: 'html' | 'plain' | null;
}

const checkEnvelope = compileSchema({
  type: 'object',
  required: ['topic', 'app_id', 'data'],
  properties: {
    topic: { type: 'string', maxLength: 200 },
    app_id: { type: 'string', minLength: 1, maxLength: 100 },
    created_at: { type: ['integer', 'null'] },
    data: { type: 'object', required: ['item'], properties: { item: { type: 'object' } } },
  },
});

const checkConversationItem = compileSchema(conversationSchema);
const checkContactItem = compileSchema(contactSchema);
const checkMergedItem = compileSchema({
  type: 'object',
  required: ['id', 'merged_from'],
  properties: { ...contactSchema.properties, merged_from: idSchema },
});

/** A problem names the workspace when the envelope at least could be read. */
type Parsed = { ok: true; notification: Notification } | { ok: false; problem: string; workspaceId?: string };

/** Reads a webhook; a known topic whose item is not as documented is a problem, an unknown topic is nothing. */
export function parseNotification(body: unknown, now: Date): Parsed {
  const envelope = checkEnvelope(body);
  if (!envelope.ok) return envelope;
  const { topic, app_id: workspaceId, created_at, data } = envelope.value;
  const at = toDate(created_at) ?? now;
  const parsed = parseItem(topic, data.item, now);
  if ('problem' in parsed) return { ok: false, problem: `data.item${parsed.problem}`, workspaceId };
  return { ok: true, notification: { workspaceId, topic, at, happening: parsed, bodies: bodiesOf(parsed) } };
}

/** By what admins wrote: of contacts we know texts of our own making, which are plain whatever the version. */
function bodiesOf(happening: Happening): Notification['bodies'] {
  if (happening.kind !== 'conversation') return null;
  const written = happening.conversation.parts.filter(({ author, body }) => author.type === 'admin' && body);
  if (written.length === 0) return null;
  return written.some(({ body }) => startsAsHtml(body ?? '')) ? 'html' : 'plain';
}

function parseItem(topic: string, item: unknown, now: Date): Happening | { problem: string } {
  if (topic === 'ping') return { kind: 'nothing', why: 'ping' };
  if (!isTopic(topic)) return { kind: 'nothing', why: 'unknown-topic' };
  const kind = topics[topic];
  switch (kind) {
    case 'conversation': {
      const checked = checkConversationItem(item);
      return checked.ok
        ? { kind, topic, news: newsOf(topic), conversation: toConversation(checked.value, now) }
        : checked;
    }
    case 'contact': {
      const checked = checkContactItem(item);
      return checked.ok ? { kind, contact: toContact(checked.value) } : checked;
    }
    case 'contact-merged': {
      const checked = checkMergedItem(item);
      if (!checked.ok) return checked;
      return { kind, fromId: String(checked.value.merged_from.id), into: toContact(checked.value) };
    }
    case 'conversation-deleted': {
      const checked = checkId(item);
      return checked.ok ? { kind, conversationId: String(checked.value.id) } : checked;
    }
    case 'contact-gone': {
      const checked = checkId(item);
      return checked.ok ? { kind, contactId: String(checked.value.id) } : checked;
    }
  }
}
