// Intercom's conversations, and the tickets that they become → ours, the same way for REST answers and webhooks.
import type { Conversation, ConversationState, Part } from '../../domain/conversation.ts';
import type { Checked } from '../../lib/schema.ts';
import { field, idOf, isFields, isTrue, listOf, textOf, timeOf, wordOf } from './loose.ts';
import { isChatSource, startedBy } from './part-types.ts';
import { authorOf, isPart, lacksType, readPart, saysDeleted } from './parts.ts';

/** The most parts of a conversation that is read, the most recent ones. Source: GET /conversations/{id}. */
export const mostParts = 500;

/** Ids of sources and of parts are counted apart, so a source's is marked. */
export function sourcePartId(sourceId: string): string {
  return `source-${sourceId}`;
}

/**
 * A conversation or a ticket; or an object that holds one beside its one new part, as the webhooks of tickets do. A customer
 * ticket that a conversation was turned into has that conversation's id, and its parts have theirs.
 */
export function readConversation(item: unknown, now: Date): Checked<Conversation> {
  const whole = wholeOf(item);
  const id = idOf(field(whole, 'id')) ?? idOf(field(item, 'conversation_id'));
  if (id === null) return { ok: false, problem: '/id: invalid' };
  const updatedAt = timeOf(field(whole, 'updated_at')) ?? now;
  const { parts, partsMissing } = partsOf(item, whole, updatedAt);
  const opening = sourceOf(whole, timeOf(field(whole, 'created_at')) ?? updatedAt);
  return {
    ok: true,
    value: {
      id,
      state: stateOf(whole),
      updatedAt,
      contactIds: (listOf(field(whole, 'contacts'), 'contacts') ?? []).flatMap((one) => idOf(field(one, 'id')) ?? []),
      startedByAdmin: opening?.by === 'admin' && opening.isChat,
      source: opening?.part ?? null,
      partsMissing,
      parts,
    },
  };
}

/** A conversation may name a ticket that it is linked to, and a part that comes alone names its conversation. */
function wholeOf(item: unknown): unknown {
  if (isConversation(item)) return item;
  const inner = [field(item, 'ticket'), field(item, 'conversation')].find(isFields);
  return inner ?? (isPart(item) ? { id: field(item, 'conversation_id') } : item);
}

function isConversation(item: unknown): boolean {
  if (idOf(field(item, 'id')) === null) return false;
  return wordOf(field(item, 'type')) === 'conversation' || field(item, 'conversation_parts') !== undefined;
}

interface Opening {
  part: Part | null;
  by: ReturnType<typeof startedBy>;
  isChat: boolean;
}

function sourceOf(whole: unknown, createdAt: Date): Opening | null {
  const source = field(whole, 'source');
  if (!isFields(source)) return null;
  const author = authorOf(source.author) ?? { type: 'other', id: null, name: null };
  const by = startedBy(wordOf(source.delivered_as), author.type);
  const isChat = isChatSource(wordOf(source.type));
  const id = idOf(source.id);
  const takenBack = isTrue(source.redacted) || saysDeleted(textOf(source.body));
  const part: Part | null =
    id === null
      ? null
      : {
          id: sourcePartId(id),
          kind: isChat ? 'message' : 'event',
          body: takenBack ? null : textOf(source.body),
          files: takenBack ? 0 : (listOf(source.attachments, 'attachments')?.length ?? 0),
          author,
          byAi: by === 'automation',
          takenBack,
          createdAt,
        };
  return { part, by, isChat };
}

function partsOf(item: unknown, whole: unknown, fallback: Date): Pick<Conversation, 'parts' | 'partsMissing'> {
  const one = [field(item, 'ticket_part'), field(item, 'conversation_part'), isPart(item) ? item : null].find(isFields);
  const holder = field(whole, 'conversation_parts') ?? field(whole, 'ticket_parts');
  const list =
    one === undefined
      ? (listOf(field(whole, 'conversation_parts'), 'conversation_parts') ??
        listOf(field(whole, 'ticket_parts'), 'ticket_parts'))
      : [one];
  const isEmptied = list?.length === 0 && Number(field(holder, 'total_count')) > 0;
  const read = (list ?? []).map((part) => readPart(part, fallback));
  return {
    parts: read.flatMap((part) => (part === null || part === 'unreadable' ? [] : [part])),
    partsMissing: list === null || isEmptied || list.some(lacksType) || read.includes('unreadable'),
  };
}

function stateOf(whole: unknown): ConversationState | null {
  const state = wordOf(field(whole, 'state'));
  if (state === 'closed' || state === 'snoozed' || state === 'open') return state;
  const open = field(whole, 'open');
  if (open === undefined || open === null) return null;
  return isTrue(open) ? 'open' : 'closed';
}
