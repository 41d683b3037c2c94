// One page of a search for conversations, and where the next one begins.
import type { Conversation } from '../../domain/conversation.ts';
import { type Checked, mapRead } from '../../lib/schema.ts';
import { readConversations } from '../shapes/answers.ts';
import { field, textOf } from '../shapes/loose.ts';

export interface MovedPage {
  conversations: Conversation[];
  /** Null: this was the last. */
  next: string | null;
}

/** Source: developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/pagination-cursor. */
export function readMovedPage(answer: unknown, now: Date): Checked<MovedPage> {
  const next = textOf(field(answer, 'pages', 'next', 'starting_after'));
  return mapRead(readConversations(answer, now), (conversations) => ({ conversations, next: next || null }));
}
