// Finds the failures that were made good: the text, or its replacement, arrived after all.
import type { Message } from '../../domain/texts/message.ts';
import { hasArrived } from '../../domain/texts/message.ts';
import { type Failure, listRetriesOf, listTextsOf, listWrittenAfter } from '../../store/conversations/failures.ts';
import { nowOf, type Storing, type Timed } from '../context.ts';

interface InConversation {
  workspaceId: string;
  conversationId: string;
}

export async function findAnswered(
  ctx: Storing & Timed,
  conversation: InConversation,
  failures: readonly Failure[],
): Promise<Failure[]> {
  const answered: Failure[] = [];
  for (const failure of failures) if (await isAnswered(ctx, conversation, failure)) answered.push(failure);
  return answered;
}

/** The next text that people wrote stands for a reply that never went, once it arrives. */
async function isAnswered(ctx: Storing & Timed, { workspaceId, conversationId }: InConversation, failure: Failure) {
  const texts = await listTextsOf(ctx.db, workspaceId, failure.subject);
  if (texts.length > 0 && (await isMadeGood(ctx, workspaceId, texts))) return true;
  if (texts.some(({ state }) => state !== 'refused')) return false;
  const later = await listWrittenAfter(ctx.db, workspaceId, conversationId, failure);
  return later.some((text) => hasArrived(text, nowOf(ctx)));
}

/** All parts of the text arrived, or all parts of one retry, or of a retry of that. */
async function isMadeGood(ctx: Storing & Timed, workspaceId: string, texts: readonly Message[]): Promise<boolean> {
  if (texts.every((text) => hasArrived(text, nowOf(ctx)))) return true;
  const retries = await listRetriesOf(
    ctx.db,
    workspaceId,
    texts.map(({ id }) => id),
  );
  const bySend = Map.groupBy(retries, ({ sendId, id }) => sendId ?? id);
  for (const parts of bySend.values()) if (await isMadeGood(ctx, workspaceId, parts)) return true;
  return false;
}
