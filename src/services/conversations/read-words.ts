// Reads the words of a part that has waited: an agent may have deleted or changed them meanwhile.
import type { Conversation, Part } from '../../domain/conversation.ts';
import { NotYet, VendorError } from '../../domain/errors.ts';
import { isGone, mayBeTicket } from '../../intercom/calls/errors.ts';
import { commentToText } from '../../intercom/comments/comment-text.ts';
import { mostParts } from '../../intercom/shapes/conversations.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { partsOf } from './find-own-part.ts';

/** Nobody takes words back so soon: a part that waited for less costs no call. */
export const MOMENT_MS = 10_000;

/** After this a text goes although Intercom does not answer: a late text is worse than deleted words. */
const ASK_FOR_MS = 10 * 60_000;
const ASK_AGAIN_MS = 15_000;

/** `missing`: the part is no longer there, or not yet. `unknown`: Intercom did not let us ask, so our own words count. */
export type Words = { kind: 'stand'; part: Part } | { kind: 'taken-back' | 'missing' | 'unknown' };

/** Throws NotYet while Intercom may still answer. */
export async function readWordsNow(
  ctx: Context,
  workspace: OpenWorkspace,
  asked: { conversationId: string; partId: string; byPerson: boolean; waitedMs: number },
): Promise<Words> {
  if (workspace.intercomToken === null || workspace.refusedSince.intercom !== null) return { kind: 'unknown' };
  try {
    const intercom = ctx.intercom(workspace, asked.byPerson ? {} : { rank: 'automation' });
    return wordsIn(await intercom.getConversation(asked.conversationId), asked.partId);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    // The words of a deleted conversation are deleted, too.
    if (isGone(error)) return mayBeTicket(error) ? { kind: 'unknown' } : { kind: 'taken-back' };
    const isForGood = error.certainty === 'refused' || error.status === 401 || error.status === 403;
    if (isForGood || asked.waitedMs >= ASK_FOR_MS) return { kind: 'unknown' };
    throw new NotYet('words-being-checked', ASK_AGAIN_MS);
  }
}

export function wordsIn(conversation: Conversation, partId: string): Words {
  const part = partsOf(conversation).find((one) => one.id === partId);
  if (part) return part.takenBack || saysNothing(part) ? { kind: 'taken-back' } : { kind: 'stand', part };
  const isWhole = !conversation.partsMissing && conversation.parts.length < mostParts;
  return { kind: isWhole ? 'missing' : 'unknown' };
}

function saysNothing({ body, files }: Part): boolean {
  const { text, images } = commentToText(body ?? '');
  return text === '' && images.length === 0 && files === 0;
}
