// Whether something of ours is in a conversation already, after a call whose outcome is not known.
import type { Conversation, Part } from '../../domain/conversation.ts';
import { sameText } from '../../intercom/comment-text.ts';
import { knownNoteParts } from '../../store/conversations/notes.ts';
import type { Db } from '../../store/database/database.ts';
import { knownParts } from '../../store/texts/messages.ts';
import { knownSendParts } from '../../store/texts/panel-texts.ts';

/** The oldest part with these words that was made since then and is not known to be another one of ours. */
export async function findOwnPart(
  db: Db,
  workspaceId: string,
  conversation: Conversation,
  wanted: { kind: Part['kind']; by: Part['author']['type']; body: string; since: Date },
): Promise<Part | null> {
  const alike = [...(conversation.source ? [conversation.source] : []), ...conversation.parts].filter(
    (part) =>
      part.kind === wanted.kind &&
      part.author.type === wanted.by &&
      part.createdAt >= wanted.since &&
      part.body !== null &&
      sameText(part.body, wanted.body),
  );
  if (alike.length === 0) return null;
  const ids = alike.map((part) => part.id);
  const taken =
    wanted.kind === 'note' ? await knownNoteParts(db, workspaceId, ids) : await others(db, workspaceId, ids);
  return alike.find((part) => !taken.has(part.id)) ?? null;
}

async function others(db: Db, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  return new Set([...(await knownParts(db, workspaceId, ids)), ...(await knownSendParts(db, workspaceId, ids))]);
}
