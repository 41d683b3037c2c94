// Finds our own part: in the answer to the call that made it, or in a conversation after a call of unknown outcome.
import type { Conversation, Part } from '../../domain/conversation.ts';
import { sameText } from '../../intercom/comments/comment-text.ts';
import { knownNoteParts } from '../../store/conversations/notes.ts';
import { repliesOfOthers } from '../../store/conversations/replies.ts';
import type { Db } from '../../store/database/database.ts';
import { knownSendParts } from '../../store/texts/panel-texts.ts';
import { knownParts } from '../../store/texts/part-texts.ts';

export interface WantedPart {
  kind: Part['kind'];
  by: Part['author']['type'];
  body: string;
  /** Other words that it may have been posted with. */
  orBody?: string | undefined;
}

/** All parts, with the first message. */
export function partsOf({ source, parts }: Conversation): readonly Part[] {
  return source ? [source, ...parts] : parts;
}

/** The oldest part since then with these words that belongs to nothing else of ours; one that an app made is preferred. */
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
 * The part that our call made, in the answer to it: its author and words decide, and the newest of several. Its place decides
 * nothing, since an agent may have written in the same instant. Where Intercom changed the words, an app's part is ours.
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
  // A single one is ours, since the answer always has the part that the call made.
  const unknown = found.length > 1 ? await unknownOf(db, workspaceId, found, wanted.kind) : found;
  const byApps = unknown.filter(({ byApp }) => byApp);
  return (
    (byApps.length > 0 ? byApps : unknown).toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).at(-1) ??
    null
  );
}

function alike(parts: readonly Part[], wanted: WantedPart): Part[] {
  const says = (body: string, words: string | undefined) => words !== undefined && sameText(body, words);
  return parts.filter(
    (part) =>
      isOf(part, wanted) && part.body !== null && (says(part.body, wanted.body) || says(part.body, wanted.orBody)),
  );
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
