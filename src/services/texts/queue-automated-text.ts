// Queues a text of automation through the gate. An open conversation shows it as a comment; elsewhere the log and the panel do, and
// a note once the customer writes.
import type { Purpose } from '../../domain/texts/purpose.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import type { RuledBy, SeriesStep } from '../../domain/texts/trace.ts';
import { placeAmong, type Thread } from '../../domain/thread.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { findContactByAddress } from '../../store/conversations/contacts.ts';
import { listRelatedThreads } from '../../store/conversations/related-threads.ts';
import { updateThread } from '../../store/conversations/threads.ts';
import { nowOf, type Timed, type Unit, type Watched } from '../context.ts';
import { queueText } from './queue-text.ts';
import { waitForTime } from './release-texts.ts';
import { showAutomatedText } from './show-automated-text.ts';

/** `isHeld`: an admin must let it go. */
export type Automated =
  | { kind: 'queued'; textId: string; messageIds: string[]; segments: number; isHeld: boolean }
  | { kind: 'refused'; reason: Refusal };

export interface AutomatedText {
  thread: Thread;
  body: string;
  purpose: Purpose;
  /** The contact that was asked for: it gets a thread that has none. */
  contactId?: string | null;
  /** The happening for which a rule sends it. Absent, as the next: a system of the workspace's own does. */
  byRule?: RuledBy;
  bySeries?: SeriesStep;
  byKey?: string;
  /** Its author chose this time; null: at once. */
  sendAt?: Date | null;
}

export async function queueAutomatedText(
  ctx: Timed & Watched,
  unit: Unit,
  workspace: Workspace,
  { thread, body, purpose, contactId = null, byRule, bySeries, byKey, sendAt = null }: AutomatedText,
): Promise<Automated> {
  const at = nowOf(ctx);
  if (thread.contactId === null && contactId !== null) await updateThread(unit.trx, thread, { contactId });
  // A comment would stand there before the text goes.
  const conversationId = sendAt === null ? await openConversation(unit, workspace, thread, at) : null;
  const shownIn = conversationId === null ? null : { conversationId, sendId: ctx.newId() };
  const queued = await queueText(ctx, unit, workspace, {
    ...{
      thread,
      body,
      purpose,
      ...(byRule === undefined ? {} : { byRule }),
      ...(bySeries === undefined ? {} : { bySeries }),
      ...(byKey === undefined ? {} : { byKey }),
      writtenAt: at,
      ifRefused: 'keep',
      author: { kind: 'automation', id: null },
    },
    ...(shownIn ?? { conversationId: null, sendId: null }),
    ...{ replyPartId: null, retryOf: null },
  });
  if (queued.kind === 'refused') return queued;
  if (shownIn !== null) {
    const { sendId: id, ...where } = shownIn;
    await showAutomatedText(unit, thread, { ...where, id, body: queued.body, at });
  }
  const { messageIds, segments, isHeld } = queued;
  if (sendAt !== null && !isHeld)
    await waitForTime(ctx, unit, { workspaceId: workspace.id, threadId: thread.id }, messageIds, sendAt);
  return { kind: 'queued', textId: messageIds[0] ?? '', messageIds, segments, isHeld };
}

/** The one that the customer's answer would join: of this number, or of any where all of a contact's texts share it. */
async function openConversation(
  { trx }: Unit,
  { settings }: Workspace,
  thread: Thread,
  now: Date,
): Promise<string | null> {
  const { conversation } = thread;
  if (conversation?.state === 'open') return conversation.id;
  if (settings.threadPer !== 'contact') return null;
  const { workspaceId, address } = thread;
  // A number of ours that never texted them knows no contact yet.
  const contactId = thread.contactId ?? (await findContactByAddress(trx, workspaceId, address))?.contactId ?? null;
  const related = await listRelatedThreads(trx, { ...thread, contactId });
  const placement = placeAmong(related, settings.reopenDays, now);
  const joined = related.find(
    ({ conversation: one }) => placement.kind === 'join' && one?.id === placement.conversationId,
  );
  return joined?.conversation?.state === 'open' ? joined.conversation.id : null;
}
