// Intercom's conversation and contact objects → ours, the same way for REST answers and webhooks.
import type { FromSchema } from 'json-schema-to-ts';
import type { Contact, Conversation, ConversationState, Part } from '../domain/conversation.ts';
import { wellFormed } from '../domain/well-formed.ts';
import type { contactSchema, conversationSchema, partSchema } from './answers.ts';

type WireConversation = FromSchema<typeof conversationSchema>;
type WirePart = FromSchema<typeof partSchema>;
type WireContact = FromSchema<typeof contactSchema>;

/** Ids of sources and of parts are counted apart, so a source's is marked. */
export function sourcePartId(sourceId: string): string {
  return `source-${sourceId}`;
}

export function toConversation(wire: WireConversation, now: Date): Conversation {
  const { source } = wire;
  const updatedAt = toDate(wire.updated_at) ?? now;
  return {
    id: String(wire.id),
    state: toState(wire.state, wire.open),
    updatedAt,
    contactIds: (wire.contacts?.contacts ?? []).map((contact) => contact.id),
    startedByAdmin: source?.author?.type === 'admin' || source?.delivered_as === 'admin_initiated',
    source: source?.id === undefined ? null : sourceAsPart(source, toDate(wire.created_at) ?? updatedAt),
    partsMissing: !wire.conversation_parts?.conversation_parts,
    parts: (wire.conversation_parts?.conversation_parts ?? []).map((part) => toPart(part, updatedAt)),
  };
}

type WireSource = NonNullable<WireConversation['source']>;

function sourceAsPart(source: WireSource, createdAt: Date): Part {
  return {
    id: sourcePartId(String(source.id)),
    kind: 'other',
    body: bodyOf(source.body),
    files: source.attachments?.length ?? 0,
    author: {
      type: authorType(source.author?.type),
      id: idOf(source.author?.id),
      name: nameOf(source.author?.name),
    },
    byAi: false,
    createdAt,
  };
}

export function toPart(wire: WirePart, fallback: Date): Part {
  const { author } = wire;
  return {
    id: String(wire.id),
    kind: /note/.test(wire.part_type) ? 'note' : 'other',
    // A message has words or files; where neither came along, what it is made of has been flattened away.
    body: bodyOf(wire.body ?? (wire.part_type === 'comment' ? '' : null)),
    files: wire.attachments?.length ?? 0,
    author: { type: authorType(author.type), id: idOf(author.id), name: nameOf(author.name) },
    byAi: author.from_ai_agent === true || author.is_ai_answer === true,
    createdAt: toDate(wire.created_at) ?? fallback,
  };
}

export function toContact(wire: WireContact): Contact {
  return {
    id: wire.id,
    role: wire.role === 'lead' ? 'lead' : 'user',
    name: nameOf(wire.name),
    phone: wire.phone ? wellFormed(wire.phone) : null,
    hasEmail: (wire.email ?? '') !== '',
    seenAt: toDate(wire.last_seen_at),
  };
}

function toState(state: string | null | undefined, open: boolean | null | undefined): ConversationState {
  if (state === 'closed' || state === 'snoozed') return state;
  return state === undefined && open === false ? 'closed' : 'open';
}

function authorType(type: string | null | undefined): Part['author']['type'] {
  if (type === 'admin' || type === 'bot') return type;
  return type === 'user' || type === 'lead' || type === 'contact' ? 'contact' : 'other';
}

function nameOf(name: string | null | undefined): string | null {
  return name ? wellFormed(name) : null;
}

function bodyOf(body: string | null | undefined): string | null {
  return body === null || body === undefined ? null : wellFormed(body);
}

function idOf(id: string | number | null | undefined): string | null {
  return id === null || id === undefined ? null : wellFormed(String(id));
}

/** Unix seconds; absurd ones are as good as none. */
export function toDate(seconds: number | null | undefined): Date | null {
  if (seconds === null || seconds === undefined || seconds <= 0 || seconds > 32_503_680_000) return null;
  return new Date(seconds * 1000);
}
