// The notification that a tag was put on: its name, and on what.
import type { Checked } from '../../lib/schema.ts';
import { field, idOf, listOf, textOf } from './loose.ts';

export interface Tagging {
  /** The names of the tags that were put on just now. */
  tags: readonly string[];
  contactId: string | null;
  /** Null where the tag is the contact's. */
  conversationId: string | null;
}

/** A contact's stands beside its tag; a conversation, or a part of it, lists what was added. */
export function readTagging(item: unknown): Checked<Tagging> {
  const one = textOf(field(item, 'tag', 'name'));
  const part = [field(item, 'conversation_part'), firstPart(item)].find((found) => found !== undefined);
  const lists = [field(item, 'tags_added'), field(part, 'tags_added'), field(part, 'tags')];
  const listed = lists.map((list) => listOf(list, 'tags')).find((list) => list !== null && list.length > 0) ?? [];
  const names = one === null ? listed.map((tag) => textOf(field(tag, 'name'))) : [one];
  const tags = names.filter((name) => name !== null);
  const ofContact = [field(item, 'contact'), field(item, 'user'), field(item, 'lead')].find(
    (found) => found !== undefined,
  );
  const contactId = idOf(field(ofContact, 'id'));
  const conversationId =
    contactId === null ? (idOf(field(item, 'conversation_id')) ?? idOf(field(item, 'conversation', 'id'))) : null;
  const itself = contactId === null && conversationId === null ? idOf(field(item, 'id')) : null;
  if (contactId === null && conversationId === null && itself === null) return { ok: false, problem: '/id: invalid' };
  return { ok: true, value: { tags, contactId, conversationId: conversationId ?? itself } };
}

function firstPart(item: unknown): unknown {
  return listOf(field(item, 'conversation_parts'), 'conversation_parts')?.[0];
}
