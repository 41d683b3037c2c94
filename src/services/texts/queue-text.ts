// THE gate: every text to Twilio has passed here.
import { isByHand } from '../../domain/consent/consent.ts';
import { reachFor } from '../../domain/consent/decide.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { hasOtherForms } from '../../domain/numbers/number-forms.ts';
import { parseAddress } from '../../domain/numbers/phone-number.ts';
import { whenMayGo } from '../../domain/send-window.ts';
import type { Author } from '../../domain/texts/message.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import { signed } from '../../domain/texts/signature.ts';
import { splitNumbered, splitText } from '../../domain/texts/text-parts.ts';
import type { Thread } from '../../domain/thread.ts';
import { isBlank } from '../../domain/well-formed.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Db } from '../../store/database/database.ts';
import { findConsent } from '../../store/texts/consents.ts';
import { insertMessageEvent } from '../../store/texts/message-events.ts';
import { findLatestForm } from '../../store/texts/messages.ts';
import { insertOutbound, type NewOutbound } from '../../store/texts/new-messages.ts';
import { longestText } from '../../twilio/limits.ts';
import { nowOf, type Timed, type Unit, type Watched } from '../context.ts';
import { signatureOf } from './sign-text.ts';

export interface TextToQueue {
  thread: Pick<Thread, 'workspaceId' | 'id' | 'address' | 'sender'>;
  body: string;
  /** Null: the text belongs to no conversation, and gets no note. */
  conversationId: string | null;
  /** The reply that the text belongs to, or the send below. */
  replyPartId: string | null;
  sendId: string | null;
  /** The failed text that it replaces. */
  retryOf: string | null;
  author: Author;
  writtenAt: Date;
  /** `keep`: where the gate refuses it, nobody else has its words, so they are stored as a refused text. */
  ifRefused: 'keep' | 'drop';
}

export type Queued = { kind: 'queued'; messageIds: string[] } | { kind: 'refused'; reason: Refusal };

/** Puts a text on its way, in parts where it is too long for one, or returns the refusal. A refused text may go later. */
export async function queueText(
  ctx: Timed & Watched,
  unit: Unit,
  workspace: Workspace,
  text: TextToQueue,
): Promise<Queued> {
  const reason = isBlank(text.body) ? 'nothing-to-text' : await whyRefused(unit.trx, workspace, text.thread);
  const window = whenMayGo(
    { refusal: reason, couldGoAt: text.writtenAt, opensAt: null },
    workspace.settings,
    nowOf(ctx),
  );
  // A paused or late text goes on its way: the gate asks again at the hand-over, which waits or holds it with a note.
  if (window.kind === 'refuse') {
    ctx.metrics.texts.inc({ direction: 'out', outcome: 'refused' });
    if (text.ifRefused === 'keep' && !isBlank(text.body)) await keepRefused(ctx, unit, workspace, text, window.reason);
    return { kind: 'refused', reason: window.reason };
  }
  const { thread, ifRefused: _decided, ...rest } = text;
  const { workspaceId, address, sender } = thread;
  // An answer goes to the form of the number that wrote.
  const wroteAs = hasOtherForms(address.replace(/^rcs:/, '')) ? await findLatestForm(unit.trx, thread) : null;
  const body = await bodyOf(unit, workspace, text);
  const common = { ...rest, workspaceId, threadId: thread.id, address, wroteAs, sender, refusedFor: null };
  const { threadPer, numberParts } = workspace.settings;
  const bodies = numberParts ? splitNumbered(body, longestText) : splitText(body, longestText);
  const partOf = numberParts && bodies.length > 1 ? bodies.length : null;
  const parts = bodies.map(
    (part, index): NewOutbound => ({ ...common, id: ctx.newId(), body: part, partNo: index + 1, partOf }),
  );
  await insertOutbound(unit.trx, parts, nowOf(ctx));
  await unit.enqueue(
    parts.map((part) => newJob('deliver-text', { workspaceId, messageId: part.id, id: thread.id, address, threadPer })),
  );
  ctx.metrics.texts.inc({ direction: 'out', outcome: 'queued' }, parts.length);
  return { kind: 'queued', messageIds: parts.map((part) => part.id) };
}

/** The words with the agent's signature. A text that is sent again has its own. */
async function bodyOf(unit: Unit, workspace: Workspace, text: TextToQueue): Promise<string> {
  const signature = text.retryOf === null ? await signatureOf(unit.trx, workspace, text.author) : null;
  return signed(text.body, signature);
}

/** Stores the words whole: they are parted once they go. */
async function keepRefused(
  ctx: Timed,
  unit: Unit,
  workspace: Workspace,
  text: TextToQueue,
  refusedFor: Refusal,
): Promise<void> {
  const { thread, ifRefused: _decided, ...rest } = text;
  const { workspaceId, id: threadId, address, sender } = thread;
  const [id, at] = [ctx.newId(), nowOf(ctx)];
  const body = await bodyOf(unit, workspace, text);
  const whole = { ...rest, body, workspaceId, id, threadId, address, wroteAs: null, sender, partNo: 1, partOf: null };
  await insertOutbound(unit.trx, [{ ...whole, refusedFor }], at);
  const event = {
    workspaceId,
    messageId: id,
    id: ctx.newId(),
    state: 'refused',
    source: 'gate',
    errorCode: null,
  } as const;
  await insertMessageEvent(unit.trx, { ...event, at });
}

/** The gate's reason against a text, or null. Asked at queueing and again at the hand-over, as consent may change between. */
export async function whyRefused(
  db: Db,
  workspace: Workspace,
  pair: { address: string; sender: string },
): Promise<Refusal | null> {
  const address = parseAddress(pair.address);
  if (!address.answerable) return 'not-answerable';
  if (!pair.sender) return 'no-sender';
  if (pair.address === pair.sender || workspace.senders.includes(pair.address)) return 'own-number';
  const reach = reachFor(pair.address, workspace.settings.consentScope);
  const consent = await findConsent(db, { workspaceId: workspace.id, ...pair }, reach);
  if (!consent.optedOut) return null;
  if (consent.isAtTwilioAlone) return 'blocked-by-twilio';
  return isByHand(consent.source) ? 'opted-out-by-hand' : 'opted-out';
}
