// The notification that a part was deleted: whose words are gone.
import type { Checked } from '../../lib/schema.ts';
import { readConversation, sourcePartId } from './conversations.ts';
import { field, idOf } from './loose.ts';
import { isPart } from './parts.ts';

export interface Redaction {
  /** Null where it was not said. */
  conversationId: string | null;
  partIds: readonly string[];
}

/** Whether the part comes alone, beside its conversation or inside it. */
export function readRedaction(item: unknown, now: Date): Checked<Redaction> {
  const alone = [field(item, 'conversation_part'), field(item, 'ticket_part'), item].find(isPart);
  const id = idOf(field(alone, 'id'));
  if (id !== null) {
    const partIds = [field(alone, 'type') === 'conversation_source' ? sourcePartId(id) : id];
    return { ok: true, value: { conversationId: conversationOf(item, alone), partIds } };
  }
  const conversation = readConversation(item, now);
  if (!conversation.ok) return conversation;
  const { id: conversationId, source, parts } = conversation.value;
  const marked = [...(source ? [source] : []), ...parts].filter((part) => part.takenBack);
  // Where none is marked, the parts that came along are those that it is about.
  const partIds = (marked.length > 0 ? marked : parts).map((part) => part.id);
  return { ok: true, value: { conversationId, partIds } };
}

function conversationOf(item: unknown, part: unknown): string | null {
  const named = [field(item, 'conversation', 'id'), field(item, 'ticket', 'id'), field(item, 'conversation_id')];
  return (
    [...named, field(part, 'conversation_id'), field(part, 'conversation', 'id')].map(idOf).find((id) => id !== null) ??
    null
  );
}
