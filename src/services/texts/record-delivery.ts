// Records an event of a text's delivery, which moves the text forward and never back.

import { newJob } from '../../domain/jobs/jobs.ts';
import { type DeliveryState, isAhead, isDeliveryState, isFailure, isFinal } from '../../domain/texts/delivery.ts';
import { type Message, RECEIPT_COMES_WITHIN_MS } from '../../domain/texts/message.ts';
import { eventsOfDelivery } from '../../domain/texts/result-event.ts';
import { createGroups } from '../../lib/group-commit.ts';
import { listAnsweredBy } from '../../store/conversations/failures.ts';
import { findThread } from '../../store/conversations/threads.ts';
import { isDataError } from '../../store/database/failed-statements.ts';
import { type EventSource, insertMessageEvent, wasLookedUp } from '../../store/texts/message-events.ts';
import { type LockedMessage, lockMessage, updateMessage } from '../../store/texts/messages.ts';
import { isOptOut } from '../../twilio/errors.ts';
import { errorPage } from '../../twilio/pages.ts';
import { applyRefusal } from '../consent/change-consent.ts';
import { syncPeople } from '../consent/sync-subscription.ts';
import { oweEvents } from '../contacts/tell-event.ts';
import { nowOf, type Storing, type Timed, transact, type Unit, type Watched } from '../context.ts';
import { tellOutcome } from './tell-outcome.ts';

/** A contact shows the last text's state once it is final, or after this. */
const WRITE_CONTACT_AFTER_MS = 60_000;

type RecordContext = Storing & Timed & Watched;

export interface Delivery {
  state: DeliveryState;
  source: EventSource;
  errorCode: number | null;
  sid: string | null;
  /** The workspace's choice. */
  resultEvents: boolean;
}

/** A status callback, verified and read. */
export interface ArrivedStatus {
  workspaceId: string;
  /** Our own id, as it travelled in the callback's URL. */
  messageId: string | null;
  sid: string;
  state: DeliveryState;
  errorCode: number | null;
  resultEvents: boolean;
}

/** Callbacks that arrive while a commit is under way share the next one. */
export function createStatusAcceptor(ctx: RecordContext): (status: ArrivedStatus) => Promise<'stored' | 'unknown'> {
  return createGroups<ArrivedStatus, 'stored' | 'unknown'>((statuses) => storeStatuses(ctx, statuses), {
    largest: 32,
    mayRetryAlone: isDataError,
  });
}

async function storeStatuses(
  ctx: RecordContext,
  statuses: readonly ArrivedStatus[],
): Promise<('stored' | 'unknown')[]> {
  const outcomes = new Map<ArrivedStatus, 'stored' | 'unknown'>();
  // Two processes that hold several texts at once must take them in the same order.
  const ordered = [...statuses].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  await transact(ctx, async (unit) => {
    let entered: string | null = null;
    for (const status of ordered) {
      const { workspaceId, messageId, sid, state, errorCode, resultEvents } = status;
      if (workspaceId !== entered) await ctx.database.enter(unit.trx, workspaceId);
      entered = workspaceId;
      const message = await lockMessage(unit.trx, workspaceId, { id: messageId, sid });
      const isOurs = message !== undefined && (await isAbout(unit, message, status));
      outcomes.set(status, isOurs ? 'stored' : 'unknown');
      const told = { state, source: 'callback', errorCode, sid, resultEvents } as const;
      if (isOurs) await recordDelivery(ctx, unit, message, told);
    }
  });
  return statuses.map((status) => outcomes.get(status) ?? 'unknown');
}

/** A SID from Twilio's list may be another text's. Our own id, which the callback carries, is certain. */
async function isAbout(unit: Unit, message: Message, { messageId, sid }: ArrivedStatus): Promise<boolean> {
  if (message.direction !== 'out') return false;
  if (message.sid === null || message.sid === sid) return true;
  return message.id === messageId && (await wasLookedUp(unit.trx, message));
}

function sortKey(status: ArrivedStatus): string {
  return `${status.workspaceId}/${status.messageId ?? status.sid}`;
}

/** `message`: locked by this transaction. */
export async function recordDelivery(
  ctx: RecordContext,
  unit: Unit,
  message: LockedMessage,
  delivery: Delivery,
): Promise<void> {
  const { workspaceId, id } = message;
  const { state, source, errorCode, sid } = delivery;
  const at = nowOf(ctx);
  await insertMessageEvent(unit.trx, { workspaceId, messageId: id, id: ctx.newId(), state, source, errorCode, at });
  const current = isDeliveryState(message.state) ? message.state : null;
  const ahead = isAhead(state, current);
  await updateMessage(unit.trx, message, {
    ...(sid !== null && message.sid === null ? { sid } : {}),
    ...(ahead ? { state, stateAt: at, errorCode } : {}),
    attemptedAt: null,
  });
  if (!ahead) return;
  ctx.metrics.texts.inc({ direction: 'out', outcome: state });
  if (isFailure(state)) logFailure(ctx, message, delivery);
  await tellOutcome(ctx, unit, message, delivery);
  const settings = { resultEvents: delivery.resultEvents };
  await oweEvents(ctx, unit, { settings }, message, [
    ...eventsOfDelivery(current, state),
    ...(isOptOut(errorCode) ? (['sms-opted-out'] as const) : []),
  ]);
  if (message.mayAnswer) await oweAnswers(unit, message, state);
  if (isOptOut(errorCode)) {
    await applyRefusal(unit.trx, ctx, message, at);
    await syncPeople(unit, message.workspaceId, [message.address], false);
  }
  const isLate = at.getTime() - message.createdAt.getTime() >= WRITE_CONTACT_AFTER_MS;
  if (current === null || isFinal(state) || isLate)
    await oweContactUpdate(unit, message, current === null && !isFinal(state));
}

function logFailure(ctx: Watched, { workspaceId, id: messageId }: Message, { state, errorCode }: Delivery): void {
  const about = errorCode === null ? {} : { errorCode, about: errorPage(errorCode) };
  ctx.log.warn({ workspaceId, messageId, state, ...about }, 'a text did not arrive');
}

/** A failed text that this one replaces no longer shows as failed. */
async function oweAnswers(unit: Unit, message: Message, state: DeliveryState): Promise<void> {
  if (state !== 'sent' && state !== 'delivered' && state !== 'read') return;
  const { workspaceId } = message;
  const delay = state === 'sent' ? { delayMs: RECEIPT_COMES_WITHIN_MS } : {};
  const conversationIds = await listAnsweredBy(unit.trx, message);
  await unit.enqueue(
    conversationIds.map((conversationId) => newJob('show-failures', { workspaceId, conversationId }, delay)),
  );
}

/** The contact's attributes follow: at once when the state is final, else in a while, when one update serves both. */
async function oweContactUpdate(unit: Unit, message: Message, mayChangeSoon: boolean): Promise<void> {
  const { workspaceId, threadId } = message;
  const thread = threadId === null ? undefined : await findThread(unit.trx, workspaceId, { id: threadId });
  if (!thread?.contactId) return;
  const { contactId } = thread;
  const delay = mayChangeSoon ? { delayMs: WRITE_CONTACT_AFTER_MS } : {};
  await unit.enqueue([newJob('update-contact', { workspaceId, contactId }, delay)]);
}
