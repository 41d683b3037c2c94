// The notification that a part was deleted: whose words are gone.
import type { Checked } from '../../lib/schema.ts';
import { readConversation, sourcePartId } from './conversations.ts';
import { field, idOf, isFields, listOf } from './loose.ts';
import { isPart } from './parts.ts';

export interface Redaction {
  /** Null where it was not said. */
  conversationId: string | null;
  partIds: readonly string[];
}

/** Finds the part alone, beside its conversation or inside it. */
export function readRedaction(item: unknown, now: Date): Checked<Redaction> {
  const beside = [field(item, 'conversation_part'), field(item, 'ticket_part')].find(isFields);
  const alone = beside ?? (isPart(item) ? item : undefined);
  const id = idOf(field(alone, 'id')) ?? idOf(field(item, 'conversation_part_id')) ?? idOf(field(item, 'part_id'));
  if (id !== null) {
    const partIds = [field(alone, 'type') === 'conversation_source' ? sourcePartId(id) : id];
    return { ok: true, value: { conversationId: conversationOf(item, alone), partIds } };
  }
  const conversation = readConversation(item, now);
  if (!conversation.ok) return conversation;
  const { id: conversationId, source, parts } = conversation.value;
  const marked = [...(source ? [source] : []), ...parts].filter((part) => part.takenBack);
  // Where none is marked, the parts that came along are those that it is about.
  const partIds = marked.length > 0 ? marked.map((part) => part.id) : idsOfParts(item);
  return { ok: true, value: { conversationId, partIds } };
}

/** Parts of every author and kind. */
function idsOfParts(item: unknown): string[] {
  const holders = [item, field(item, 'conversation'), field(item, 'ticket')];
  const lists = holders.flatMap((holder) =>
    ['conversation_parts', 'ticket_parts'].map((name) => listOf(field(holder, name), name)),
  );
  return lists.flatMap((list) => (list ?? []).flatMap((part) => idOf(field(part, 'id')) ?? []));
}

function conversationOf(item: unknown, part: unknown): string | null {
  const named = [field(item, 'conversation', 'id'), field(item, 'ticket', 'id'), field(item, 'conversation_id')];
  return (
    [...named, field(part, 'conversation_id'), field(part, 'conversation', 'id')].map(idOf).find((id) => id !== null) ??
    null
  );
}
