// What Send, Try again and their kin do, and what the panel says afterwards.
import { refusalReason } from '../../domain/notes/notices.ts';
import type { PanelState } from '../../domain/panel.ts';
import { otherSender } from '../../domain/senders.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import { findMessage } from '../../store/texts/messages.ts';
import type { Send } from '../../store/texts/panel-texts.ts';
import { type ChangeOutcome, changeScheduled } from '../texts/change-scheduled.ts';
import { failedParts, sendAgain } from '../texts/send-again.ts';
import { sendText } from '../texts/send-text.ts';
import { settleUnknown } from '../texts/settle-unknown.ts';
import { homeScreen } from './home-screen.ts';
import { numberScreen } from './number-screen.ts';
import { draftOf, emptyDraft, lookAgain, type PanelRequest, say, withDraft, withoutDraft } from './panel-request.ts';
import { type Composed, compose, describe, writeScreen } from './write-screen.ts';

type Ready = Extract<Composed, { ok: true }>;

export async function send(given: PanelRequest): Promise<PanelState> {
  const composed = await compose(given);
  if (!composed.ok) return composed.screen;
  return draftOf(given).editing === null ? sendComposed(composed, null) : saveScheduled(composed, undefined);
}

/** `sendAt` null: at once. */
async function sendComposed(ready: Ready, sendAt: Date | null): Promise<PanelState> {
  const { request, to, sender, body } = ready;
  const { ctx, workspace, question, memory } = request;
  const { conversationId, contactId, adminId: authorId } = question;
  // A canvas without one was not made here: one more click is safer than a text that could go twice.
  if (memory.nonce === null || conversationId === null)
    return writeScreen(
      say(request, 'problem', 'This panel was out of date and has sent nothing. Press Send once more.'),
    );
  const { retryOf } = draftOf(request);
  const text = { id: memory.nonce, address: to, sender, body, conversationId, contactId, authorId, sendAt, retryOf };
  const outcome = await sendText(ctx, workspace, text);
  lookAgain(request);
  if (outcome.kind === 'refused') return writeScreen(say(request, 'problem', refused(outcome.reason, to, sender)));
  if (outcome.kind === 'used') return afterAnother(request, outcome.by);
  const words =
    outcome.kind === 'sent'
      ? `Queued: your text to ${describe(to)} is on its way.`
      : `Scheduled: your text to ${describe(to)} waits for its time.`;
  return homeScreen(withoutDraft(say(request, 'done', words)));
}

/** The same panel sent another text before: this one stays where it is, with a click of its own. */
function afterAnother(request: PanelRequest, by: Send): Promise<PanelState> {
  const what = by.state === 'scheduled' ? 'scheduled' : by.state === 'cancelled' ? 'scheduled and cancelled' : 'sent';
  const words = `Your text "${by.body.slice(0, 60)}" was ${what} before. The one below was not sent: press Send to send it too.`;
  return writeScreen(say({ ...request, memory: { ...request.memory, nonce: null } }, 'problem', words));
}

function refused(reason: Refusal, to: string, sender: string): string {
  return `Not sent. ${refusalReason(reason, describe(to), describe(sender))}`;
}

/** `sendAt` undefined: it keeps its time. */
export async function saveScheduled(ready: Ready, sendAt: Date | undefined): Promise<PanelState> {
  const { request, to, sender, body } = ready;
  const { ctx, workspace } = request;
  const { editing } = draftOf(request);
  if (editing === null) return sendComposed(ready, sendAt ?? null);
  const change = { body, address: to, sender, ...(sendAt ? { sendAt } : {}) };
  const outcome = await changeScheduled(ctx, workspace, editing, change);
  lookAgain(request);
  if (outcome.kind === 'changed') return homeScreen(withoutDraft(say(request, 'done', 'Saved.')));
  if (outcome.kind === 'refused') return writeScreen(say(request, 'problem', refused(outcome.reason, to, sender)));
  return writeScreen(
    say(withDraft(request, { editing: null }), 'problem', `${goneWords(outcome)} Press Send to send this text now.`),
  );
}

export function goneWords(outcome: Extract<ChangeOutcome, { kind: 'gone' }>): string {
  if (outcome.send?.state === 'cancelled') return 'This scheduled text was cancelled meanwhile.';
  return outcome.send ? 'This scheduled text has been sent meanwhile.' : 'This scheduled text is no longer kept.';
}

export async function sendFailedAgain(request: PanelRequest, messageId: string): Promise<PanelState> {
  const { ctx, workspace, question } = request;
  const { conversationId, adminId } = question;
  if (conversationId === null) return homeScreen(say(request, 'problem', 'Open the conversation of that text first.'));
  const outcome = await sendAgain(ctx, workspace, { messageId, conversationId, adminId });
  lookAgain(request);
  switch (outcome.kind) {
    case 'sent':
      return homeScreen(say(request, 'done', 'Queued: the text is on its way again.'));
    case 'already':
      return homeScreen(say(request, 'done', 'That text was sent again already.'));
    case 'not-failed':
      return homeScreen(say(request, 'problem', 'That text did not fail, so it was not sent again.'));
    case 'refused': {
      const message = await findMessage(ctx.db, workspace.id, messageId);
      return homeScreen(
        say(request, 'problem', refused(outcome.reason, message?.address ?? '', message?.sender ?? '')),
      );
    }
  }
}

export async function settleAsArrived(request: PanelRequest, messageId: string): Promise<PanelState> {
  const { ctx, workspace, question } = request;
  const { conversationId, adminId } = question;
  if (conversationId === null) return homeScreen(say(request, 'problem', 'Open the conversation of that text first.'));
  const outcome = await settleUnknown(ctx, workspace, { messageId, conversationId, adminId });
  lookAgain(request);
  if (outcome === 'settled') return homeScreen(say(request, 'done', 'Noted: it is not sent again.'));
  if (outcome === 'rest-sent') return homeScreen(say(request, 'done', 'Noted. The parts after it are on their way.'));
  return homeScreen(say(request, 'problem', 'What became of that text is known meanwhile.'));
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
  if (!message || parts.length === 0)
    return homeScreen(say(request, 'problem', 'That text did not fail, or is no longer kept.'));
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
