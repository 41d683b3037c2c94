// Which part is ours: in the answer to the call that made it, or in a conversation after a call whose outcome is not known.
import type { Conversation, Part } from '../../domain/conversation.ts';
import { sameText } from '../../intercom/comments/comment-text.ts';
import { knownNoteParts } from '../../store/conversations/notes.ts';
import { repliesOfOthers } from '../../store/conversations/replies.ts';
import type { Db } from '../../store/database/database.ts';
import { knownParts } from '../../store/texts/messages.ts';
import { knownSendParts } from '../../store/texts/panel-texts.ts';

export interface WantedPart {
  kind: Part['kind'];
  by: Part['author']['type'];
  body: string;
}

/** All that was said there, the first message too. */
export function partsOf({ source, parts }: Conversation): readonly Part[] {
  return source ? [source, ...parts] : parts;
}

/** The oldest part with these words that was made since then and is not known to be another one; best one that an app made. */
export async function findOwnPart(
  db: Db,
  workspaceId: string,
  parts: readonly Part[],
  wanted: WantedPart & { since: Date },
): Promise<Part | null> {
  const recent = parts.filter((part) => part.createdAt.getTime() >= wanted.since.getTime());
  const unknown = await unknownOf(db, workspaceId, alike(recent, wanted), wanted.kind);
  return unknown.find(({ byApp }) => byApp) ?? unknown[0] ?? null;
}

/**
 * The part that our call made, in the answer to it: by its author and words, the newest of several. Never by its place,
 * since an agent may have written in the same instant. Where Intercom changed the words, it is the one that an app wrote.
 */
export async function findMadePart(
  db: Db,
  workspaceId: string,
  parts: readonly Part[],
  wanted: WantedPart & { authorId: string },
): Promise<Part | null> {
  const said = alike(parts, wanted);
  const byAuthor = said.filter((part) => part.author.id === wanted.authorId);
  const candidates = byAuthor.length > 0 ? byAuthor : said;
  const found = candidates.length > 0 ? candidates : parts.filter((part) => part.byApp && isOf(part, wanted));
  // One alone is what the call made, which the answer always has.
  const unknown = found.length > 1 ? await unknownOf(db, workspaceId, found, wanted.kind) : found;
  const byApps = unknown.filter(({ byApp }) => byApp);
  return (
    (byApps.length > 0 ? byApps : unknown).toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).at(-1) ??
    null
  );
}

function alike(parts: readonly Part[], wanted: WantedPart): Part[] {
  return parts.filter((part) => isOf(part, wanted) && part.body !== null && sameText(part.body, wanted.body));
}

function isOf(part: Part, { kind, by }: WantedPart): boolean {
  return part.kind === kind && part.author.type === by;
}

async function unknownOf(db: Db, workspaceId: string, parts: readonly Part[], kind: Part['kind']): Promise<Part[]> {
  if (parts.length === 0) return [];
  const ids = parts.map((part) => part.id);
  const taken = kind === 'note' ? await knownNoteParts(db, workspaceId, ids) : await others(db, workspaceId, ids);
  return parts.filter((part) => !taken.has(part.id));
}

async function others(db: Db, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  return new Set([
    ...(await knownParts(db, workspaceId, ids)),
    ...(await knownSendParts(db, workspaceId, ids)),
    ...(await repliesOfOthers(db, workspaceId, ids)),
  ]);
}
