// Finds the conversation for a customer's text: by its own thread or by all threads of its contact, as the workspace chose.
import type { QueuedJob } from '../../domain/jobs/jobs.ts';
import { parseAddress } from '../../domain/numbers/phone-number.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Threaded } from '../../domain/texts/trace.ts';
import { whyPlaced } from '../../domain/texts/why-threaded.ts';
import { isChangingOver, type Placement, placeAmong, placeText as placeOwn, type Thread } from '../../domain/thread.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { listRelatedThreads } from '../../store/conversations/related-threads.ts';
import { updateThread } from '../../store/conversations/threads.ts';
import { findContact } from '../contacts/find-contact.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { keepInboundOrder } from './keep-order.ts';

export interface ChosenPlacement {
  /** The text's own thread, as it is now. */
  thread: Thread;
  placement: Placement | { kind: 'aside' };
  /** Why the rule chose so. */
  why: Threaded;
  /** The conversation to join has the channel's tag. */
  isTagged: boolean;
  /** The conversation is open, as far as we know: Intercom does not report every snooze. */
  isOpen: boolean;
  /** The number that the conversation to join belongs to; `own`: it is the thread's own conversation. */
  numberThere: string | 'own' | null;
  /** Conversations into which an earlier try may have put the text. */
  others: readonly string[];
}

interface Given {
  workspace: OpenWorkspace;
  intercom: IntercomClient;
  thread: Thread;
  message: Message;
  job: QueuedJob;
  /** A reaction joins an open conversation, and starts or reopens none. */
  isReaction: boolean;
}

/** A reaction whose conversation is no longer open stays out of the inbox, and the panel shows it. */
export async function choosePlacement(ctx: Context, given: Given): Promise<ChosenPlacement> {
  const { thread, workspace, isReaction } = given;
  const aside = { kind: 'aside' } as const;
  // A reaction alone is no reason to look for a contact, or to make one.
  if (isReaction && workspace.settings.threadPer === 'contact' && thread.contactId === null)
    return toChosen(thread, [thread], aside);
  const chosen = await placeText(ctx, given);
  return isReaction && !chosen.isOpen ? { ...chosen, placement: aside } : chosen;
}

async function placeText(ctx: Context, given: Given): Promise<ChosenPlacement> {
  const { workspace, thread, job } = given;
  const { settings } = workspace;
  const now = nowOf(ctx);
  const isShared = settings.threadPer === 'contact';
  if (!isShared && !isChangingOver(workspace, now))
    return toChosen(thread, [thread], placeOwn(thread, settings.reopenDays, now));

  const contactId = isShared ? await contactOf(ctx, given) : thread.contactId;
  await keepInboundOrder(ctx, workspace, { ...thread, contactId }, job);
  const related = await listRelatedThreads(ctx.db, { ...thread, contactId });
  const own = related.find(({ id }) => id === thread.id) ?? thread;
  if (!isShared) return toChosen(own, related, placeOwn(own, settings.reopenDays, now));
  const placement = placeAmong(related, settings.reopenDays, now);
  const isOwn = placement.kind === 'start' || placement.conversationId === own.conversation?.id;
  if (isOwn || own.contactId !== null) return toChosen(own, related, placement);
  await updateThread(ctx.db, own, { contactId });
  return toChosen({ ...own, contactId }, related, placement);
}

/** Only looks the contact up. The thread keeps its conversation; joining it shows whether it still belongs to this contact. */
async function contactOf(ctx: Context, { workspace, intercom, thread }: Given): Promise<string> {
  if (thread.contactId !== null) return thread.contactId;
  const { id } = await findContact(ctx, intercom, workspace, parseAddress(thread.address), null);
  return id;
}

function toChosen(
  thread: Thread,
  related: readonly Thread[],
  placement: ChosenPlacement['placement'],
): ChosenPlacement {
  const conversations = related.flatMap(({ conversation }) =>
    conversation && conversation.state !== 'deleted' ? [conversation] : [],
  );
  const joined = placement.kind === 'join' ? placement.conversationId : null;
  const others = conversations.map(({ id }) => id).filter((id) => id !== joined);
  const isTagged = conversations.some(({ id, tagged }) => id === joined && tagged);
  const isOpen = conversations.some(({ id, state }) => id === joined && state === 'open');
  const there = related.find(({ conversation }) => conversation?.id === joined);
  const seen = related.flatMap(({ conversation }) => (conversation === null ? [] : [conversation]));
  const why = whyPlaced(placement.kind === 'aside' ? { kind: 'start' } : placement, seen);
  const numberThere = thread.conversation?.id === joined ? 'own' : (there?.address ?? null);
  return { thread, placement, why, isTagged, isOpen, numberThere, others: [...new Set(others)] };
}
