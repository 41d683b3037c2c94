// The words of a text that waited to be handed over, as they stand in its conversation now.
import { withLinks, withoutLinks } from '../../domain/media/texts-with-files.ts';
import type { Message } from '../../domain/texts/message.ts';
import { signed, withoutSignature } from '../../domain/texts/signature.ts';
import { splitText } from '../../domain/texts/text-parts.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { commentToText, sameText } from '../../intercom/comments/comment-text.ts';
import { findReply } from '../../store/conversations/replies.ts';
import { findMessage, updateMessage } from '../../store/texts/messages.ts';
import { findSend, unknownPart } from '../../store/texts/panel-texts.ts';
import { listParts } from '../../store/texts/part-texts.ts';
import { longestText } from '../../twilio/limits.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { MOMENT_MS, readWordsNow } from '../conversations/read-words.ts';
import { signatureOf } from './sign-text.ts';

/** Null where an agent deleted them. Throws NotYet while Intercom cannot be asked. */
export async function readLatestWords(
  ctx: Context,
  workspace: OpenWorkspace,
  message: Message,
): Promise<string | null> {
  const waitedMs = ctx.clock.now() - message.createdAt.getTime();
  const said = waitedMs < MOMENT_MS ? null : await whereSaid(ctx, message);
  if (said === null) return message.body;
  const byPerson = message.author?.kind !== 'automation';
  const words = await readWordsNow(ctx, workspace, { ...said, byPerson, waitedMs });
  if (words.kind === 'unknown') return message.body;
  return words.kind === 'stand' ? latestWords(ctx, workspace, message, words.part.body ?? '') : null;
}

interface Said {
  conversationId: string;
  partId: string;
}

/** The reply, or the comment that shows a text from the panel; for a retry, those of the first text. Null: there is none yet. */
async function whereSaid(ctx: Context, message: Message): Promise<Said | null> {
  const { workspaceId, replyPartId, sendId, retryOf } = message;
  const said =
    replyPartId !== null
      ? await findReply(ctx.db, workspaceId, replyPartId)
      : sendId !== null
        ? await findSend(ctx.db, workspaceId, sendId)
        : undefined;
  if (!said || said.partId === null || said.partId === unknownPart) {
    const first = retryOf === null ? undefined : await findMessage(ctx.db, workspaceId, retryOf);
    return first ? whereSaid(ctx, first) : null;
  }
  return { conversationId: said.conversationId, partId: said.partId };
}

/** The latest words. A text in parts, a retry, and one that may have gone already keep the words that they have. */
async function latestWords(ctx: Context, workspace: OpenWorkspace, message: Message, body: string): Promise<string> {
  // The comment begins by saying that nobody typed the words.
  if (message.author?.kind === 'automation') return message.body;
  // A comment that shows files has lines for them, which the text has not.
  if (message.sendId !== null && message.media.length > 0) return message.body;
  if (message.retryOf !== null || message.attemptedAt !== null || (await listParts(ctx.db, message)).length > 1)
    return message.body;
  // The conversation shows the words alone.
  const signature = await signatureOf(ctx.db, workspace, message.author);
  const links = message.media.filter(({ link }) => link !== undefined);
  const before = withoutLinks(withoutSignature(message.body, signature), links);
  // A picture or a link by itself has no words that could change.
  if (isBlank(before) || sameText(body, before)) return message.body;
  const [text, ...more] = splitText(signed(withLinks(commentToText(body).text, links), signature), longestText);
  if (text === undefined || more.length > 0) return message.body;
  await updateMessage(ctx.db, message, { body: text });
  return text;
}
