// Hands one text to Twilio, exactly once: looks it up before a second try, and asks the gate again.

import { AppError, type Attempt, NotYet, VendorError } from '../../domain/errors.ts';
import type { QueuedJob } from '../../domain/jobs/jobs.ts';
import { filesByMms } from '../../domain/media/texts-with-files.ts';
import type { FailureNote } from '../../domain/notes/note.ts';
import { type SendWindow, whenMayGo } from '../../domain/send-window.ts';
import { serviceOf } from '../../domain/senders.ts';
import { judgeConfirmation } from '../../domain/texts/confirmation.ts';
import { hasLeft, isDeliveryState } from '../../domain/texts/delivery.ts';
import { dayIn } from '../../domain/texts/figures.ts';
import { isStopped, type Message, wordsSent } from '../../domain/texts/message.ts';
import type { Ground, Verdict } from '../../domain/texts/purpose.ts';
import type { RefusedFor } from '../../domain/texts/refusal.ts';
import { hasLimits } from '../../domain/texts/spend.ts';
import { refusedBy, type Step } from '../../domain/texts/trace.ts';
import { insertMessageEvent } from '../../store/texts/message-events.ts';
import { findMessage, lockMessage, updateMessage } from '../../store/texts/messages.ts';
import { listParts } from '../../store/texts/part-texts.ts';
import type { Counting } from '../../store/texts/spend-days.ts';
import { type Delivery, findDelivery } from '../../store/texts/waiting-texts.ts';
import type { SentText } from '../../twilio/client.ts';
import { codeOf, isWithoutMedia } from '../../twilio/errors.ts';
import { statusUrl } from '../../twilio/webhook-urls.ts';
import { oweEvents } from '../contacts/tell-event.ts';
import { type Context, nowOf, type OpenWorkspace, transact, type Unit } from '../context.ts';
import { oweFailure, oweNote, toldOf, writtenAs } from '../conversations/owe-note.ts';
import { mediaUrl } from '../media/media-url.ts';
import { once } from '../once.ts';
import { isStillWanted } from './answer-by-itself.ts';
import { countingOf, holdOf } from './ask-limits.ts';
import { holdParts, markAttempt, OverLimit } from './count-attempt.ts';
import { CALLBACK_COMES_WITHIN_MS, findHandedOver } from './find-handed-over.ts';
import { findWindow } from './find-window.ts';
import { keepOutboundOrder } from './keep-order.ts';
import { linkInstead } from './link-instead.ts';
import { askGate } from './queue-text.ts';
import { readLatestWords } from './read-latest-words.ts';
import { recordDelivery, type Delivery as Told } from './record-delivery.ts';
import { goBehind, isWaiting, waitForOpening } from './release-texts.ts';

/** A numbered part waits this long at most for the one before, and asks this often: most carriers need less than a second. */
const PART_WAITS_MS = 5_000;
const PART_MS = 1_000;

/** Twilio fetches the files of a text while it takes it in, and again where that failed. */
const FETCHED_WITHIN_MS = 24 * 3_600_000;

/** A paused text asks this often. */
const PAUSED_MS = 30_000;

export async function deliverText(
  ctx: Context,
  input: { workspaceId: string; messageId: string; job: QueuedJob },
): Promise<void> {
  const workspace = await ctx.workspaces.get(input.workspaceId);
  const { twilioAccountSid: accountSid } = workspace;
  const asked = { workspaceId: workspace.id, id: input.messageId, accountSid };
  const limitedOn = hasLimits(workspace.settings) ? dayIn(nowOf(ctx), workspace.timezone) : null;
  const delivery = await findDelivery(ctx.db, asked, { limitedOn, now: nowOf(ctx) });
  if (!delivery) throw new AppError('not-found', { kind: 'text-not-stored' });
  const { message } = delivery;
  if (message.state !== 'pending' && message.state !== 'given-up') return;
  // It left the line with an earlier part, and comes back with it.
  if (isWaiting(message, nowOf(ctx))) return;
  await keepOutboundOrder(ctx, workspace, 'deliver-text', message.address, input.job);
  let words = message.body;
  const counting = countingOf(workspace, delivery, nowOf(ctx));
  let ground: Ground | null = null;
  try {
    const made = await once<SentText>(ctx, {
      triedAt: message.attemptedAt,
      mark: (at) => markAttempt(ctx, message, at, { counting, ground }),
      look: (since) => findHandedOver(ctx, workspace, message, since),
      lagMs: CALLBACK_COMES_WITHIN_MS,
      async mayMake() {
        const verdict = await mayGo(ctx, workspace, delivery, counting);
        if (verdict === null) return false;
        ground = verdict.ground;
        const body = await readLatestWords(ctx, workspace, message);
        if (body === null) await endTakenBack(ctx, workspace, message);
        else words = body;
        return body !== null;
      },
      make: (attempt) => handOver(ctx, workspace, { ...message, body: words }, attempt),
    });
    if (made.kind === 'unwanted') return;
    if (made.kind === 'unsure') return await holdUnknown(ctx, message);
    await recordAnswer(ctx, workspace, message, made.value, made.kind === 'found' ? 'lookup' : 'answer');
  } catch (error) {
    if (error instanceof OverLimit) return await holdParts(ctx, message, counting);
    if (!(error instanceof VendorError) || error.certainty !== 'refused') throw error;
    const errorCode = codeOf(error.vendorCode);
    if (isWithoutMedia(errorCode)) await linkInstead(ctx, workspace, message);
    await recordEvent(ctx, workspace, message, { state: 'failed', source: 'answer', errorCode, sid: null });
  }
}

/** Null: it ends a text that may not go, or is too old, with a note. Throws NotYet for one that waits in its place. */
async function mayGo(
  ctx: Context,
  workspace: OpenWorkspace,
  delivery: Delivery,
  counting: Counting,
): Promise<Verdict | null> {
  const { message } = delivery;
  const verdict = message.partNo > 1 ? await partMayGo(ctx, message) : 'go';
  if (verdict === 'stop') {
    await transact(ctx, (unit) =>
      endText(ctx, unit, workspace, message, { state: 'refused', refusedFor: 'part-before' }),
    );
    return null;
  }
  if (verdict === 'comes-again') return null;
  if (delivery.before === 'released') {
    await goBehind(ctx, message);
    return null;
  }
  if (verdict === 'wait') throw new NotYet('part-before-first', PART_MS);
  if (!(await isStillWanted(ctx, workspace, message))) {
    await endNeedless(ctx, workspace, message);
    return null;
  }
  const answer = await judgeText(ctx, workspace, message);
  const opening = await findWindow(workspace, delivery, nowOf(ctx));
  const hold = holdOf(delivery, counting);
  const window = whenMayGo({ refusal: answer.refusal, ...opening, hold }, workspace.settings, nowOf(ctx));
  if (window.kind === 'hold') {
    await holdParts(ctx, message, counting);
    return null;
  }
  if (window.kind === 'wait') throw new NotYet('paused', PAUSED_MS);
  if (window.kind === 'wait-until') {
    await waitForOpening(ctx, workspace, message, { until: window.until, ...opening });
    return null;
  }
  if (window.kind === 'go') return answer;
  await transact(ctx, async (unit) => {
    await endText(ctx, unit, workspace, message, endOf(window, answer));
    const { address, sender } = message;
    const what = writtenAs(message);
    const note: FailureNote =
      window.kind === 'ask'
        ? { kind: 'held', address, what, hours: window.hours }
        : { kind: 'refused', address, sender, what, reason: window.reason };
    // One note has told of the loop.
    if (window.kind === 'ask' || window.reason !== 'loop') await oweFailure(ctx, unit, toldOf(message), note);
  });
  return null;
}

/** A confirmation is judged with the word that it confirms. */
async function judgeText(ctx: Context, workspace: OpenWorkspace, message: Message): Promise<Verdict> {
  const verdict = await askGate(ctx.db, workspace, message, nowOf(ctx));
  if (message.confirms === null) return verdict;
  const word = await findMessage(ctx.db, message.workspaceId, message.confirms);
  const keyword = word?.keyword === 'start' ? 'start' : 'stop';
  return judgeConfirmation(verdict, { keyword, at: word?.createdAt ?? new Date(0) }, nowOf(ctx));
}

interface End {
  state: 'held' | 'refused';
  refusedFor?: RefusedFor;
  evidenceId?: string | null;
  step?: Step;
}

function endOf(window: Extract<SendWindow, { kind: 'ask' | 'refuse' }>, { ground }: Verdict): End {
  if (window.kind === 'ask') return { state: 'held', step: { kind: 'held', hours: window.hours } };
  const evidence = ground === null ? {} : { evidenceId: ground.evidenceId };
  const { reason } = window;
  return { state: 'refused', refusedFor: reason, ...evidence, step: refusedBy(reason, ground) };
}

async function endTakenBack(ctx: Context, workspace: OpenWorkspace, message: Message): Promise<void> {
  await transact(ctx, async (unit) => {
    await endText(ctx, unit, workspace, message, { state: 'refused', refusedFor: 'deleted' });
    await oweNote(ctx, unit, toldOf(message), { kind: 'deleted-in-time', address: message.address });
  });
}

/** An automatic answer that nobody needs any more; the conversation has shown it. */
async function endNeedless(ctx: Context, workspace: OpenWorkspace, message: Message): Promise<void> {
  await transact(ctx, async (unit) => {
    await endText(ctx, unit, workspace, message, {
      state: 'refused',
      refusedFor: 'needless',
      step: { kind: 'needless' },
    });
    await oweNote(ctx, unit, toldOf(message), { kind: 'needless', address: message.address });
  });
}

/** Twilio's answer was lost, and its list does not tell: a person decides about sending the text again. */
async function holdUnknown(ctx: Context, message: Message): Promise<void> {
  await transact(ctx, async (unit) => {
    const current = await lockMessage(unit.trx, message.workspaceId, { id: message.id, sid: '' });
    // A callback may have brought the state meanwhile.
    if (current?.state !== 'pending' && current?.state !== 'given-up') return;
    await updateMessage(unit.trx, message, { state: 'given-up', stateAt: nowOf(ctx) });
    ctx.metrics.texts.inc({ direction: 'out', outcome: 'given-up' });
    await oweFailure(ctx, unit, toldOf(message), {
      kind: 'unsure',
      address: message.address,
      what: writtenAs(message),
    });
  });
}

/** Each part goes once the ones before have gone; a numbered one once the one before has left Twilio, or after a while. */
async function partMayGo(ctx: Context, message: Message): Promise<'go' | 'wait' | 'stop' | 'comes-again'> {
  const before = (await listParts(ctx.db, message)).filter((part) => part.partNo < message.partNo);
  // The part before waited, and this one gets a new place behind it.
  if (before.some((part) => part.state === 'pending' && part.waitsUntil !== null)) return 'comes-again';
  if (before.some((part) => part.sid === null && part.state !== 'sent')) return 'stop';
  const last = before.at(-1);
  if (message.partOf === null || last === undefined) return 'go';
  if (before.some(isStopped)) return 'stop';
  const isOnItsWay = isDeliveryState(last.state) && hasLeft(last.state);
  return isOnItsWay || ctx.clock.now() - last.stateAt.getTime() >= PART_WAITS_MS ? 'go' : 'wait';
}

async function endText(ctx: Context, unit: Unit, workspace: OpenWorkspace, message: Message, end: End): Promise<void> {
  const { workspaceId, id: messageId } = message;
  const at = nowOf(ctx);
  const { state } = end;
  await insertMessageEvent(unit.trx, {
    workspaceId,
    messageId,
    id: ctx.newId(),
    state,
    source: 'gate',
    errorCode: null,
    at,
  });
  await updateMessage(unit.trx, message, { ...end, stateAt: at, attemptedAt: null });
  ctx.metrics.texts.inc({ direction: 'out', outcome: state });
  if (state === 'refused') await oweEvents(ctx, unit, workspace, message, ['sms-failed']);
}

function handOver(ctx: Context, workspace: OpenWorkspace, message: Message, attempt: Attempt): Promise<SentText> {
  const { address, wroteAs, sender: from } = message;
  const to = wroteAs ?? address;
  const body = wordsSent(message);
  const mediaUrls = filesByMms(message.media).map((file) =>
    mediaUrl(ctx, { workspaceId: message.workspaceId, fileId: file.id, forMs: FETCHED_WITHIN_MS }),
  );
  const service = serviceOf(workspace, from);
  const text = { to, from, service, body, mediaUrls, statusUrl: statusUrl(ctx.publicUrl, message) };
  return ctx.twilio(workspace).sendText(text, attempt);
}

async function recordAnswer(
  ctx: Context,
  workspace: OpenWorkspace,
  message: Message,
  sent: SentText,
  source: 'answer' | 'lookup',
): Promise<void> {
  const { state, errorCode, sid } = sent;
  await recordEvent(ctx, workspace, message, { state, source, errorCode, sid });
}

/** Records an event on the text's present row, since a callback may have been faster. */
async function recordEvent(
  ctx: Context,
  { settings: { resultEvents } }: OpenWorkspace,
  message: Message,
  delivery: Omit<Told, 'resultEvents'>,
): Promise<void> {
  await transact(ctx, async (unit) => {
    const current = await lockMessage(unit.trx, message.workspaceId, { id: message.id, sid: delivery.sid ?? '' });
    if (current) await recordDelivery(ctx, unit, current, { ...delivery, resultEvents });
  });
}
