// THE gate: every text to Twilio has passed here.
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
}

export type Queued = { kind: 'queued'; messageIds: string[] } | { kind: 'refused'; reason: Refusal };

/** Puts a text on its way, in parts where it is too long for one, or returns the refusal. */
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
    return { kind: 'refused', reason: window.reason };
  }
  const { thread, ...rest } = text;
  const { workspaceId, address, sender } = thread;
  // An answer goes to the form of the number that wrote.
  const wroteAs = hasOtherForms(address.replace(/^rcs:/, '')) ? await findLatestForm(unit.trx, thread) : null;
  // A text that is sent again has its signature.
  const signature = text.retryOf === null ? await signatureOf(unit.trx, workspace, text.author) : null;
  const body = signed(text.body, signature);
  const common = { ...rest, workspaceId, threadId: thread.id, address, wroteAs, sender };
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
  return consent.source === 'manual' ? 'opted-out-by-hand' : 'opted-out';
}
