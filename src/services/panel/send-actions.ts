// Does what Send, Try again and their kin ask, and answers with the flash that tells it.
import type { PanelState } from '../../domain/panel.ts';
import type { NumberSaved, PanelDone, PanelProblem, PanelWait } from '../../domain/panel-flash.ts';
import { whyWaits } from '../../domain/send-window.ts';
import { otherSender } from '../../domain/senders.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import { findMessage } from '../../store/texts/messages.ts';
import type { Send } from '../../store/texts/panel-texts.ts';
import { saveNumber } from '../contacts/save-number.ts';
import { inTime } from '../in-time.ts';
import { countryOverLimit } from '../texts/ask-limits.ts';
import { changeScheduled } from '../texts/change-scheduled.ts';
import { holdsNow } from '../texts/find-window.ts';
import { sendNow } from '../texts/release-texts.ts';
import { failedParts, sendAgain } from '../texts/send-again.ts';
import { sendText } from '../texts/send-text.ts';
import { settleUnknown } from '../texts/settle-unknown.ts';
import { homeScreen } from './home-screen.ts';
import { numberScreen } from './number-screen.ts';
import {
  clocksFor,
  draftOf,
  emptyDraft,
  lookAgain,
  type PanelRequest,
  situationOf,
  withDone,
  withDraft,
  withoutDraft,
  withProblem,
} from './panel-request.ts';
import { type Composed, compose, writeScreen } from './write-screen.ts';

type Ready = Extract<Composed, { ok: true }>;

export async function send(given: PanelRequest): Promise<PanelState> {
  const composed = await compose(given);
  if (!composed.ok) return composed.screen;
  return draftOf(given).editing === null ? sendComposed(composed, null) : saveScheduled(composed, undefined);
}

/** `sendAt` null: at once. */
async function sendComposed(ready: Ready, sendAt: Date | null): Promise<PanelState> {
  const { request, situation, to, sender, body, files } = ready;
  const { ctx, workspace, question, memory } = request;
  const { conversationId, contactId, adminId: authorId } = question;
  // A canvas without one was not made here: one more click is safer than a text that could go twice.
  if (memory.nonce === null || conversationId === null)
    return writeScreen(withProblem(request, { kind: 'nothing-sent' }));
  const { retryOf } = draftOf(request);
  const later = sendAt === null ? null : { at: sendAt, zone: clocksFor(request, situation, to) };
  const text = {
    id: memory.nonce,
    address: to,
    sender,
    body,
    conversationId,
    contactId,
    authorId,
    later,
    retryOf,
    files,
  };
  const outcome = await sendText(ctx, workspace, text);
  lookAgain(request);
  if (outcome.kind === 'refused') return writeScreen(withProblem(request, refused(outcome.reason, to, sender)));
  if (outcome.kind === 'used') return afterAnother(request, outcome.by);
  const saved = await numberSaved(request, to);
  const done: PanelDone =
    sendAt === null
      ? { kind: 'queued', to, waits: await waitOf(request, to), ...saved }
      : { ...scheduledFor(ready, sendAt), ...saved };
  return homeScreen(withoutDraft(withDone(request, done)));
}

/** Nothing where nobody asked for it. */
async function numberSaved(request: PanelRequest, address: string): Promise<{ number?: NumberSaved }> {
  const { ctx, workspace, question } = request;
  if (!draftOf(request).saveNumber || question.contactId === null) return {};
  const number = inTime(saveNumber(ctx, workspace, { contactId: question.contactId, address }));
  return { number: await number.catch(() => 'unanswered' as const) };
}

/** The same panel sent another text before: this one stays where it is, with a click of its own. */
function afterAnother(request: PanelRequest, by: Send): Promise<PanelState> {
  const problem = { kind: 'click-used', body: by.body.slice(0, 60), became: by.state } as const;
  return writeScreen(withProblem({ ...request, memory: { ...request.memory, nonce: null } }, problem));
}

function refused(reason: Refusal, to: string, sender: string): PanelProblem {
  return { kind: 'refused', by: { kind: reason, address: to, sender } };
}

/** `to`: the number of the text. The thread that is shown tells whether its customer wrote lately. */
async function waitOf(request: PanelRequest, to: string | null): Promise<PanelWait | null> {
  const { workspace, now } = request;
  const { locked, twilioLogin } = workspace;
  const { record, zones, address } = await situationOf(request);
  const customer = { address: to ?? address ?? '', zones };
  const lastInboundAt = record.thread?.address === customer.address ? record.thread.lastInboundAt : null;
  const isQuiet = holdsNow(workspace, { customer, lastInboundAt }, now);
  const isOverLimit = (await countryOverLimit(request.ctx.db, workspace, customer.address, now)) !== null;
  return whyWaits(workspace, { isLocked: locked.length > 0, isConnected: twilioLogin !== null, isOverLimit, isQuiet });
}

function scheduledFor({ request, situation, to }: Ready, at: Date): PanelDone & { kind: 'scheduled' } {
  return { kind: 'scheduled', to, at, zone: clocksFor(request, situation, to) };
}

/** `sendAt` undefined: it keeps its time. */
export async function saveScheduled(ready: Ready, sendAt: Date | undefined): Promise<PanelState> {
  const { request, situation, to, sender, body } = ready;
  const { ctx, workspace } = request;
  const { editing } = draftOf(request);
  if (editing === null) return sendComposed(ready, sendAt ?? null);
  const later = sendAt ? { at: sendAt, zone: clocksFor(request, situation, to) } : null;
  const change = { body, address: to, sender, later };
  const outcome = await changeScheduled(ctx, workspace, editing, change);
  lookAgain(request);
  const done: PanelDone = sendAt ? scheduledFor(ready, sendAt) : { kind: 'saved' };
  if (outcome.kind === 'changed') return homeScreen(withoutDraft(withDone(request, done)));
  if (outcome.kind === 'refused') return writeScreen(withProblem(request, refused(outcome.reason, to, sender)));
  const gone = { kind: 'not-scheduled', became: outcome.became, isKept: true } as const;
  return writeScreen(withProblem(withDraft(request, { editing: null }), gone));
}

export async function sendFailedAgain(request: PanelRequest, messageId: string): Promise<PanelState> {
  const { ctx, workspace, question } = request;
  const { conversationId, adminId } = question;
  if (conversationId === null) return homeScreen(withProblem(request, { kind: 'conversation-unknown' }));
  const outcome = await sendAgain(ctx, workspace, { messageId, conversationId, adminId });
  lookAgain(request);
  switch (outcome.kind) {
    case 'sent':
      return homeScreen(withDone(request, { kind: 'queued-again', waits: await waitOf(request, null) }));
    case 'already':
      return homeScreen(withDone(request, { kind: 'sent-again-before' }));
    case 'not-failed':
      return homeScreen(withProblem(request, { kind: 'not-failed' }));
    case 'refused': {
      const message = await findMessage(ctx.db, workspace.id, messageId);
      return homeScreen(withProblem(request, refused(outcome.reason, message?.address ?? '', message?.sender ?? '')));
    }
  }
}

/** Has a text go at once that waits for the end of quiet hours. */
export async function sendWaiting(request: PanelRequest, messageId: string): Promise<PanelState> {
  const outcome = await sendNow(request.ctx, request.workspace, { messageId });
  lookAgain(request);
  return homeScreen(
    outcome === 'sent' ? withDone(request, { kind: 'sent-now' }) : withProblem(request, { kind: outcome }),
  );
}

export async function settleAsArrived(request: PanelRequest, messageId: string): Promise<PanelState> {
  const { ctx, workspace, question } = request;
  const { conversationId, adminId } = question;
  if (conversationId === null) return homeScreen(withProblem(request, { kind: 'conversation-unknown' }));
  const outcome = await settleUnknown(ctx, workspace, { messageId, conversationId, adminId });
  lookAgain(request);
  if (outcome === 'settled') return homeScreen(withDone(request, { kind: 'arrived' }));
  if (outcome === 'rest-sent')
    return homeScreen(withDone(request, { kind: 'rest-queued', waits: await waitOf(request, null) }));
  return homeScreen(withProblem(request, { kind: 'outcome-known' }));
}

/** Opens what failed to be written anew, or to go to or from another number. */
export async function openFailed(
  request: PanelRequest,
  messageId: string,
  what: 'words' | 'sender' | 'number',
): Promise<PanelState> {
  const { ctx, workspace } = request;
  const message = await findMessage(ctx.db, workspace.id, messageId);
  const parts = message ? await failedParts(ctx.db, message) : [];
  if (!message || parts.length === 0) return homeScreen(withProblem(request, { kind: 'not-failed' }));
  const body = parts.map((part) => part.body).join('\n');
  const other = otherSender(workspace, message.address, message.sender);
  const draft = {
    ...emptyDraft,
    body,
    to: what === 'number' ? null : message.address,
    sender: what === 'sender' ? other : message.sender,
    retryOf: parts[0]?.id ?? null,
  };
  const next = { ...request, memory: { nonce: null, draft } };
  return what === 'number' ? numberScreen(next) : writeScreen(next);
}
