// One part of a conversation or ticket → ours, and the signs that its words were deleted.
import type { Attachment, Part } from '../../domain/conversation.ts';
import { commentToText } from '../comments/comment-text.ts';
import { field, idOf, isFields, isTrue, listOf, textOf, timeOf, wordOf } from './loose.ts';
import { kindOfPart } from './part-types.ts';

/** Longer than a signed address with a long file name. */
const LONGEST_URL = 4_000;

/** Null where it certainly holds no words; `unreadable` where it may hold words whose author or kind is unknown. */
export function readPart(wire: unknown, fallback: Date): Part | 'unreadable' | null {
  const type = wordOf(field(wire, 'part_type'));
  const words = textOf(field(wire, 'body'));
  const takenBack = isTrue(field(wire, 'redacted')) || saysDeleted(words);
  const id = idOf(field(wire, 'id'));
  const author = authorOf(field(wire, 'author'));
  const kind = kindOfPart(type);
  const files = takenBack ? [] : (listOf(field(wire, 'attachments'), 'attachments') ?? []);
  if (id === null || author === null) {
    const mayHoldWords =
      !isFields(wire) || type === null || (kind === 'message' && (words !== null || type === 'comment'));
    return mayHoldWords ? 'unreadable' : null;
  }
  return {
    id,
    kind,
    // A message has words or files; where neither came along, what it is made of has been flattened away.
    body: takenBack ? null : (words ?? (type === 'comment' ? '' : null)),
    files: files.length,
    ...(files.length === 0 ? {} : { attachments: files.flatMap(readAttachment) }),
    author,
    byAi: isTrue(field(wire, 'author', 'from_ai_agent')) || isTrue(field(wire, 'author', 'is_ai_answer')),
    byApp: textOf(field(wire, 'app_package_code')) !== null,
    takenBack,
    opens: type === 'open',
    createdAt: timeOf(field(wire, 'created_at')) ?? fallback,
  };
}

function readAttachment(wire: unknown): Attachment[] {
  const url = textOf(field(wire, 'url')) ?? '';
  if (!/^https?:/i.test(url) || url.length > LONGEST_URL) return [];
  const contentType = wordOf(field(wire, 'content_type')) ?? '';
  return [{ url, name: textOf(field(wire, 'name')), contentType }];
}

/** A part of our side without a known type. */
export function lacksType(wire: unknown): boolean {
  const by = authorOf(field(wire, 'author'))?.type;
  return wordOf(field(wire, 'part_type')) === null && (by === 'admin' || by === 'bot');
}

/** Null where no author is given. */
export function authorOf(wire: unknown): Part['author'] | null {
  const type = wordOf(field(wire, 'type'));
  if (type === null) return null;
  return { type: authorType(type), id: idOf(field(wire, 'id')), name: textOf(field(wire, 'name')) || null };
}

/** The placeholders for a deleted part's words. */
export function saysDeleted(body: string | null): boolean {
  if (body === null || !/this message was deleted/i.test(body)) return false;
  return /^this message was deleted\.?$/i.test(commentToText(body).text.trim());
}

function authorType(type: string): Part['author']['type'] {
  if (type === 'admin' || type === 'teammate') return 'admin';
  if (type === 'bot' || type === 'operator' || type === 'fin') return 'bot';
  return type === 'user' || type === 'lead' || type === 'contact' || type === 'visitor' ? 'contact' : 'other';
}

/** True for a part, and false for a conversation that holds some. */
export function isPart(value: unknown): boolean {
  if (!isFields(value)) return false;
  const type = field(value, 'type');
  return field(value, 'part_type') !== undefined || type === 'conversation_part' || type === 'ticket_part';
}
