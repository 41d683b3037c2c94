// What a part says now that it has waited: an agent may have deleted its words meanwhile, or changed them.
import type { Conversation, Part } from '../../domain/conversation.ts';
import { NotYet, VendorError } from '../../domain/errors.ts';
import { isGone, mayBeTicket } from '../../intercom/calls/errors.ts';
import { commentToText } from '../../intercom/comments/comment-text.ts';
import { mostParts } from '../../intercom/shapes/conversations.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { partsOf } from './find-own-part.ts';

/** Nobody takes words back so soon: what goes within this costs no call. */
export const MOMENT_MS = 10_000;

/** A customer's text is worth more than certainty: after this it goes although Intercom does not answer. */
const ASK_FOR_MS = 10 * 60_000;
const ASK_AGAIN_MS = 15_000;

/** `missing`: the part is not there, any more or yet. `unknown`: Intercom did not let us ask, so that what we heard of it holds. */
export type Words = { kind: 'stand'; part: Part } | { kind: 'taken-back' | 'missing' | 'unknown' };

/** Throws NotYet while Intercom may still say it. */
export async function wordsNow(
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
    // What was said in a conversation that is deleted is deleted with it.
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
