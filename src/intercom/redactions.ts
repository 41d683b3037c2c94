// The notification that a part was deleted: whose words are gone.
import type { Checked } from '../lib/schema.ts';
import { readConversation, sourcePartId } from './conversations.ts';
import { field, idOf, isFields } from './loose.ts';

/** The ids of the parts, whether the part comes alone, beside its conversation or inside it. */
export function readRedaction(item: unknown, now: Date): Checked<readonly string[]> {
  const alone = [field(item, 'conversation_part'), field(item, 'ticket_part'), item].find(isPart);
  const id = idOf(field(alone, 'id'));
  if (id !== null) return { ok: true, value: [field(alone, 'type') === 'conversation_source' ? sourcePartId(id) : id] };
  const conversation = readConversation(item, now);
  if (!conversation.ok) return conversation;
  const { source, parts } = conversation.value;
  const marked = [...(source ? [source] : []), ...parts].filter((part) => part.takenBack);
  // Where none is marked, the parts that came along are those that it is about.
  return { ok: true, value: (marked.length > 0 ? marked : parts).map((part) => part.id) };
}

function isPart(value: unknown): boolean {
  if (!isFields(value)) return false;
  const type = field(value, 'type');
  return field(value, 'part_type') !== undefined || type === 'conversation_part' || type === 'ticket_part';
}
