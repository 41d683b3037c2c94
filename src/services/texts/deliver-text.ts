// One text goes to Twilio, exactly once: looked up before it is repeated, refused where it may not go.
import { AppError, VendorError } from '../../domain/errors.ts';
import type { JobPlace } from '../../domain/jobs.ts';
import type { Message } from '../../domain/message.ts';
import { describeAddress, heldNotice, refusedNotice } from '../../domain/notices.ts';
import { parseAddress } from '../../domain/phone-number.ts';
import { serviceOf } from '../../domain/senders.ts';
import { insertMessageEvent } from '../../store/texts/message-events.ts';
import { findMessage, knownSids, listParts, lockMessage, updateMessage } from '../../store/texts/messages.ts';
import type { SentText } from '../../twilio/client.ts';
import { type Context, nowOf, type OpenWorkspace, transact, type Unit } from '../context.ts';
import { oweNote, subjectOf } from '../conversations/owe-note.ts';
import { keepOutboundOrder } from './keep-order.ts';
import { whyRefused } from './queue-text.ts';
import { type Delivery, recordDelivery } from './record-delivery.ts';

/** Twilio's clock may differ from ours by this much, and its dates are whole seconds. */
const CLOCK_TOLERANCE_MS = 60_000;

/** How long after a pause has ended a text may still wait. */
const PAUSED_MS = 30_000;

/** A claim is only as good as its last renewal: a process that was stopped this long must not go on as if nothing was. */
const CLAIM_HOLDS_MS = 3_000;

/**
 * Twilio's own attempts to reach us with a status, on top of which the fragment asks for more.
 * Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
 */
const CALLBACK_RETRIES = '#rc=3&rp=5xx,ct,rt';

export async function deliverText(
  ctx: Context,
  input: { workspaceId: string; messageId: string; job: JobPlace },
): Promise<void> {
  const message = await findMessage(ctx.db, input.workspaceId, input.messageId);
  if (!message) throw new AppError('not-found', 'The text is no longer stored.');
  if (message.state !== 'pending' && message.state !== 'given-up') return;
  const workspace = await ctx.workspaces.get(input.workspaceId);
  await keepOutboundOrder(ctx, workspace, 'deliver-text', message.address, input.job);
  if (message.attemptedAt !== null && (await findHandedOver(ctx, workspace, message, message.attemptedAt))) return;
  if (await stop(ctx, workspace, message)) return;
  if (workspace.settings.isPaused)
    throw new AppError('unavailable', 'The workspace has paused its texts.', {
      retry: 'later',
      retryAfterMs: PAUSED_MS,
    });
  await handOver(ctx, workspace, message);
}

/** Whether an earlier try had worked although no answer came. */
async function findHandedOver(
  ctx: Context,
  workspace: OpenWorkspace,
  message: Message,
  attemptedAt: Date,
): Promise<boolean> {
  const since = new Date(attemptedAt.getTime() - CLOCK_TOLERANCE_MS);
  const { address: to, sender: from } = message;
  const texts = await lookUp(() => ctx.twilio(workspace).findTexts({ to, from, since }));
  const alike = texts.filter((text) => fold(text.body) === fold(message.body));
  const taken = await knownSids(
    ctx.db,
    workspace.id,
    alike.map((text) => text.sid),
  );
  const found = alike.filter((text) => !taken.has(text.sid)).at(-1);
  if (!found) return false;
  await recordAnswer(ctx, message, found, 'lookup');
  return true;
}

/** That Twilio will not let us look says nothing of the text: it stays unknown until it does. */
async function lookUp<T>(find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof VendorError) || error.retry === 'later') throw error;
    throw new AppError('vendor-refused', error.message, { retry: 'later', cause: error });
  }
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A text that may not go, or is no longer wanted, ends here with a note. */
async function stop(ctx: Context, workspace: OpenWorkspace, message: Message): Promise<boolean> {
  if (message.partNo > 1 && (await partBeforeDidNotGo(ctx, message))) {
    await transact(ctx, (unit) => end(ctx, unit, message, 'refused'));
    return true;
  }
  const customer = describeAddress(parseAddress(message.address));
  const refusal = await whyRefused(ctx.db, workspace, message);
  const hours = workspace.settings.holdAfterHours;
  const isOld = ctx.clock.now() - message.writtenAt.getTime() > hours * 3_600_000;
  if (refusal === null && !isOld) return false;
  await transact(ctx, async (unit) => {
    await end(ctx, unit, message, refusal === null ? 'held' : 'refused');
    const { workspaceId, conversationId } = message;
    if (conversationId === null) return;
    const note = { workspaceId, conversationId, subject: subjectOf(message) };
    if (refusal === null) return oweNote(ctx, unit, { ...note, kind: 'held', body: heldNotice(customer, hours) });
    const sender = describeAddress(parseAddress(message.sender));
    await oweNote(ctx, unit, { ...note, kind: 'refused', body: refusedNotice(refusal, customer, sender) });
  });
  return true;
}

async function partBeforeDidNotGo(ctx: Context, message: Message): Promise<boolean> {
  const parts = await listParts(ctx.db, message);
  return parts.some((part) => part.partNo < message.partNo && part.sid === null);
}

async function end(ctx: Context, unit: Unit, message: Message, state: 'held' | 'refused'): Promise<void> {
  const { workspaceId, id: messageId } = message;
  const at = nowOf(ctx);
  await insertMessageEvent(unit.trx, {
    workspaceId,
    messageId,
    id: ctx.newId(),
    state,
    source: 'gate',
    errorCode: null,
    at,
  });
  await updateMessage(unit.trx, message, { state, stateAt: at, attemptedAt: null });
  ctx.metrics.texts.inc({ direction: 'out', outcome: state });
}

async function handOver(ctx: Context, workspace: OpenWorkspace, message: Message): Promise<void> {
  const { address: to, sender: from, body, id, workspaceId } = message;
  const statusCallback = `${ctx.publicUrl}/webhooks/twilio/${encodeURIComponent(workspaceId)}/status?message=${id}${CALLBACK_RETRIES}`;
  // Stored before the call, so that a crash in between is seen and the text looked up.
  const claimedAt = performance.now();
  await updateMessage(ctx.db, message, { attemptedAt: nowOf(ctx) });
  if (performance.now() - claimedAt > CLAIM_HOLDS_MS)
    throw new AppError('stale-claim', "This process stood still: the text may be another one's by now.", {
      retry: 'later',
    });
  try {
    const service = serviceOf(workspace, from);
    const sent = await ctx.twilio(workspace).sendText({ to, from, service, body, statusCallback });
    await recordAnswer(ctx, message, sent, 'answer');
  } catch (error) {
    if (!(error instanceof VendorError) || error.certainty === 'unknown') throw error;
    if (error.certainty === 'not-done') {
      await updateMessage(ctx.db, message, { attemptedAt: null });
      throw error;
    }
    const errorCode = error.vendorCode === null ? null : Number(error.vendorCode);
    await recordEvent(ctx, message, { state: 'failed', source: 'answer', errorCode, sid: null });
  }
}

async function recordAnswer(
  ctx: Context,
  message: Message,
  sent: SentText,
  source: 'answer' | 'lookup',
): Promise<void> {
  const { state, errorCode, sid } = sent;
  await recordEvent(ctx, message, { state, source, errorCode, sid });
}

/** On the text as it is now: a callback may have been faster. */
async function recordEvent(ctx: Context, message: Message, delivery: Delivery): Promise<void> {
  await transact(ctx, async (unit) => {
    const current = await lockMessage(unit.trx, message.workspaceId, { id: message.id, sid: delivery.sid ?? '' });
    if (current) await recordDelivery(ctx, unit, current, delivery);
  });
}
